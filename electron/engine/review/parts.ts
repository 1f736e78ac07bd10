import type { WorkingCalendar } from '../../../shared/domain/working-days.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../store/index.ts';

/** What review stands on. */
export type ReviewParts = {
  store: Store;
  clock: Clock;
  random: Random;
  calendar: WorkingCalendar;
  /** Aborted when the desk is closed: what takes several turns looks at nothing after it. */
  closing?: AbortSignal | undefined;
};
