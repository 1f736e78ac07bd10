import type { Policy } from '../../../shared/domain/policy.ts';
import type { ReasonCatalogue } from '../../../shared/domain/reason.ts';
import type { RulesInForce } from '../../../shared/domain/rules.ts';
import { withoutPlanted } from '../../../shared/domain/second-look.ts';
import type { ReadableStore } from '../store/index.ts';

/** The policy and the reason catalogue in force. A vault has both from the moment it was made; without them it is damaged. */
export const rulesInForce = (store: ReadableStore): { policy: Policy; catalogue: ReasonCatalogue } => {
  const policy = store.policy();
  const catalogue = store.catalogue();
  if (policy === undefined || catalogue === undefined) throw new Error('the vault holds no policy or no reason catalogue');
  return { policy, catalogue };
};

/** The rules in force as the page shows them, with the moments from which they are, and without the planted cases. */
export const shownRules = (store: ReadableStore): RulesInForce => {
  const { policy, catalogue } = rulesInForce(store);
  return { policy: withoutPlanted(policy), catalogue, since: store.workstation().rules ?? {} };
};
