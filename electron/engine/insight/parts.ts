import type { WorkingCalendar } from '../../../shared/domain/working-days.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../store/index.ts';

/** What the statistics stand on. */
export type InsightParts = {
  store: Store;
  clock: Clock;
  calendar: WorkingCalendar;
  /** Aborted when the desk is closed: what takes several turns looks at nothing after it. */
  closing: AbortSignal;
};
