import type { Policy } from '../../../shared/domain/policy.ts';
import { hourMs, instantOf, shanghaiMoment, toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { ReadableStore } from '../store/index.ts';

/** The present moment as the queue needs it: now, what is at risk before, and when the day began in Asia/Shanghai. RFC 3339. */
export type Moment = { now: string; atRiskBefore: string; dayStart: string };

/**
 * The present moment by the platform's clock: the local one corrected by what the last session told, so that a wrong office clock does not
 * call applications late. `localMs`: the local wall clock.
 */
export const platformNow = (store: ReadableStore, localMs: number): number => localMs + (store.workstation().clockOffsetMs ?? 0);

/** See {@link Moment}. */
export const momentOf = (nowMs: number, policy: Policy): Moment => ({
  now: toTimestamp(nowMs),
  atRiskBefore: toTimestamp(nowMs + policy.due.atRiskHours * hourMs),
  dayStart: toTimestamp(instantOf({ date: shanghaiMoment(nowMs).date, timeMs: 0 })),
});
