/**
 * Review is the reviewer's work: the queue, one application on the screen with all that speaks for and against it, and the decision.
 * It promises that a decision is complete, linted and durable before it is acknowledged, made on the revision the reviewer saw, and can be
 * taken back until it leaves; that nothing sensitive is shown unmasked unless somebody asked, and that the asking is recorded.
 * The api and the command line call it; it adds decisions to the store, and sync carries them away.
 */

import type { AgreementReport } from '../../../shared/domain/agreement.ts';
import type { ApplicantStatus } from '../../../shared/domain/applicant-status.ts';
import type { AuditExport, AuditFilter, AuditPage, AuditPlace } from '../../../shared/domain/audit.ts';
import type { ConflictSheet, KeptDraft } from '../../../shared/domain/conflict.ts';
import type { GivenReason, Outcome, Subject } from '../../../shared/domain/decision.ts';
import type { DecisionSheet, PrintPurpose } from '../../../shared/domain/decision-sheet.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { DecidedCheck, FeedbackCount, FindingPlace } from '../../../shared/domain/finding-feedback.ts';
import type { LimitChanges } from '../../../shared/domain/limits.ts';
import type { QueueCounts, QueuePage, QueueQuery, QueueWalk } from '../../../shared/domain/queue.ts';
import type { RequestRow } from '../../../shared/domain/request.ts';
import type {
  AlikeDecided,
  AlikePreview,
  DecideInput,
  DecisionRecord,
  Draft,
  NoticePreview,
  RequestSheet,
  ReviewSheet,
  SecondLookSheet,
} from '../../../shared/domain/review.ts';
import type { RulesInForce } from '../../../shared/domain/rules.ts';
import type { SecondLookList } from '../../../shared/domain/second-look.ts';
import type { OutboxPage } from '../../../shared/domain/transfer.ts';
import type { WhatIf } from '../../../shared/domain/what-if.ts';
import { decideAlike, previewAlike } from './alike.ts';
import { applicantStatus } from './applicant-status.ts';
import { auditPage } from './audit.ts';
import { type AuditExportWords, exportAudit } from './audit-export.ts';
import { addNote, removeNote } from './colleague-notes.ts';
import { decideAgain, openConflict } from './conflicts.ts';
import { type DecideOptions, decide } from './decide.ts';
import { decisionSheet } from './decision-sheet.ts';
import { dropKeptDraft, keptDrafts, saveDraft, saveRequestDraft } from './draft.ts';
import { acceptFinding, disputeFinding, type FeedbackInput } from './finding-feedback.ts';
import { previewNotice } from './notice.ts';
import { createOpenings } from './openings.ts';
import { dropDecision, outboxPage, retryDecision } from './outbox.ts';
import type { ReviewParts } from './parts.ts';
import { postpone } from './postpone.ts';
import { queueCounts, queueNext, queuePage } from './queue.ts';
import { openRequest, requestPage } from './requests.ts';
import { shownRules } from './rules.ts';
import { explainDifference, formSecondView, type SecondViewInput } from './second-look/form.ts';
import { secondLookAgreement, secondLookCount, secondLookList } from './second-look/list.ts';
import { openSecondLook } from './second-look/open.ts';
import { openSheet } from './sheet.ts';
import { takeBack } from './take-back.ts';
import { whatIf } from './what-if.ts';

export { type VerifyOptions, verifyChain } from './chain/verify.ts';
export type { DecideOptions } from './decide.ts';
export { platformNow } from './moment.ts';
export { rulesInForce } from './rules.ts';

/** Whom review tells that something happened. */
export type ReviewListener = {
  /** A decision was added, taken back, retried or dropped. */
  decided(applicationIds: string[]): void;
  /** A request was decided, or is open again. */
  requests(): void;
  /** Checks are wanted of applications that were decided before they had any; absent where nothing checks by itself. */
  checksWanted?(): void;
  /** Rows changed otherwise. */
  changed(applicationIds: string[]): void;
};

