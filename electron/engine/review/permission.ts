import { fail } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { ReadableStore, WritableStore } from '../store/index.ts';
import { latestNow } from '../sync/index.ts';
import { rulesInForce } from './rules.ts';

const hourMs = 3_600_000;
/** How far time has to go on before it is noted anew, ms. */
const noted = 30_000;

/** Whether the claim on an application was lost (or is being given back): then it is somebody else's to decide. */
export const claimIsGone = (store: ReadableStore, applicationId: string): boolean => {
  const claim = store.claim(applicationId);
  return claim !== undefined && claim.state !== 'held';
};

/**
 * Why nothing may be decided now, if that is so: the platform was not reached for longer than the policy allows. Reckoned by the latest moment
 * ever seen, so that setting the clock back gains nothing. A workstation without a server has no such limit.
 */
export const offlineTooLong = (write: WritableStore, localMs: number): ReturnType<typeof fail> | undefined => {
  const { server, reachedAt, latestSeen } = write.workstation();
  if (server === undefined || reachedAt === undefined) return undefined;
  const now = latestNow(write, localMs);
  if (latestSeen === undefined || now - Date.parse(latestSeen) >= noted) write.saveWorkstation({ latestSeen: toTimestamp(now) });
  const { offlineHours } = rulesInForce(write).policy.claims;
  return now - Date.parse(reachedAt) > offlineHours * hourMs ? fail('offline_too_long', { hours: offlineHours }) : undefined;
};
