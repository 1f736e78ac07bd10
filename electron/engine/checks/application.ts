import type { Application } from '../../../shared/domain/application.ts';
import { completenessFinding } from '../../../shared/domain/completeness.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { checkAccount } from './account/state.ts';
import { checkApplicant } from './fields/index.ts';
import { matchFindings, type ReadDocument, readFindings } from './reading/compare/findings.ts';

/**
 * Everything about an application but its photos: the fields, the account, whether all documents were uploaded, and how the form agrees with what was read of
 * them so far. `nowMs`: the platform's clock.
 */
export const checkApplication = (
  application: Application,
  policy: Policy,
  nowMs: number,
  documents: readonly ReadDocument[] = [],
): Finding[] => [
  ...checkApplicant(application.applicant, application.type, policy, nowMs),
  checkAccount(application.account, policy),
  completenessFinding(application, policy),
  ...documents.flatMap(({ documentId, kind, reading }) =>
    readFindings(reading, kind, policy).map((finding): Finding => ({ ...finding, documentId })),
  ),
  ...matchFindings(application.applicant, documents, policy),
];
