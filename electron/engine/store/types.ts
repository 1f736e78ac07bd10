import type { Announcement } from '../../../shared/domain/announcement.ts';
import type { Account, Application, ApplicationDocument } from '../../../shared/domain/application.ts';
import type { AuditPlace } from '../../../shared/domain/audit.ts';
import type { ChainHead, ChainRow, CheckpointReason } from '../../../shared/domain/audit-chain.ts';
import type { Claim, ClaimState } from '../../../shared/domain/claim.ts';
import type { ColleagueNote } from '../../../shared/domain/colleague-note.ts';
import type { Decision, OutboxState, Receipt } from '../../../shared/domain/decision.ts';
import type { AnsweredCheck, DecisionFigures } from '../../../shared/domain/decision-figures.ts';
import type { ErasureOutlook } from '../../../shared/domain/erasure.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { DecidedCheck, FeedbackCount, FindingFeedback, FindingPlace } from '../../../shared/domain/finding-feedback.ts';
import type { DueCell } from '../../../shared/domain/forecast.ts';
import type { AnswerCount, Backlog, ReturnedCount } from '../../../shared/domain/insight.ts';
import type { PackageRecord, TrustedKey } from '../../../shared/domain/package.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { QueueCounts, QueuePage, QueueQuery, QueueWalk, ReviewState } from '../../../shared/domain/queue.ts';
import type { DocumentReading } from '../../../shared/domain/reading.ts';
import type { ReasonCatalogue } from '../../../shared/domain/reason.ts';
import type { RequestRow, ReviewRequest } from '../../../shared/domain/request.ts';
import type { DocumentArrival, Draft } from '../../../shared/domain/review.ts';
import type { SigningKey } from '../ports/signing.ts';
import type {
  AuditEntry,
  AuditQuery,
  ChainedEntry,
  DocumentFile,
  DuplicatePair,
  FigureCells,
  HeldApplication,
  HeldClaim,
  HeldDecision,
  HeldDraft,
  HeldReading,
  ImportedBatch,
  Instant,
  KeptDraftRow,
  ListedEntry,
  PackageHashes,
  PartialDownload,
  SettledApplication,
  SignedCheckpoint,
  StoredPicture,
  UncheckedDocument,
  Workstation,
} from './held.ts';
import type { ReadableSecondLooks, WritableSecondLooks } from './second-look-types.ts';

export type * from './held.ts';

