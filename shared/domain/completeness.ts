import type { Application } from './application.ts';
import { missingDocuments } from './approval.ts';
import type { Finding } from './finding.ts';
import { type Policy, severityOf } from './policy.ts';

/** Whether every kind of document that the policy asks of this type of application was uploaded; names the kinds that are missing. */
export const completenessFinding = (application: Application, policy: Policy): Finding => {
  const required = policy.requiredDocuments[application.type] ?? [];
  const missing = missingDocuments(application, policy);
  return {
    check: 'documents.complete',
    verdict: missing.length === 0 ? 'pass' : 'fail',
    severity: severityOf(policy, 'documents.complete'),
    measured: required.length - missing.length,
    limit: required.length,
    unit: '1',
    ...(missing.length === 0 ? {} : { cause: 'missing', details: { missing: missing.join(' ') } }),
  };
};
