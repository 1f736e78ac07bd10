import { dueTimeOf, pausesOf } from '../../shared/domain/due.ts';
import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import type { WorkingCalendar } from '../../shared/domain/working-days.ts';
import type { ReadableStore } from './store/index.ts';
import type { DueTimes } from './sync/index.ts';

/** Due times by the policy in force, the statutory calendar, and the announcements that extend them. `now`: the wall clock, ms. */
export const dueTimesBy = (calendar: WorkingCalendar, now: () => number): DueTimes => {
  const reckon = (application: { submittedAt: string; dueAt?: string | undefined }, store: ReadableStore): string => {
    const policy = store.policy();
    if (policy === undefined) return application.dueAt ?? application.submittedAt;
    const pauses = pausesOf(store.announcements(), toTimestamp(now()));
    return dueTimeOf({ submittedAt: application.submittedAt, givenDueAt: application.dueAt, due: policy.due, calendar, pauses }).dueAt;
  };
  return {
    of: reckon,
    recompute: (write) => {
      const changed: string[] = [];
      for (const { application, dueAt } of write.openApplications()) {
        const next = reckon(application, write);
        if (next === dueAt) continue;
        write.setDueAt(application.id, next);
        changed.push(application.id);
      }
      return changed;
    },
  };
};
