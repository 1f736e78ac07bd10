import type { Application, ApplicationDocument } from './application.ts';
import { attemptsExhausted } from './attempts.ts';
import type { GivenReason, Outcome, ReasonTarget } from './decision.ts';
import { byVerdict, type CheckId, type Finding, isWithinLimit } from './finding.ts';
import { formatMeasurement, formatPair } from './measurement.ts';
import { unfilledIn } from './notice.ts';
import type { Policy } from './policy.ts';
import { findReason, type Reason, type ReasonCatalogue } from './reason.ts';

/** The field that a check is about where its finding names none. */
const fieldOfCheck: Partial<Record<CheckId, string>> = {
  'field.name': 'name',
  'field.id_number': 'idNumber',
  'field.birth_date': 'birthDate',
  'field.sex': 'sex',
  'field.region': 'region',
  'field.validity': 'validUntil',
  'field.phone': 'phone',
  'field.email': 'email',
  'field.address': 'address',
};

/**
 * The measured value and the limit of a finding, as they fill `{{measured}}` and `{{limit}}`; none of a value that is merely near its limit: an applicant would read that
 * 35 is less than 28.
 */
export const valuesOfFinding = (finding: Finding): Record<string, string> => {
  const { measured, limit, unit } = finding;
  if (isWithinLimit(finding)) return {};
  if (measured !== undefined && limit !== undefined) return formatPair(measured, limit, unit);
  return {
    ...(measured === undefined ? {} : { measured: formatMeasurement(measured, unit) }),
    ...(limit === undefined ? {} : { limit: formatMeasurement(limit, unit) }),
  };
};

/** Binds a reason to what the finding is about; undefined where the reason can't be about that. */
const targetOf = (reason: Reason, finding: Finding, documents: readonly ApplicationDocument[]): ReasonTarget | undefined => {
  if (reason.about === 'application') return {};
  if (reason.about === 'document') {
    const document = documents.find(({ id }) => id === finding.documentId);
    if (document === undefined || (reason.documentKinds !== undefined && !reason.documentKinds.includes(document.kind))) return undefined;
    const region = finding.evidence?.length === 1 ? finding.evidence[0] : undefined;
    return { documentId: document.id, ...(region === undefined ? {} : { region }) };
  }
  const field = finding.field ?? fieldOfCheck[finding.check] ?? reason.fields?.[0];
  if (field === undefined || (reason.fields !== undefined && !reason.fields.includes(field))) return undefined;
  return { field };
};

const given = (reason: Reason, target: ReasonTarget, values: Record<string, string>): GivenReason => {
  const texts = [reason.sentence.zh, reason.sentence.en, reason.remedy.zh, reason.remedy.en].join(' ');
  // Only what the texts ask for is kept, so that a decision carries no figure that nobody is told.
  const used = Object.entries(values).filter(([name]) => texts.includes(`{{${name}}}`));
  return {
    code: reason.code,
    ...(Object.keys(target).length === 0 ? {} : { target }),
    ...(used.length === 0 ? {} : { values: Object.fromEntries(used) }),
  };
};

/** The kinds of document that a finding of `documents.complete` misses, as its details name them. */
const missingKinds = (finding: Finding): string[] =>
  finding.check === 'documents.complete'
    ? String(finding.details?.missing ?? '')
        .split(/[\s,]+/u)
        .filter((kind) => kind !== '')
    : [];

const reasonsFor = (finding: Finding, catalogue: ReasonCatalogue, documents: readonly ApplicationDocument[]): GivenReason[] => {
  const bind = (reason: Reason): GivenReason[] => {
    const target = targetOf(reason, finding, documents);
    if (target === undefined) return [];
    const values = valuesOfFinding(finding);
    const kinds = missingKinds(finding);
    const bound =
      kinds.length === 0 ? [given(reason, target, values)] : kinds.map((document) => given(reason, target, { ...values, document }));
    // A figure that the reason has to tell and this finding does not have: it could not be sent.
    return bound.filter((one) => unfilledIn(reason, one, documents).length === 0);
  };
  if (finding.suggests !== undefined && finding.suggests.length > 0) {
    return finding.suggests.flatMap((code) => {
      const reason = findReason(catalogue, code);
      return reason === undefined ? [] : bind(reason);
    });
  }
  // A check that names no reason gets the catalogue's first for it; a mere warning then gets none.
  if (finding.verdict !== 'fail') return [];
  for (const reason of catalogue.reasons) {
    if (!reason.suggestedBy?.includes(finding.check)) continue;
    const bound = bind(reason);
    if (bound.length > 0) return bound;
  }
  return [];
};

