import type { Application } from '../../../shared/domain/application.ts';
import { completenessFinding } from '../../../shared/domain/completeness.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { checkAccount } from './account/state.ts';
import { checkApplicant } from './fields/index.ts';

/** Everything about an application but its photos: the fields, the account, and whether all documents were uploaded. `nowMs`: the platform's clock. */
export const checkApplication = (application: Application, policy: Policy, nowMs: number): Finding[] => [
  ...checkApplicant(application.applicant, application.type, policy, nowMs),
  checkAccount(application.account, policy),
  completenessFinding(application, policy),
];