/** The reviewer's work over one open store. */
export type Review = {
  queuePage(query: QueueQuery): Result<QueuePage>;
  queueCounts(): Result<QueueCounts>;
  queueNext(walk: QueueWalk, after: string | undefined, count: number): Result<{ applicationIds: string[] }>;
  open(applicationId: string, reveal: boolean): Result<ReviewSheet>;
  /** The application is on the screen: that somebody looks is put on record. Fetching it beforehand is not looking. */
  opened(applicationId: string): Result<{ recorded: true }>;
  /** A whole photo is about to be shown: one of an application that is not open is put on record. */
  photoShown(sha256: string): void;
  decisionSheet(applicationId: string, reveal: boolean, purpose: PrintPurpose): Result<DecisionSheet>;
  saveDraft(applicationId: string, draft: Draft): Result<{ saved: true }>;
  preview(subject: Subject, outcome: Outcome, reasons: GivenReason[]): Result<NoticePreview>;
  decide(input: DecideInput, options?: DecideOptions): Result<DecisionRecord>;
  takeBack(decisionId: string): Result<{ applicationId: string; subject: Pick<Subject, 'kind' | 'id'> }>;
  postpone(applicationId: string, minutes: number, cause: string): Result<{ until: string }>;
  rules(): Result<RulesInForce>;
  whatIf(changes: LimitChanges, shown: number): Promise<Result<WhatIf>>;
  disputeFinding(input: FeedbackInput): Result<{ kept: true }>;
  acceptFinding(applicationId: string, finding: FindingPlace): Result<{ removed: boolean }>;
  feedbackCounts(): Result<{ counts: FeedbackCount[]; decided: DecidedCheck[] }>;
  outbox(offset: number, limit: number): Result<OutboxPage>;
  retry(decisionId: string): Result<DecisionRecord>;
  drop(decisionId: string, note: string): Result<DecisionRecord>;
  previewAlike(input: Parameters<typeof previewAlike>[1]): Result<AlikePreview>;
  decideAlike(input: Parameters<typeof decideAlike>[1]): Result<AlikeDecided>;
  openConflict(decisionId: string, reveal: boolean): Result<ConflictSheet>;
  decideAgain(decisionId: string, keepMarks: boolean): Result<{ subject: Pick<Subject, 'kind' | 'id'> }>;
  keptDrafts(): Result<{ drafts: KeptDraft[] }>;
  dropKeptDraft(subject: Pick<Subject, 'kind' | 'id'>): Result<{ dropped: true }>;
  addNote(applicationId: string, text: string): Result<{ masked: boolean }>;
  removeNote(applicationId: string, number: number): Result<{ removed: boolean }>;
  requestPage(offset: number, limit: number): Result<{ rows: RequestRow[]; total: number; open: number }>;
  applicantStatus(applicationId: string): Result<ApplicantStatus>;
  secondLooks(): Result<SecondLookList>;
  secondLookCount(): Result<{ waiting: number }>;
  openSecondLook(decisionId: string, reveal: boolean): Result<SecondLookSheet>;
  formSecondView(decisionId: string, input: SecondViewInput): Result<SecondLookSheet>;
  explainDifference(decisionId: string, note: string): Result<{ kept: true }>;
  secondLookAgreement(): Result<AgreementReport>;
  openRequest(requestId: string, reveal: boolean): Result<RequestSheet>;
  saveRequestDraft(requestId: string, draft: Draft): Result<{ saved: true }>;
  auditPage(filter: AuditFilter, before: AuditPlace | undefined, limit: number): Result<AuditPage>;
  exportAudit(path: string, filter: AuditFilter, words: AuditExportWords, signal?: AbortSignal): AsyncGenerator<Result<AuditExport>, void>;
};

