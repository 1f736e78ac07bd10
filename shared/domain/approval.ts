import type { Application, DocumentKind } from './application.ts';
import { blocks, type CheckId, type Finding } from './finding.ts';
import type { Policy } from './policy.ts';

/** One thing that forbids approving. */
export type ApprovalCause =
  | { cause: 'blocking_finding'; check: CheckId; documentId?: string | undefined; field?: string | undefined }
  | { cause: 'account_inactive'; status: string }
  | { cause: 'document_missing'; kind: DocumentKind }
  /** The checks have not all run yet. */
  | { cause: 'not_checked' }
  /** An override was tried by someone who may not, */
  | { cause: 'override_needs_senior' }
  /** or without a written reason. */
  | { cause: 'override_needs_reason' };

/** Whether approving is allowed; `overridden` holds what a senior's written reason has lifted. */
export type Approval = { allowed: true; overridden: ApprovalCause[] } | { allowed: false; causes: ApprovalCause[] };

/** On what the answer rests. */
export type ApprovalInput = {
  application: Application;
  findings: readonly Finding[];
  policy: Policy;
  /** Whether every check has run on everything that was uploaded. */
  checked: boolean;
  override?: { reason: string } | undefined;
  /** The roles that the platform gave to the reviewer. */
  roles?: readonly string[] | undefined;
};

/** The roles that may override. */
export const overridingRoles = ['senior', 'lead'] as const;

/** Whether someone with these roles may approve against a blocking finding, with a written reason. */
export const mayOverride = (roles: readonly string[]): boolean => overridingRoles.some((role) => roles.includes(role));

/** The kinds of document that the policy asks of this type of application and that were not uploaded. */
export const missingDocuments = (
  application: Pick<Application, 'type' | 'documents'>,
  policy: Pick<Policy, 'requiredDocuments'>,
): DocumentKind[] => {
  const required = Object.hasOwn(policy.requiredDocuments, application.type) ? (policy.requiredDocuments[application.type] ?? []) : [];
  return required.filter((wanted) => !application.documents.some(({ kind }) => kind === wanted));
};

/** Everything that forbids approving, before any override. A cause that is also a finding is told once. */
export const approvalCauses = ({ application, findings, policy, checked }: Omit<ApprovalInput, 'override' | 'roles'>): ApprovalCause[] => {
  const causes: ApprovalCause[] = [];
  if (application.account.status !== 'active') causes.push({ cause: 'account_inactive', status: application.account.status });
  for (const kind of missingDocuments(application, policy)) causes.push({ cause: 'document_missing', kind });
  for (const finding of findings) {
    if (!blocks(finding)) continue;
    // These two are told by their own cause, from the application itself, which may be newer than the finding.
    if (finding.check === 'account.state' || finding.check === 'documents.complete') continue;
    causes.push({
      cause: 'blocking_finding',
      check: finding.check,
      ...(finding.documentId === undefined ? {} : { documentId: finding.documentId }),
      ...(finding.field === undefined ? {} : { field: finding.field }),
    });
  }
  if (!checked) causes.push({ cause: 'not_checked' });
  return causes;
};

/** Whether this reviewer may approve this application now. An override that is not needed is neither asked for nor held against anyone. */
export const approvalOf = (input: ApprovalInput): Approval => {
  const causes = approvalCauses(input);
  if (causes.length === 0) return { allowed: true, overridden: [] };
  if (input.override === undefined) return { allowed: false, causes };
  if (!mayOverride(input.roles ?? [])) return { allowed: false, causes: [...causes, { cause: 'override_needs_senior' }] };
  if (input.override.reason.trim() === '') return { allowed: false, causes: [...causes, { cause: 'override_needs_reason' }] };
  return { allowed: true, overridden: causes };
};
