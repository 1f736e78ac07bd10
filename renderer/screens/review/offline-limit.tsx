import type { Failure } from '../../../shared/domain/failure.ts';
import { useRules, useTransfer } from '../../engine/index.ts';
import { FailureNotice, useNow } from '../../parts/index.ts';

/** How often it is looked whether the time is over, ms. */
const looked = 30_000;

/** That nothing can be decided any more, where the platform was not reached for longer than the policy allows: said before somebody has written a notice for nothing. */
export const OfflineLimit = () => {
  const until = useTransfer().data?.offlineUntil;
  const hours = useRules().data?.policy.claims.offlineHours ?? 0;
  const now = useNow(looked);
  if (until === undefined || now < Date.parse(until)) return null;
  const failure: Failure = { code: 'offline_too_long', retry: 'later', details: { hours } };
  return <FailureNotice failure={failure} />;
};