/** What can be asked of the store. */
export type ReadableStore = ReadableSecondLooks & {
  /** Packages of the past, newest first, at most `limit`. */
  packages(limit: number): PackageRecord[];
  /** What was imported under a batch's number, oldest first. */
  importedBatches(batchId: string): ImportedBatch[];
  /** Decisions that wait and were in no result package yet, oldest first. */
  exportable(): HeldDecision[];
  /** How many an export at `now` would carry: those, and the held ones whose time to be taken back is over by then. */
  exportableCount(now: Instant): number;
  trustedKeys(): TrustedKey[];
  workstation(): Workstation;
  application(id: string): HeldApplication | undefined;
  /** Every open or postponed application with its present due time, for reckoning due times anew. */
  openApplications(): Iterable<{ application: Application; dueAt: Instant }>;
  /** How many those are. */
  openCount(): number;
  /** Ids of applications whose field checks have not run for their present revision and policy, most urgent first; decided ones where they are wanted. */
  uncheckedApplications(limit: number): string[];
  /** Held documents whose checks have not run for the policy in force, most urgent first. */
  uncheckedDocuments(limit: number): UncheckedDocument[];
  /** Photos and applications still to be checked, and checked so far. */
  checkCounts(): { waiting: number; done: number };
  findings(applicationId: string): Finding[];
  /** Findings of the application that were called wrong. */
  findingFeedback(applicationId: string): FindingFeedback[];
  /** Reviewers' notes for one another, oldest first. */
  colleagueNotes(applicationId: string): ColleagueNote[];
  /** How often verdicts were called wrong, most often first; applications that were erased since included. */
  feedbackCounts(): FeedbackCount[];
  /** How an account changed, oldest first, as far as the feed told. */
  accountChanges(accountId: string): Account[];
  /** How many verdicts of each check were on decided applications, as far as they were counted; by the check's name. */
  decidedChecks(): DecidedCheck[];
  /** What the application has in common with others, of other accounts first, then the newest. An earlier attempt of its own is one of the others. */
  duplicatePairs(applicationId: string): DuplicatePair[];
  /** Hashes of the pictures after number `after`, in the order in which they came. */
  pictures(after: number, limit: number): { number: number; hashes: Uint32Array }[];
  pictureTile(number: number): Uint8Array | undefined;
  /** What was read of the application's present documents, as the kinds they were uploaded as. */
  readings(application: Pick<Application, 'id' | 'documents'>): HeldReading[];
  /** Held documents that are still to be read, most urgent first. */
  unreadDocuments(limit: number): UncheckedDocument[];
  /** How many documents of an application are still to be read. */
  unreadCount(applicationId: string): number;
  /** Hashes of every file that is held. */
  heldFiles(): string[];
  documentFile(sha256: string): DocumentFile | undefined;
  documentFiles(sha256s: readonly string[]): DocumentFile[];
  /** Documents that a later revision replaced, with the last revision that they belonged to; the latest first. */
  earlierDocuments(applicationId: string): (ApplicationDocument & { revision: number })[];
  /** Files still awaited, most urgent application first. */
  awaitedFiles(limit: number): DocumentFile[];
  /** Decided applications of which nothing is on its way or open any more, among the `span` rows behind number `after`; `next`: where the following ones begin. `settledAt`: the last receipt, or decision of somebody else. */
  settledApplications(after: number, span: number): { rows: SettledApplication[]; next?: number | undefined };
  /** What will be erased when; undefined before the first run. */
  erasureOutlook(): ErasureOutlook | undefined;
  /** Stands for an application in entries about its erasure. */
  erasureToken(applicationId: string): string;
  erasedFileCount(): number;
  fileCounts(): { held: number; total: number; heldBytes: number; totalBytes: number; damaged: number; evicted: number };
  /** Awaited files of these applications, in the order of the applications. */
  awaitedFilesOf(applicationIds: readonly string[]): DocumentFile[];
  /** Damaged files that are due again at `now`. */
  damagedFiles(now: Instant, limit: number): DocumentFile[];
  /** The present documents that are this file, and whose they are. */
  documentsNaming(sha256: string): { applicationId: string; document: ApplicationDocument }[];
  /** The unfinished download of a file, if one was kept. */
  partialDownload(sha256: string): PartialDownload | undefined;
  /** The unfinished files that belong to a download; every other one in their place is a remnant. */
  partialNames(): string[];
  /** Held files that only decided applications name whose decisions have all been receipted; oldest decision first. */
  evictableFiles(limit: number): { sha256: string; byteLength: number }[];
  queuePage(query: QueueQuery, now: Instant, atRiskBefore: Instant, dayStart: Instant): QueuePage;
  queueCounts(now: Instant, atRiskBefore: Instant, dayStart: Instant): QueueCounts;
  /** Ids of open applications that are not postponed, in the list's order, after the given one. */
  queueNext(walk: QueueWalk, after: string | undefined, count: number, now: Instant, atRiskBefore: Instant, dayStart: Instant): string[];
  draft(applicationId: string): Draft | undefined;
  /** The draft with what it was begun on; `applicationId` or, for a request, {@link requestDraftKey}. */
  heldDraft(subjectId: string): HeldDraft | undefined;
  /** Drafts whose application or request was taken away, newest first. */
  keptDrafts(): KeptDraftRow[];
  requests(applicationId: string): ReviewRequest[];
  /** Open ones first, oldest first; then decided ones, newest first. */
  requestPage(offset: number, limit: number): { rows: RequestRow[]; total: number; open: number };
  /** Soonest to expire first. */
  claims(): HeldClaim[];
  claim(applicationId: string): HeldClaim | undefined;
  claimCounts(): { held: number; lost: number; soonestExpiry?: Instant | undefined };
  /** The application as it was when it was decided, until the platform has taken that decision. */
  decisionBasis(decisionId: string): Application | undefined;
  request(id: string): { request: ReviewRequest; state: 'open' | 'decided' } | undefined;
  announcements(): Announcement[];
  policy(): Policy | undefined;
  catalogue(): ReasonCatalogue | undefined;
  decision(decisionId: string): HeldDecision | undefined;
  /** Newest first. */
  decisionsOf(applicationId: string): HeldDecision[];
  /** Newest first. */
  decisionsOn(kind: 'application' | 'request', id: string): HeldDecision[];
  decisionPage(offset: number, limit: number): { decisions: HeldDecision[]; total: number };
  /** Decisions that may go out at `now`: waiting, or sending when the program died, oldest first, at most one per subject. */
  sendable(now: Instant, limit: number): HeldDecision[];
  /** When the next held decision becomes due to send, or the next waiting one may be tried again. */
  nextSendAt(): Instant | undefined;
  outboxCounts(): Record<'held' | 'waiting' | 'sending' | 'receipted' | 'conflict' | 'refused', number>;
  /** Figures of decisions from day to day (from 1970-01-01, Asia/Shanghai, both included), without those that still can be taken back. */
  figureCells(fromDay: number, untilDay: number): FigureCells;
  /** The figures of those that still can be taken back, and what they say to the checks. */
  heldFigures(): { figures: DecisionFigures; answers: AnsweredCheck[] }[];
  /** Decisions that are in no figures yet, at most: those that were taken back, or still can be, among them. */
  missingFigures(): number;
  /** The first day with figures. */
  firstFigureDay(): number | undefined;
  /** Decisions on applications by day and hour, without those that still can be taken back. */
  decidedOnApplications(fromDay: number, untilDay: number): { day: number; hour: number; count: number }[];
  answerCounts(fromDay: number, untilDay: number): AnswerCount[];
  /** Decisions since then that came back and were not accepted since. */
  returnedCounts(since: Instant): ReturnedCount[];
  /** What is open, in the order of due times; where this workstation holds claims, only what is claimed. */
  openByDue(now: Instant): { scope: Backlog['scope']; cells: DueCell[] };
  auditTail(): { seq: number; hash: string };
  auditEntries(from: number, limit: number): ChainedEntry[];
  /** The same, column by column, for verifying. */
  auditRows(from: number, limit: number): ChainRow[];
  /** The hash of the entry at a place, as it stands there; 0 is the beginning. */
  auditHash(seq: number): string | undefined;
  /** Every signed state of the chain, in order. */
  auditCheckpoints(): SignedCheckpoint[];
  /** The last one for that reason, and about that, where it is told. */
  auditCheckpoint(reason: CheckpointReason, about?: string): SignedCheckpoint | undefined;
  /** The sealed end of the chain; absent before there was a key. */
  auditHead(): (ChainHead & { seal: Uint8Array }) | undefined;
  /** Latest first by time, then by place in the chain; those behind `before`. */
  auditList(query: AuditQuery, before: AuditPlace | undefined, limit: number): ListedEntry[];
  auditCount(query: AuditQuery): number;
  /** Every kind that the chain holds, in the order of their names. */
  auditActions(): string[];
  /** Entries of the feed that this version did not understand. */
  unknownChangeCount(): number;
};