const sameReason = (left: GivenReason, right: GivenReason): boolean =>
  left.code === right.code &&
  left.target?.field === right.target?.field &&
  left.target?.documentId === right.target?.documentId &&
  left.values?.document === right.values?.document;

/**
 * The reasons that the findings suggest, each bound to its field or photo and filled with the measured values: what failed first, then warnings.
 * Each reason comes once for the same target. What passed or was skipped suggests nothing, and of what could not be checked
 * only a photo that never arrived whole suggests something.
 */
export const suggestedReasons = (
  findings: readonly Finding[],
  catalogue: ReasonCatalogue,
  { documents }: Pick<Application, 'documents'>,
): GivenReason[] => {
  const suggested: GivenReason[] = [];
  const telling = findings.filter(({ verdict, cause }) => verdict === 'fail' || verdict === 'warn' || cause === 'notArrived');
  for (const finding of telling.sort(byVerdict)) {
    for (const reason of reasonsFor(finding, catalogue, documents)) {
      if (!suggested.some((earlier) => sameReason(earlier, reason))) suggested.push(reason);
    }
  }
  return suggested;
};

/** Fills in the measured values for a reason that a reviewer picked by hand, from the findings on the same target, whatever their verdict. */
export const withMeasuredValues = (picked: GivenReason, findings: readonly Finding[], catalogue: ReasonCatalogue): GivenReason => {
  const reason = findReason(catalogue, picked.code);
  if (reason === undefined) return picked;
  const finding = findings
    .filter(({ check, documentId, field }) => {
      if (!reason.suggestedBy?.includes(check)) return false;
      return reason.about === 'document' ? documentId === picked.target?.documentId : field === undefined || field === picked.target?.field;
    })
    .sort(byVerdict)[0];
  const filled = given(reason, picked.target ?? {}, { ...(finding === undefined ? {} : valuesOfFinding(finding)), ...picked.values });
  return { ...picked, ...filled };
};

/** On what the suggested outcome rests. */
export type OutcomeInput = {
  application: Application;
  findings: readonly Finding[];
  suggestions: readonly GivenReason[];
  catalogue: ReasonCatalogue;
  policy: Pick<Policy, 'review'>;
};

/**
 * The outcome that the findings point to; undefined where a person has to look first: nothing failed, but something is doubtful or
 * could not be checked. What touches authenticity or duplicates goes to a second person.
 */
export const suggestedOutcome = ({ application, findings, suggestions, catalogue, policy }: OutcomeInput): Outcome | undefined => {
  const failed = findings.some(({ verdict, severity }) => verdict === 'fail' && severity !== 'information');
  if (!failed) {
    const doubtful = findings.some(({ verdict, severity }) => (verdict === 'warn' || verdict === 'error') && severity !== 'information');
    return doubtful || findings.length === 0 ? undefined : 'approve';
  }
  if (suggestions.some(({ code }) => code.startsWith('authenticity.') || code.startsWith('duplicate.'))) return 'escalate';
  const reasons = suggestions.flatMap(({ code }) => findReason(catalogue, code) ?? []);
  if (reasons.some(({ terminal }) => terminal)) return 'reject';
  if (reasons.length === 0) return undefined;
  const platformOnly = reasons.every(({ code }) => code.startsWith('platform.'));
  return attemptsExhausted(application.attempts, policy) && !platformOnly ? 'reject' : 'request_fixes';
};
