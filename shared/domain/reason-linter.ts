import type { BothLanguages } from './announcement.ts';
import { type Applicant, type Application, type ApplicationDocument, fieldNames } from './application.ts';
import { attemptsExhausted } from './attempts.ts';
import type { GivenReason, Outcome } from './decision.ts';
import type { CheckId, Finding } from './finding.ts';
import { hintsIn, internalTextIn, personalValueIn } from './leaks.ts';
import { fillText, type NoticeSubject, placeholdersIn, unfilledIn } from './notice.ts';
import type { Policy } from './policy.ts';
import { findReason, goesWith, type Reason, type ReasonCatalogue } from './reason.ts';
import { requestKinds } from './request.ts';
import type { NoticeProblem } from './review.ts';

/** Everything that the linter can object to. */
export const noticeProblemCodes = [
  /** A rejection or a request for fixes without any reason. */
  'reasons_missing',
  'reason_unknown',
  'reason_repeated',
  /** The reason does not go with this outcome; a final reason in a request for fixes; a rejection without a final one. */
  'outcome_mismatch',
  'final_reason_for_fixes',
  'no_final_reason',
  /** The policy allows no further attempt. */
  'attempts_exhausted',
  /** A reason about an application given on a request, or about another kind of request. */
  'wrong_subject',
  'target_missing',
  'document_not_uploaded',
  'document_kind_mismatch',
  'field_unknown',
  'field_mismatch',
  'placeholder_unfilled',
  'remedy_missing',
  'remedy_not_in_notice',
  'notice_empty',
  'contradicts_measurement',
  'internal_hint_leaked',
  'personal_value_in_note',
] as const;
/** One of {@link noticeProblemCodes}. */
export type NoticeProblemCode = (typeof noticeProblemCodes)[number];

/** Everything the linter reads. */
export type LintInput = {
  outcome: Outcome;
  subject: NoticeSubject;
  reasons: readonly GivenReason[];
  /** The notice as it would be sent. */
  notice: BothLanguages;
  catalogue: ReasonCatalogue;
  policy: Pick<Policy, 'review'>;
  findings: readonly Finding[];
  /** The application it is about; absent for a request that names none. */
  application?: Pick<Application, 'attempts' | 'applicant'> | undefined;
};

/**
 * Checks that measure what their reasons say. Reading is not among them, since a text is often read through blur and glare; nor are those
 * that recognise a document or a face, since a person sees more in these.
 */
const measuring: ReadonlySet<CheckId> = new Set<CheckId>([
  'image.format',
  'image.size',
  'image.intact',
  'image.pixels',
  'image.sharpness',
  'image.exposure',
  'image.glare',
  'image.colour',
  'image.orientation',
  'field.id_number',
  'field.birth_date',
  'field.sex',
  'field.validity',
  'field.phone',
  'field.email',
  'account.state',
]);

const problem = (
  code: NoticeProblemCode,
  severity: NoticeProblem['severity'] = 'error',
  details?: Record<string, string>,
): NoticeProblem => ({
  code,
  severity,
  ...(details === undefined ? {} : { details }),
});

const outcomeProblems = ({ outcome, subject, reasons, catalogue, policy, application }: LintInput): NoticeProblem[] => {
  if (outcome !== 'reject' && outcome !== 'request_fixes') return [];
  if (reasons.length === 0) return [problem('reasons_missing')];
  if (subject.kind === 'request') return [];
  const problems: NoticeProblem[] = [];
  const exhausted = attemptsExhausted(application?.attempts ?? [], policy);
  const known = reasons.flatMap(({ code }) => findReason(catalogue, code) ?? []);
  if (outcome === 'reject' && !exhausted && known.length > 0 && !known.some(({ terminal }) => terminal))
    problems.push(problem('no_final_reason'));
  // The platform's own failures never count against the applicant.
  const platformOnly = reasons.every(({ code }) => code.startsWith('platform.'));
  if (outcome === 'request_fixes' && exhausted && !platformOnly) {
    problems.push(problem('attempts_exhausted', 'error', { limit: String(policy.review.maxAttempts) }));
  }
  return problems;
};

const subjectProblems = (code: string, subject: NoticeSubject): NoticeProblem[] => {
  if (!code.startsWith('request.')) return [];
  if (subject.kind === 'application') return [problem('wrong_subject')];
  const kind = requestKinds.find((known) => code.startsWith(`request.${known}_`));
  return kind !== undefined && kind !== subject.requestKind ? [problem('wrong_subject')] : [];
};

const targetProblems = (given: GivenReason, reason: Reason, input: LintInput): NoticeProblem[] => {
  const { field, documentId } = given.target ?? {};
  const problems: NoticeProblem[] = [];
  if (reason.about === 'document' && documentId === undefined) problems.push(problem('target_missing', 'error', { about: 'document' }));
  if (reason.about === 'field' && field === undefined) problems.push(problem('target_missing', 'error', { about: 'field' }));
  if (documentId !== undefined) {
    const document = (input.subject.documents ?? []).find(({ id }) => id === documentId);
    if (document === undefined) problems.push(problem('document_not_uploaded'));
    else if (reason.documentKinds !== undefined && !reason.documentKinds.includes(document.kind)) {
      problems.push(problem('document_kind_mismatch', 'error', { kind: document.kind }));
    }
  }
  if (field !== undefined) {
    const known = (fieldNames as readonly string[]).includes(field) || Object.hasOwn(input.application?.applicant ?? {}, field);
    if (!known) problems.push(problem('field_unknown', 'error', { field }));
    else if (reason.fields !== undefined && !reason.fields.includes(field)) problems.push(problem('field_mismatch', 'error', { field }));
  }
  return problems;
};

