import type { Application, ApplicationDocument } from './application.ts';
import type { ApplicationChanges, FieldChange } from './changes.ts';
import type { Claim } from './claim.ts';
import type { ColleagueNote } from './colleague-note.ts';
import type { GivenReason, MatchMark, OutboxState, Outcome, Receipt, Subject } from './decision.ts';
import type { SimilarApplication } from './duplicates.ts';
import type { FailureCode } from './failure.ts';
import type { Finding } from './finding.ts';
import type { ShownFeedback } from './finding-feedback.ts';
import type { DueState, ReviewState } from './queue.ts';
import type { ReviewReadings } from './reading.ts';
import type { ReviewRequest } from './request.ts';
import type { FirstView, ReviewerView, SecondLookKind, ViewComparison } from './second-look.ts';

/** Where a document's bytes are: here and verified, still to come, given up after three tries with wrong bytes, given up again to make room (it is fetched anew when somebody asks for it), or erased since its time had passed. */
export const documentArrivals = ['held', 'awaited', 'damaged', 'evicted', 'erased'] as const;
/** One of {@link documentArrivals}. */
export type DocumentArrival = (typeof documentArrivals)[number];

/** A document as the review shows it. */
export type ReviewDocument = ApplicationDocument & {
  arrival: DocumentArrival;
  /** Size of the upright original, px; absent until it was checked, or where it could not be decoded. */
  width?: number | undefined;
  height?: number | undefined;
};

/** A document that a later revision of the same application replaced, with the last revision that it belonged to. */
export type EarlierDocument = ReviewDocument & { revision: number };

/** What a reviewer has begun and not finished; survives a lock, a restart, a crash. */
export type Draft = {
  outcome?: Outcome | undefined;
  reasons: GivenReason[];
  matched: MatchMark[];
  note?: string | undefined;
};

/** An earlier decision of this workstation on the same application. */
export type DecisionRecord = {
  decisionId: string;
  subject: Subject;
  outcome: string;
  reasons: GivenReason[];
  state: OutboxState;
  decidedAt: string;
  /** While `held`: until when it can be taken back. */
  takeBackUntil?: string | undefined;
  sentAt?: string | undefined;
  receipt?: Receipt | undefined;
  /** How often it was tried, and the failure of the last try. */
  tries: number;
  lastFailure?: string | undefined;
};

/** What forbids approving; `override` tells whether a senior's written reason lifts it. */
export type ApprovalState = { allowed: boolean; causes: string[]; overridable: boolean };

/** Everything the review screen shows of one application. Sensitive fields are masked unless `revealed`. */
export type ReviewSheet = {
  application: Application;
  revealed: boolean;
  state: ReviewState;
  due: { dueAt: string; state: DueState; explanation: { zh: string; en: string } };
  documents: ReviewDocument[];
  /** Replaced documents that this workstation knows of, the latest first; absent where there is none. */
  earlierDocuments?: EarlierDocument[] | undefined;
  /** `waiting` until documents have arrived and every check has run. */
  checks: 'complete' | 'waiting';
  /** What was read of the documents, beside the form. */
  readings: ReviewReadings;
  /** Failed first. */
  findings: Finding[];
  /** Findings that were called wrong here; absent where none was. */
  feedback?: ShownFeedback[] | undefined;
  /** What reviewers left for one another, oldest first; absent where there is nothing. */
  notes?: ColleagueNote[] | undefined;
  suggestions: GivenReason[];
  /** What the findings point to; absent where a person has to look first. */
  suggestedOutcome?: Outcome | undefined;
  approval: ApprovalState;
  /** Other applications held here that have something in common with this one; those of other accounts first. */
  similar: SimilarApplication[];
  requests: ReviewRequest[];
  /** Newest first. */
  decisions: DecisionRecord[];
  draft: Draft;
  /** What became different since the draft was begun; absent where nothing did. */
  changedSinceDraft?: ApplicationChanges | undefined;
  /** How this workstation stands to the application; absent where it never claimed it. `lost` can't be decided. */
  claim?: Claim | undefined;
};

/** Everything the screen shows of one request. Sensitive values are masked unless `revealed`. */
export type RequestSheet = {
  request: ReviewRequest;
  revealed: boolean;
  state: 'open' | 'decided';
  /** The application it is about, where that is held here. */
  application?: Application | undefined;
  /** amendment: what would become different, field by field. */
  changes: FieldChange[];
  /** Reasons of the catalogue that fit this kind of request. */
  reasonCodes: string[];
  /** Newest first. */
  decisions: DecisionRecord[];
  draft: Draft;
};

/** One second look. What was decided first is there only once the second view was formed. */
export type SecondLookSheet = {
  /** The first decision's identifier. */
  decisionId: string;
  kind: SecondLookKind;
  sheet: ReviewSheet;
  formed?:
    | {
        /** RFC 3339, UTC: when the second view was formed. */
        at: string;
        first: Omit<FirstView, 'reviewerId'>;
        second: ReviewerView;
        comparison: ViewComparison;
        /** The second reviewer's words about why the two differ. */
        note?: string | undefined;
        /** The decision that the second view became; an escalation's only. */
        decision?: DecisionRecord | undefined;
      }
    | undefined;
};

/** What the reviewer decided, as the screen hands it over; the engine fills in everything else. */
export type DecideInput = {
  subject: Subject;
  outcome: Outcome;
  reasons: GivenReason[];
  matched: MatchMark[];
  note?: string | undefined;
  override?: { reason: string } | undefined;
  durationMs: number;
};

/** The exact notice, and what the reason linter has against it. */
export type NoticePreview = { notice: { zh: string; en: string }; problems: NoticeProblem[] };

/** Why an application is left out when one reason is given to several. */
export const leftOutCauses = ['gone', 'decided', 'claim_lost', 'not_checked', 'not_shared', 'other_faults', 'notice_refused'] as const;
/** One of {@link leftOutCauses}. */
export type LeftOutCause = (typeof leftOutCauses)[number];

/** One application of several that are to be sent back for the identical fault: the exact notice, or why it is left out. */
export type AlikeRow = { applicationId: string; revision: number; name: string } & (
  | { leftOut: LeftOutCause }
  | { leftOut?: undefined; reasons: GivenReason[]; notice: NoticePreview['notice'] }
);

/** What one reason would do to several applications. Nothing in it is unmasked. */
export type AlikePreview = {
  /** Reasons that are suggested for any of them and go with asking for fixes, the most frequent first. */
  offered: { code: string; applications: number }[];
  /** One row for each application, once a reason was chosen. */
  rows: AlikeRow[];
};

/** What came of deciding several with one reason: each was decided by itself. */
export type AlikeDecided = { decided: DecisionRecord[]; refused: { applicationId: string; code: FailureCode }[] };

/** One objection of the reason linter. `error` forbids sending, `warning` asks the reviewer to look again. */
export type NoticeProblem = {
  code: string;
  severity: 'error' | 'warning';
  /** Which of the reasons, counted from 0. */
  reasonIndex?: number | undefined;
  details?: Record<string, string> | undefined;
};
