import type { Policy } from './policy.ts';
import type { ReasonCatalogue } from './reason.ts';

/** Since when a version of the policy or of the reason catalogue is in force here, and which one it replaced. */
export type RulesVersion = {
  version: string;
  /** RFC 3339: when the platform told it. */
  since: string;
  /** Absent for the first one the platform told: nobody has worked under another one. */
  before?: string | undefined;
};

/** The two kinds of rules that the platform can replace. */
export const rulesKinds = ['policy', 'catalogue'] as const;
/** One of {@link rulesKinds}. */
export type RulesKind = (typeof rulesKinds)[number];

/** The rules in force; of each kind, where it was ever told, since when. */
export type RulesInForce = { policy: Policy; catalogue: ReasonCatalogue; since: { [Kind in RulesKind]?: RulesVersion | undefined } };
