import type { CheckId, Finding, Verdict } from '../../../shared/domain/finding.ts';
import { type Policy, severityOf } from '../../../shared/domain/policy.ts';

/** A check's result, its severity by the policy. Members that are undefined are left out, so that what is stored stays small. */
export const findingOf = (
  policy: Policy,
  check: CheckId,
  verdict: Verdict,
  rest: Omit<Finding, 'check' | 'verdict' | 'severity'> = {},
): Finding => ({
  check,
  verdict,
  severity: severityOf(policy, check),
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
});
