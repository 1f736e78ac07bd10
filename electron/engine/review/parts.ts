import type { WorkingCalendar } from '../../../shared/domain/working-days.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../store/index.ts';

/** What review stands on. */
export type ReviewParts = { store: Store; clock: Clock; random: Random; calendar: WorkingCalendar };