/** What can be changed, always inside one transaction. */
export type WritableStore = ReadableStore &
  WritableSecondLooks & {
    /** Enters a package; of an exported one only the manifest's hash is kept. */
    addPackage(record: PackageRecord, hashes: PackageHashes): void;
    /** Marks decisions as carried by a result package, and so as sent. */
    setExported(decisionIds: readonly string[], resultId: string, at: Instant): void;
    /** The next result package carries this decision again. */
    clearExported(decisionId: string): void;
    trustKey(key: TrustedKey): void;
    /** Returns whether the key was trusted. */
    distrustKey(keyId: string): boolean;
    saveWorkstation(change: Partial<Workstation>): void;
    /**
     * Stores the application as of its revision; an older revision than the one held is passed over (returns false). A newer revision opens it again,
     * forgets findings of fields and of documents that are no longer named, and creates rows of awaited files for hashes that are new.
     */
    putApplication(application: Application, dueAt: Instant): boolean;
    /** Forgets an application with its findings; its draft stays, files no longer named by any application are returned for erasure (their keys are already destroyed). */
    removeApplication(id: string): { orphanedFiles: string[] };
    /**
     * Destroys the keys of an application's files, and returns those whose bytes can go; one that another application still needs is left. Nobody fetches them again, unless
     * a newer revision comes.
     */
    erasePhotos(number: number): string[];
    /** Forgets an application for good, with drafts, requests and findings; of its decisions the skeleton stays. A feed that tells of this revision again is not heard. */
    eraseDetails(id: string, at: Instant): { orphanedFiles: string[]; decisions: number };
    /**
     * What is kept beside an application that was withdrawn and is about to be removed, where it is held at `revision`: drafts on it and on its requests, and the words of its decisions.
     * A decision that is still on its way is kept until it has arrived. Returns how many drafts went and how many decisions were stripped.
     */
    eraseWithdrawn(id: string, revision: number | undefined, at: Instant): { drafts: number; decisions: number };
    /** Erases kept drafts, entries of unknown kind, and decided requests of no application that are older; returns how many. */
    eraseLeftovers(before: Instant): number;
    saveErasureOutlook(outlook: ErasureOutlook): void;
    /**
     * Makes the next `count` applications that wait for it findable by how their names are spelled; returns how many were done, 0 once none waits (or while the
     * dictionary is not loaded).
     */
    spellNames(count: number): number;
    /**
     * Moves the next `count` applications that only the earlier search index finds into the present one, and then erases what is left of that by portions; returns how much was
     * done, 0 once nothing is left. Searching finds everything meanwhile.
     */
    moveSearch(count: number): number;
    setAccount(account: Account): string[];
    setDueAt(applicationId: string, dueAt: Instant): void;
    /**
     * Replaces the findings of the fields and account (documentId null) or of one document, and updates the row's worst verdict and marks.
     * Findings of a document that is gone, or whose file is no longer `sha256`, are passed over.
     */
    putFindings(
      applicationId: string,
      documentId: string | null,
      findings: readonly Finding[],
      policyVersion: string,
      sha256?: string,
    ): void;
    /** Keeps that a finding was called wrong, in the place of an earlier word about it. */
    putFindingFeedback(applicationId: string, feedback: FindingFeedback): void;
    addColleagueNote(applicationId: string, note: Omit<ColleagueNote, 'number'>): void;
    /** Removes a note of that reviewer; returns whether there was one. */
    removeColleagueNote(applicationId: string, number: number, reviewerId: string): boolean;
    /** Returns whether there was one. */
    removeFindingFeedback(applicationId: string, finding: FindingPlace): boolean;
    /** Keeps what a file's picture is recognised by; returns its number, undefined where no application names the file any more. */
    putPicture(sha256: string, picture: StoredPicture): number | undefined;
    /** Forgets which pictures look like this file's, from both sides. */
    forgetAlikePictures(sha256: string): void;
    /** Notes that a file's picture, mirrored and then turned clockwise, looks like the one of that number, for every application that names either. */
    putAlikePicture(sha256: string, picture: number, how: { likeness: number; degrees: number; mirrored: boolean }): void;
    /** Notes that a document is to be read, unless that file was read already. */
    wantReading(applicationId: string, document: ApplicationDocument): void;
    /** Keeps what was read of a file; returns the applications that waited for it. Does nothing where no application names the file any more. */
    putReading(document: Pick<ApplicationDocument, 'kind' | 'sha256'>, reading: DocumentReading): string[];
    /** A document that can't be had is not waited for. */
    dropWantedReading(applicationId: string, documentId: string): void;
    /** What the reader could not read in an earlier run is to be read again. */
    wantFailedReadings(): void;
    setFileHeld(sha256: string, key: Uint8Array): void;
    /** Counts one download whose bytes were wrong; after `maxTries` the file is `damaged`, and due again at `nextTryAt` (at once where absent). */
    setFileWrong(sha256: string, maxTries: number, nextTryAt?: Instant): DocumentArrival;
    /** Puts a file that was found missing or damaged on disk back to awaited. */
    setFileAwaited(sha256: string): void;
    /** Somebody asks for a file that was given up: it is awaited again; what the checks found of it stays. */
    setFileWanted(sha256: string): void;
    /** The file was given up for space: its key is destroyed, and it is fetched again when somebody asks for it. */
    setFileEvicted(sha256: string): void;
    /** Keeps what an unfinished download needs to be continued. Does nothing where no application names the file any more. */
    putPartialDownload(sha256: string, partial: PartialDownload): void;
    removePartialDownload(sha256: string): void;
    setFileExamined(sha256: string, size: { width: number; height: number } | undefined, renditions: boolean): void;
    /** `basis`: the application as it is now; kept only with the first save. */
    saveDraft(subjectId: string, draft: Draft, at: Instant, basis?: Application): void;
    clearDraft(subjectId: string): void;
    /** Notes why the subject of a draft went away; returns whether there is a draft. */
    setDraftRemoved(subjectId: string, cause: string, at: Instant): boolean;
    postpone(applicationId: string, until: Instant): void;
    setReviewState(applicationId: string, state: ReviewState): void;
    putRequest(request: ReviewRequest): void;
    setRequestState(id: string, state: 'open' | 'decided'): void;
    removeRequest(id: string): void;
    putAnnouncement(announcement: Announcement): void;
    removeAnnouncement(id: string): void;
    /** Puts a policy in force; what was checked under another version counts as unchecked. */
    putPolicy(policy: Policy): void;
    putCatalogue(catalogue: ReasonCatalogue): void;
    /** Adds a decision and notes when its application was decided; with `closes` that application counts as decided from now on. Returns the decision as it is held. */
    addDecision(
      decision: Decision,
      applicationId: string | undefined,
      state: OutboxState,
      takeBackUntil: Instant,
      closes?: boolean,
    ): HeldDecision;
    /** Counts the verdicts that a decision was made on, until it is taken back or given up. */
    noteDecidedChecks(decisionId: string, policyVersion: string, findings: readonly Finding[]): void;
    /**
     * held → waiting for every decision whose time to be taken back has passed at `now`; returns how many. `latest`: no such time ends after it, so that a clock that was
     * set back does not keep a decision here.
     */
    releaseHeld(now: Instant, latest?: Instant): number;
    /** No pause of a decision ends after `latest`: so that a clock that was set back makes no long ones of short ones. */
    shortenPauses(latest: Instant): void;
    setDecisionState(
      decisionId: string,
      state: OutboxState,
      change?: {
        sentAt?: Instant;
        receipt?: Receipt;
        lastFailure?: string | undefined;
        nextTryAt?: Instant | undefined;
        countTry?: boolean;
        dropNote?: string;
      },
    ): void;
    /** A claim that was granted, or renewed: it is held. */
    putClaim(claim: Omit<HeldClaim, 'state' | 'cause'>): void;
    setClaimState(applicationId: string, state: ClaimState, cause?: Claim['cause']): boolean;
    removeClaim(applicationId: string): boolean;
    /** Another platform's claims mean nothing. */
    clearClaims(): void;
    keepUnknownChange(seq: number, kind: string, raw: unknown): void;
    /** Takes at most `limit` decisions into the figures, oldest first; returns how many. */
    keepFigures(limit: number): number;
    audit(entry: AuditEntry): void;
    /** Signs a state of the chain. Only once {@link Store.signAuditWith} gave the key. */
    addAuditCheckpoint(state: {
      reason: CheckpointReason;
      size: number;
      root: string;
      at: Instant;
      about?: string | undefined;
    }): SignedCheckpoint;
  };

/** What a diagnosis asks of the database; each reads all there is and takes its time. */
export type StoreHealth = {
  /** Places where the database is damaged, five at most. */
  damage(): number;
  /** Rows that refer to rows that are not there. */
  danglingRows(): number;
  /** The SHA-256 of every document whose file is said to be here. */
  heldFiles(): string[];
  /** Rows by table. */
  counts(): Record<string, number>;
};

/** The open store. */
export type Store = {
  readonly read: ReadableStore;
  /** Runs `work` in one transaction, durable (synchronous FULL) when it returns. If it throws, nothing of it happened. */
  transaction<Value>(work: (write: WritableStore) => Value): Value;
  /** What a diagnosis asks. */
  readonly health: StoreHealth;
  /** From now on entries of the audit are signed with this key. */
  signAuditWith(key: SigningKey): void;
  /** Versions for the about screen. */
  versions(): { sqlite: string; cipher: string; schema: number };
  /**
   * Copies the log of changes into the database and cuts it to nothing, so that what was erased is not in it any more, and removes the copies from before migrations. A reader
   * that is at work keeps the log from being cut.
   */
  settleErased(): void;
  close(): void;
};
