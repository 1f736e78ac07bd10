import { type Application, type ApplicationDocument, type Attempt, fieldNames } from './application.ts';
import type { ReasonTarget } from './decision.ts';
import type { CheckId, Finding } from './finding.ts';
import type { Policy } from './policy.ts';
import { findReason, type ReasonCatalogue } from './reason.ts';
import type { EarlierDocument } from './review.ts';

/**
 * Whether an attempt counts against the applicant. One that was sent back for the platform's own failures alone does not,
 * nor does one that was only passed on.
 */
export const countsAsAttempt = (attempt: Attempt): boolean =>
  attempt.outcome !== 'escalate' && (attempt.reasons.length === 0 || attempt.reasons.some(({ code }) => !code.startsWith('platform.')));

/** The number of the present attempt, 1 for a first one. */
export const attemptNumber = (attempts: readonly Attempt[]): number => attempts.filter(countsAsAttempt).length + 1;

/** Whether the present attempt is the last one that the policy allows, so that fixes are no longer asked for. */
export const attemptsExhausted = (attempts: readonly Attempt[], policy: Pick<Policy, 'review'>): boolean =>
  attemptNumber(attempts) >= policy.review.maxAttempts;

/** What has become of a reason given earlier. `unchanged`: the very file it was about is still there; `unclear`: no check can tell, please look. */
export type EarlierReason = {
  code: string;
  target?: Attempt['reasons'][number]['target'];
  standing: 'cured' | 'open' | 'unchanged' | 'unclear';
};

/** Whether a finding is about what the earlier reason was about; a document that has been replaced is known by its kind. */
const isAbout = (
  finding: Finding,
  target: ReasonTarget | undefined,
  documents: readonly ApplicationDocument[],
  kinds: readonly string[] | undefined,
): boolean => {
  if (target?.field !== undefined) return finding.field === undefined || finding.field === target.field;
  if (finding.documentId === undefined) return true;
  if (target?.documentId !== undefined && documents.some(({ id }) => id === target.documentId))
    return finding.documentId === target.documentId;
  const kind = documents.find(({ id }) => id === finding.documentId)?.kind;
  return kinds === undefined || (kind !== undefined && kinds.includes(kind));
};

/**
 * The reasons of the last attempt, each held against the present findings: cured when every check that would suggest it passes,
 * open when one of them fails. A check that could not be carried out, or a reason that no check measures, leaves it unclear.
 */
export const earlierReasons = (application: Application, findings: readonly Finding[], catalogue: ReasonCatalogue): EarlierReason[] => {
  const last = application.attempts.at(-1);
  if (last === undefined) return [];
  return last.reasons.map(({ code, target }) => {
    const result = (standing: EarlierReason['standing']): EarlierReason => ({
      code,
      ...(target === undefined ? {} : { target }),
      standing,
    });
    const reason = findReason(catalogue, code);
    const kept = application.documents.find(({ id }) => id === target?.documentId);
    if (kept !== undefined && Date.parse(kept.uploadedAt) <= Date.parse(last.decidedAt)) return result('unchanged');
    const checks: readonly CheckId[] = reason?.suggestedBy ?? [];
    const telling = findings.filter(
      (finding) =>
        checks.includes(finding.check) &&
        finding.verdict !== 'skipped' &&
        isAbout(finding, target, application.documents, reason?.documentKinds),
    );
    // A failed check speaks for this reason unless it names other ones.
    const open = ({ verdict, suggests }: Finding): boolean =>
      verdict === 'fail' && (suggests === undefined || suggests.length === 0 || suggests.includes(code));
    if (telling.some(open)) return result('open');
    return result(telling.length > 0 && telling.every(({ verdict }) => verdict === 'pass' || verdict === 'fail') ? 'cured' : 'unclear');
  });
};

/** What one revision of an application has that another has not. */
export type RevisionChanges = {
  /** Fields whose value differs, known ones first and in their order. */
  fields: { field: string; before?: string | undefined; after?: string | undefined }[];
  /** Documents of the newer revision: the same bytes as before, in the place of another of its kind, or added; and those that are gone. */
  documents: { kind: string; change: 'same' | 'replaced' | 'added' | 'removed'; before?: string | undefined; after?: string | undefined }[];
};

/** Compares two revisions of one application, where both are held. Documents are named by their identifiers. */
export const compareRevisions = (before: Application, after: Application): RevisionChanges => {
  const known: readonly string[] = fieldNames;
  const others = [...new Set([...Object.keys(before.applicant), ...Object.keys(after.applicant)])]
    .filter((field) => !known.includes(field))
    .sort();
  const fields = [...known, ...others]
    .map((field) => ({ field, before: before.applicant[field], after: after.applicant[field] }))
    .filter((change) => (change.before ?? '') !== (change.after ?? ''));
  const left = new Set(before.documents);
  const take = (match: (document: ApplicationDocument) => boolean): ApplicationDocument | undefined => {
    const found = [...left].find(match);
    if (found !== undefined) left.delete(found);
    return found;
  };
  const same = new Map(
    after.documents.map((document) => [document.id, take(({ kind, sha256 }) => kind === document.kind && sha256 === document.sha256)]),
  );
  const documents: RevisionChanges['documents'] = after.documents.map(({ id, kind }) => {
    const unchanged = same.get(id);
    if (unchanged !== undefined) return { kind, change: 'same', before: unchanged.id, after: id };
    const replaced = take((document) => document.kind === kind);
    return replaced === undefined ? { kind, change: 'added', after: id } : { kind, change: 'replaced', before: replaced.id, after: id };
  });
  for (const { id, kind } of left) documents.push({ kind, change: 'removed', before: id });
  return { fields, documents };
};

/**
 * What stood in a document's place in the attempt before. `same`: the very file, since it was not replaced; `gone`: another one, which is not held here (any
 * more); `none`: there was no attempt before, or nothing in this place.
 */
export type EarlierVersion = { state: 'held'; document: EarlierDocument } | { state: 'same' | 'gone' | 'none' };

/** The document that this one replaced, known by its identifier or else by its kind. */
export const earlierVersionOf = (
  document: ApplicationDocument,
  { attempts }: Pick<Application, 'attempts'>,
  earlier: readonly EarlierDocument[],
): EarlierVersion => {
  const last = attempts.at(-1);
  if (last !== undefined && Date.parse(document.uploadedAt) <= Date.parse(last.decidedAt)) return { state: 'same' };
  const latestFirst = [...earlier].sort((left, right) => right.revision - left.revision);
  const found = latestFirst.find(({ id }) => id === document.id) ?? latestFirst.find(({ kind }) => kind === document.kind);
  if (found?.arrival === 'held') return { state: 'held', document: found };
  return { state: last === undefined && found === undefined ? 'none' : 'gone' };
};