/** Opens review over a store. */
export const createReview = (parts: ReviewParts, listener: ReviewListener): Review => {
  const openings = createOpenings(parts);
  const telling = <Value>(result: Result<Value>, tell: (value: Value) => void): Result<Value> => {
    if (result.ok) tell(result.value);
    return result;
  };
  /** The row of the queue is the application's, whether the decision was on it or on a request about it. */
  const tellOfDecision = (decisionId: string): void => {
    const held = parts.store.read.decision(decisionId);
    listener.decided(held?.applicationId === undefined ? [] : [held.applicationId]);
    if (held?.subject.kind === 'request') listener.requests();
  };
  const tellOf = ({ decisionId, subject }: DecisionRecord): void =>
    subject.kind === 'application' ? listener.decided([subject.id]) : tellOfDecision(decisionId);
  return {
    queuePage: (query) => queuePage(parts, query),
    queueCounts: () => queueCounts(parts),
    queueNext: (walk, after, count) => queueNext(parts, walk, after, count),
    open: (applicationId, reveal) => telling(openSheet(parts, applicationId, reveal), () => openings.expect(applicationId)),
    opened: (applicationId) => {
      if (parts.store.read.application(applicationId) === undefined) return fail('application_unknown', {}, applicationId);
      openings.open('application.opened', applicationId);
      return succeed({ recorded: true });
    },
    photoShown: openings.photo,
    decisionSheet: (applicationId, reveal, purpose) =>
      telling(decisionSheet(parts, applicationId, reveal, purpose), () => openings.expect(applicationId)),
    saveDraft: (applicationId, draft) => saveDraft(parts, applicationId, draft),
    preview: (subject, outcome, reasons) => previewNotice(parts, subject, outcome, reasons),
    decide: (input, options) => telling(decide(parts, input, options), tellOf),
    previewAlike: (input) => previewAlike(parts, input),
    decideAlike: (input) => telling(decideAlike(parts, input), ({ decided }) => listener.decided(decided.map(({ subject }) => subject.id))),
    takeBack: (decisionId) => telling(takeBack(parts, decisionId), () => tellOfDecision(decisionId)),
    postpone: (applicationId, minutes, cause) =>
      telling(postpone(parts, applicationId, minutes, cause), () => listener.changed([applicationId])),
    rules: () => succeed(shownRules(parts.store.read)),
    whatIf: (changes, shown) => whatIf(parts, changes, shown),
    disputeFinding: (input) => telling(disputeFinding(parts, input), () => listener.changed([input.applicationId])),
    acceptFinding: (applicationId, finding) =>
      telling(acceptFinding(parts, applicationId, finding), () => listener.changed([applicationId])),
    feedbackCounts: () => succeed({ counts: parts.store.read.feedbackCounts(), decided: parts.store.read.decidedChecks() }),
    outbox: (offset, limit) => outboxPage(parts, offset, limit),
    retry: (decisionId) => telling(retryDecision(parts, decisionId), tellOf),
    drop: (decisionId, note) => telling(dropDecision(parts, decisionId, note), tellOf),
    openConflict: (decisionId, reveal) =>
      telling(openConflict(parts, decisionId, reveal), ({ decidedUpon, present }) =>
        openings.open('conflict.opened', decisionId, (present ?? decidedUpon)?.id),
      ),
    decideAgain: (decisionId, keepMarks) => telling(decideAgain(parts, decisionId, keepMarks), () => tellOfDecision(decisionId)),
    keptDrafts: () => keptDrafts(parts),
    dropKeptDraft: (subject) => telling(dropKeptDraft(parts, subject), () => listener.decided([])),
    applicantStatus: (applicationId) => applicantStatus(parts, applicationId),
    secondLooks: () => secondLookList(parts, () => listener.checksWanted?.()),
    secondLookCount: () => secondLookCount(parts, () => listener.checksWanted?.()),
    openSecondLook: (decisionId, reveal) =>
      telling(openSecondLook(parts, decisionId, reveal), ({ sheet }) =>
        openings.open('second_look.opened', decisionId, sheet.application.id),
      ),
    formSecondView: (decisionId, input) =>
      telling(formSecondView(parts, decisionId, input), ({ sheet }) => listener.decided([sheet.application.id])),
    explainDifference: (decisionId, note) => explainDifference(parts, decisionId, note),
    secondLookAgreement: () => secondLookAgreement(parts),
    addNote: (applicationId, text) => telling(addNote(parts, applicationId, text), () => listener.changed([applicationId])),
    removeNote: (applicationId, number) => telling(removeNote(parts, applicationId, number), () => listener.changed([applicationId])),
    requestPage: (offset, limit) => requestPage(parts, offset, limit),
    openRequest: (requestId, reveal) =>
      telling(openRequest(parts, requestId, reveal), ({ application }) => openings.open('request.opened', requestId, application?.id)),
    saveRequestDraft: (requestId, draft) => saveRequestDraft(parts, requestId, draft),
    auditPage: (filter, before, limit) => auditPage(parts, filter, before, limit),
    exportAudit: (path, filter, words, signal) => exportAudit(parts, path, filter, words, signal),
  };
};