const textProblems = (
  given: GivenReason,
  reason: Reason,
  documents: readonly ApplicationDocument[],
  { notice, outcome }: LintInput,
): NoticeProblem[] => {
  const problems: NoticeProblem[] = [];
  const remedy = fillText(reason.remedy, given, documents);
  for (const name of unfilledIn(reason, given, documents)) problems.push(problem('placeholder_unfilled', 'error', { placeholder: name }));
  if (remedy.zh.trim() === '' || remedy.en.trim() === '') problems.push(problem('remedy_missing'));
  // On an escalation the applicant is told no reason yet.
  else if (outcome !== 'escalate' && (!notice.zh.includes(remedy.zh) || !notice.en.includes(remedy.en)))
    problems.push(problem('remedy_not_in_notice'));
  return problems;
};

/** Whether every finding that measures what the reason says has passed on this very target. */
const contradicted = (
  given: GivenReason,
  reason: Reason,
  findings: readonly Finding[],
  documents: readonly ApplicationDocument[],
): CheckId | undefined => {
  if (reason.suggestedBy?.includes('documents.complete')) {
    const kind = given.values?.document;
    return documents.some((document) => document.kind === kind) ? 'documents.complete' : undefined;
  }
  // Whether an entry differs from the document is seen by eye; a check of the entry alone says nothing on it.
  if (reason.code.endsWith('_differs')) return undefined;
  const telling = findings.filter(({ check, documentId, field, verdict }) => {
    if (!measuring.has(check) || !reason.suggestedBy?.includes(check) || verdict === 'skipped') return false;
    if (reason.about === 'document') return documentId === given.target?.documentId;
    return reason.about === 'application' || field === undefined || field === given.target?.field;
  });
  return telling.length > 0 && telling.every(({ verdict }) => verdict === 'pass') ? telling[0]?.check : undefined;
};

const leakProblems = (given: GivenReason, catalogue: ReasonCatalogue, applicant: Applicant | undefined): NoticeProblem[] => {
  const texts = [given.note ?? '', ...Object.values(given.values ?? {})].filter((text) => text.trim() !== '');
  const problems: NoticeProblem[] = [];
  const hint = texts.flatMap(hintsIn)[0] ?? (texts.some((text) => internalTextIn(text, catalogue)) ? '' : undefined);
  if (hint !== undefined) problems.push(problem('internal_hint_leaked', 'error', hint === '' ? undefined : { word: hint }));
  if (given.note !== undefined && personalValueIn(given.note, applicant)) problems.push(problem('personal_value_in_note', 'warning'));
  return problems;
};

/** Leaks in the notice itself: lines that neither come from the catalogue nor from a note, which is looked at by itself. */
const noticeProblems = ({ notice, reasons, catalogue, subject, outcome }: LintInput): NoticeProblem[] => {
  if (notice.zh.trim() === '' || notice.en.trim() === '') return [problem('notice_empty')];
  const documents = subject.documents ?? [];
  const problems: NoticeProblem[] = [];
  let rest = `${notice.zh}\n${notice.en}`;
  for (const given of reasons) {
    const reason = findReason(catalogue, given.code);
    if (reason === undefined) continue;
    for (const text of [reason.sentence, reason.remedy]) {
      const filled = fillText(text, given, documents);
      rest = rest.replace(filled.zh, '').replace(filled.en, '');
    }
    if (given.note !== undefined && given.note !== '') rest = rest.replaceAll(given.note.trim(), '');
  }
  if (hintsIn(rest).length > 0 || internalTextIn(rest, catalogue)) problems.push(problem('internal_hint_leaked'));
  if (outcome !== 'escalate' && reasons.length === 0) {
    for (const name of new Set(placeholdersIn(rest))) problems.push(problem('placeholder_unfilled', 'error', { placeholder: name }));
  }
  return problems;
};

/**
 * Reads a decision before it is sent. An `error` forbids sending; a `warning` (a reason against a measured value, a personal value in a note)
 * asks the reviewer to look again, who may insist. No problem means that the notice can go out as it is.
 */
export const lintReasons = (input: LintInput): NoticeProblem[] => {
  const { outcome, subject, reasons, catalogue, findings, application } = input;
  const documents = subject.documents ?? [];
  const problems = outcomeProblems(input);
  for (const [reasonIndex, given] of reasons.entries()) {
    const own: NoticeProblem[] = [];
    const reason = findReason(catalogue, given.code);
    if (reason === undefined) own.push(problem('reason_unknown', 'error', { code: given.code }));
    else {
      if (reason.terminal && outcome === 'request_fixes') own.push(problem('final_reason_for_fixes'));
      else if (!goesWith(reason, outcome)) own.push(problem('outcome_mismatch', 'error', { outcome }));
      const repeated = reasons
        .slice(0, reasonIndex)
        .some(
          (earlier) =>
            earlier.code === given.code &&
            earlier.target?.field === given.target?.field &&
            earlier.target?.documentId === given.target?.documentId &&
            earlier.values?.document === given.values?.document,
        );
      if (repeated) own.push(problem('reason_repeated', 'warning'));
      own.push(
        ...subjectProblems(given.code, subject),
        ...targetProblems(given, reason, input),
        ...textProblems(given, reason, documents, input),
      );
      const check = contradicted(given, reason, findings, documents);
      if (check !== undefined) own.push(problem('contradicts_measurement', 'warning', { check }));
    }
    own.push(...leakProblems(given, catalogue, application?.applicant));
    problems.push(...own.map((found) => ({ ...found, reasonIndex })));
  }
  problems.push(...noticeProblems(input));
  return problems;
};

/** Whether these problems forbid sending. */
export const forbidsSending = (problems: readonly NoticeProblem[]): boolean => problems.some(({ severity }) => severity === 'error');
