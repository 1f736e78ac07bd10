import { type Account, accountStatuses } from '../../../../shared/domain/application.ts';
import type { Finding } from '../../../../shared/domain/finding.ts';
import { isKnown } from '../../../../shared/domain/open-union.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { findingOf } from '../finding.ts';

/** `account.state`: only an active account can be certified. A status that this version does not know is looked at by a person. */
export const checkAccount = (account: Account, policy: Policy): Finding => {
  const measured = { measured: account.status, limit: 'active', unit: 'status' };
  if (account.status === 'active') return findingOf(policy, 'account.state', 'pass', measured);
  if (!isKnown(accountStatuses, account.status)) return findingOf(policy, 'account.state', 'warn', { ...measured, cause: 'unknown' });
  return findingOf(policy, 'account.state', 'fail', { ...measured, cause: account.status, suggests: [`account.${account.status}`] });
};
