import type { Application, ApplicationDocument } from '../../../shared/domain/application.ts';
import { approvalOf, mayOverride } from '../../../shared/domain/approval.ts';
import { changesBetween, isUnchanged } from '../../../shared/domain/changes.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import { dueState, dueTimeOf, explainDue, pausesOf } from '../../../shared/domain/due.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { byVerdict, type Finding } from '../../../shared/domain/finding.ts';
import { isMaskedField } from '../../../shared/domain/masking.ts';
import type { ApprovalState, ReviewDocument, ReviewSheet } from '../../../shared/domain/review.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { suggestedOutcome, suggestedReasons } from '../../../shared/domain/suggestions.ts';
import type { HeldApplication, ReadableStore } from '../store/index.ts';
import { emptyDraft } from './draft.ts';
import { findingsOf } from './findings.ts';
import { recordReveal, shownApplication, shownChanges, shownRequest } from './masked.ts';
import { platformNow } from './moment.ts';
import { recordOf } from './outbox.ts';
import type { ReviewParts } from './parts.ts';
import { awaitsReading, shownReadings } from './readings.ts';
import { rulesInForce } from './rules.ts';
import { waitingOn } from './second-look/permission.ts';
import { similarTo } from './similar.ts';

/**
 * Everything the review screen shows of one application. With `reveal` the sensitive fields are in full, and that somebody asked is in the
 * audit before they are handed out.
 */
export const openSheet = (parts: ReviewParts, applicationId: string, reveal: boolean): Result<ReviewSheet> => {
  const held = parts.store.read.application(applicationId);
  if (held === undefined) return fail('application_unknown', {}, applicationId);
  if (reveal) recordReveal(parts, applicationId);
  return succeed(sheetOf(parts, held, reveal));
};

/** The same of an application that is held. Whoever asks for it in full has recorded that. */
export const sheetOf = (parts: ReviewParts, held: HeldApplication, reveal: boolean): ReviewSheet => {
  const { store, clock } = parts;
  const applicationId = held.application.id;
  const now = toTimestamp(platformNow(store.read, clock.now()));
  const { catalogue, policy } = rulesInForce(store.read);
  const hidden = waitingOn(store.read, applicationId);
  const application = hidden === undefined ? held.application : withoutAttempt(held.application, hidden.revision);
  const begun = store.read.heldDraft(applicationId);
  const sinceDraft = begun?.basis === undefined ? undefined : changesBetween(begun.basis, application);
  const claim = claimOf(store.read, applicationId);
  const feedback = store.read.findingFeedback(applicationId);
  const notes = store.read.colleagueNotes(applicationId);
  const similar = similarTo(store.read, application);
  const earlier = store.read.earlierDocuments(applicationId);
  const findings = findingsOf(store.read, application, similar).sort(byVerdict);
  const readings = shownReadings(store.read, application, policy, reveal);
  const suggestions = suggestedReasons(findings, catalogue, application);
  // What is wrong is wrong whatever is read; that nothing is has to wait until everything was.
  const outcome = held.checksComplete ? suggestedOutcome({ application, findings, suggestions, catalogue, policy }) : undefined;
  return {
    application: shownApplication(application, reveal),
    revealed: reveal,
    state: held.state,
    due: dueOf(parts, held, now),
    documents: withFiles(store.read, application.documents),
    ...(earlier.length === 0 ? {} : { earlierDocuments: withFiles(store.read, earlier) }),
    checks: held.checksComplete ? 'complete' : 'waiting',
    findings: reveal ? findings : findings.map(withoutMaskedValue),
    ...(feedback.length === 0 ? {} : { feedback: feedback.map(({ measured: _measured, limit: _limit, ...shown }) => shown) }),
    // One's own words to colleagues would tell what one decided.
    ...(notes.length === 0 || hidden?.kind === 'own' ? {} : { notes }),
    suggestions,
    readings,
    suggestedOutcome: outcome === 'approve' && readings.waiting > 0 ? undefined : outcome,
    approval: approvalStateOf(store.read, held, findings),
    similar: similar.filter((other) => other.applicationId !== applicationId),
    requests: store.read.requests(applicationId).map((request) => shownRequest(request, reveal)),
    decisions: store.read
      .decisionsOf(applicationId)
      .filter(({ decisionId }) => decisionId !== hidden?.decisionId)
      .map(recordOf),
    draft: begun?.draft ?? emptyDraft,
    ...(sinceDraft === undefined || isUnchanged(sinceDraft) ? {} : { changedSinceDraft: shownChanges(sinceDraft, reveal) }),
    ...(claim === undefined ? {} : { claim }),
  };
};

/** The application without what was decided on that revision: a platform may tell it among the attempts. */
const withoutAttempt = (application: Application, revision: number): Application => ({
  ...application,
  attempts: application.attempts.filter((attempt) => attempt.revision !== revision),
});

const claimOf = (store: ReadableStore, applicationId: string): Claim | undefined => {
  const { leaseMs: _leaseMs, ...claim } = store.claim(applicationId) ?? {};
  return 'applicationId' in claim ? claim : undefined;
};

/** A finding about a masked field must not tell by its measured value, or by what follows from it, what the field hides. */
const withoutMaskedValue = (finding: Finding): Finding => {
  if (finding.field === undefined || !isMaskedField(finding.field)) return finding;
  const { measured, details, ...rest } = finding;
  const figures = Object.entries(details ?? {}).filter(([, value]) => typeof value === 'number');
  return {
    ...rest,
    ...(typeof measured === 'number' ? { measured } : {}),
    ...(figures.length === 0 ? {} : { details: Object.fromEntries(figures) }),
  };
};

/** The due time as it stands now, with its explanation. */
export const dueOf = ({ store, calendar }: ReviewParts, held: HeldApplication, now: string): ReviewSheet['due'] => {
  const { policy } = rulesInForce(store.read);
  const { explanation } = dueTimeOf({
    submittedAt: held.application.submittedAt,
    givenDueAt: held.application.dueAt,
    due: policy.due,
    calendar,
    pauses: pausesOf(store.read.announcements(), now),
  });
  return {
    dueAt: held.dueAt,
    state: dueState(held.dueAt, now, policy),
    explanation: { zh: explainDue(explanation, 'zh'), en: explainDue(explanation, 'en') },
  };
};

const withFiles = <Document extends ApplicationDocument>(
  store: ReadableStore,
  documents: readonly Document[],
): (Document & ReviewDocument)[] => {
  const files = new Map(store.documentFiles(documents.map(({ sha256 }) => sha256)).map((file) => [file.sha256, file]));
  return documents.map((document) => {
    const file = files.get(document.sha256);
    return { ...document, arrival: file?.arrival ?? 'awaited', width: file?.width, height: file?.height };
  });
};

const approvalStateOf = (store: ReadableStore, held: HeldApplication, findings: readonly Finding[]): ApprovalState => {
  const { policy } = rulesInForce(store);
  const approval = approvalOf({
    application: held.application,
    findings,
    policy,
    checked: held.checksComplete && !awaitsReading(store, held.application.id, policy),
  });
  const overridable = mayOverride(store.workstation().reviewer?.roles ?? []);
  if (approval.allowed) return { allowed: true, causes: [], overridable };
  return { allowed: false, causes: [...new Set(approval.causes.map(({ cause }) => cause))], overridable };
};
