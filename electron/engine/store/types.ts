import type { Announcement } from '../../../shared/domain/announcement.ts';
import type { Account, Application, ApplicationDocument } from '../../../shared/domain/application.ts';
import type { AuditAction, AuditFilter, AuditPlace } from '../../../shared/domain/audit.ts';
import type { Claim, ClaimState } from '../../../shared/domain/claim.ts';
import type { ColleagueNote } from '../../../shared/domain/colleague-note.ts';
import type { Decision, OutboxState, Receipt } from '../../../shared/domain/decision.ts';
import type { SharedThing } from '../../../shared/domain/duplicates.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { FeedbackCount, FindingFeedback, FindingPlace } from '../../../shared/domain/finding-feedback.ts';
import type { PackageRecord, TrustedKey } from '../../../shared/domain/package.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { QueueCounts, QueuePage, QueueQuery, QueueView, ReviewState } from '../../../shared/domain/queue.ts';
import type { DocumentReading } from '../../../shared/domain/reading.ts';
import type { ReasonCatalogue } from '../../../shared/domain/reason.ts';
import type { RequestRow, ReviewRequest } from '../../../shared/domain/request.ts';
import type { DecisionRecord, DocumentArrival, Draft } from '../../../shared/domain/review.ts';
import type { RulesInForce } from '../../../shared/domain/rules.ts';
import type { Reviewer } from '../../../shared/domain/transfer.ts';
import type { WorkingCalendar } from '../../../shared/domain/working-days.ts';

/** All times in the store are RFC 3339 in UTC with milliseconds, so that they sort as text. */
export type Instant = string;

/** What the workstation knows of itself and of the platform. The token lies here, inside the encrypted database, and nowhere else. */
export type Workstation = {
  /** Years of working days that the site imported; they take the place of the program's own. */
  calendar?: WorkingCalendar | undefined;
  workstationId: string;
  source: { kind: 'demo' } | { kind: 'server'; url: string } | { kind: 'packages' };
  server?: { url: string; token: string } | undefined;
  reviewer?: Reviewer | undefined;
  /** The feed's opaque position; absent before the first page. */
  cursor?: string | undefined;
  lastExchangeAt?: Instant | undefined;
  /** Server clock minus local clock at the last session, ms. */
  clockOffsetMs?: number | undefined;
  /** By the platform's clock: when it was last reached, and the latest moment ever seen here, which a clock that is set back does not undo. */
  reachedAt?: Instant | undefined;
  latestSeen?: Instant | undefined;
  /** How packages are dealt with, and the 32 secret bytes (base64) of the key that signs results. */
  packages?: { requireSignature: boolean; watchedFolder?: string | undefined } | undefined;
  signingSecret?: string | undefined;
  /** False where the platform answered that it has no claims. */
  claimsSupported?: boolean | undefined;
  /** Most decisions in one call, as the last session told. */
  decisionsPerCall?: number | undefined;
  /**
   * Nothing is sent before `until` (local clock); `since` tells when that was said, `code` why. `asked`: the platform asked for it when decisions were
   * sent; otherwise it ends as soon as the platform answers again.
   */
  outboxPause?: { since: Instant; until: Instant; code: string; asked: boolean } | undefined;
  /** Of each kind of rules, since when what the platform told is in force. */
  rules?: RulesInForce['since'] | undefined;
};

/** An application as held here. */
export type HeldApplication = {
  application: Application;
  dueAt: Instant;
  state: ReviewState;
  postponedUntil?: Instant | undefined;
  /** Whether every check of this revision has run. */
  checksComplete: boolean;
};

/** A document's file: one row per content hash, however many applications name it. */
export type DocumentFile = {
  sha256: string;
  byteLength: number;
  arrival: DocumentArrival;
  /** Downloads whose bytes were wrong. */
  tries: number;
  /** Key of the encrypted file, 32 bytes; absent until it is held. Destroying it erases the file. */
  key?: Uint8Array | undefined;
  /** Upright original, px, once checked. */
  width?: number | undefined;
  height?: number | undefined;
  /** Whether the screen rendition and the thumbnail were made. */
  renditions: boolean;
};

/** A document whose checks still have to run. */
export type UncheckedDocument = { applicationId: string; document: ApplicationDocument; key: Uint8Array };

/** What was read of one document of an application. */
export type HeldReading = { documentId: string; kind: string; reading: DocumentReading };

/** A decision with its way so far. */
export type HeldDecision = DecisionRecord & { decision: Decision; applicationId?: string | undefined; nextTryAt?: Instant | undefined };

/** SHA-256 of a package's manifest, changes and receipts; the latter two are not known of what an older version imported. */
export type PackageHashes = { manifest: string; changes?: string | undefined; receipts?: string | undefined };

/** An import of a batch package. */
export type ImportedBatch = { record: PackageRecord; hashes: PackageHashes };

/** A claim with the length of its lease when it was last renewed, ms. */
export type HeldClaim = Claim & { leaseMs: number };

/** Work that was begun, on which application it was begun, and when it was saved. */
export type HeldDraft = { draft: Draft; savedAt: Instant; basis?: Application | undefined };

/** A draft whose application or request is not here any more. */
export type KeptDraftRow = {
  subject: Pick<Decision['subject'], 'kind' | 'id'>;
  draft: Draft;
  savedAt: Instant;
  cause?: string | undefined;
  removedAt?: Instant | undefined;
};

/** One entry of the audit chain: who did what to which subject. Never a personal value. */
export type AuditEntry = {
  at: Instant;
  reviewerId: string;
  action: AuditAction;
  /** What was acted on; `details.of` names the application or request where this is something else, such as a decision. */
  subject?: string | undefined;
  details?: Record<string, string | number> | undefined;
};

/** An entry as it stands in the chain; its kind may be one of a newer program. */
export type ChainedEntry = Omit<AuditEntry, 'action'> & { action: string; seq: number; previous: string; hash: string };

/** An entry of a list, with what it is about: an application, a request, or whatever else has a number; `kind` where that is held here. */
export type ListedEntry = ChainedEntry & { about?: string | undefined; kind?: 'application' | 'request' | undefined };

/** Which entries are wanted: the kind, the number, and the time from `from` until before `until`. */
export type AuditQuery = Omit<AuditFilter, 'day'> & { from?: Instant | undefined; until?: Instant | undefined };

/** A download that broke off: the name of its file among the unfinished ones, and that file's own key. */
export type PartialDownload = { name: string; key: Uint8Array };

/** One thing that an application has in common with another; `own`: of the same account. */
export type DuplicatePair = { other: Application; state: ReviewState; own: boolean; shared: SharedThing };

/** What a file's picture is recognised by: its tile, and the hashes of its crops. */
export type StoredPicture = { part: 'whole' | 'face'; tile: Uint8Array; hashes: Uint32Array };

/** What can be asked of the store. */
export type ReadableStore = {
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
  /** Ids of applications whose field checks have not run for their present revision and policy, most urgent first. */
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
  documentFile(sha256: string): DocumentFile | undefined;
  documentFiles(sha256s: readonly string[]): DocumentFile[];
  /** Files still awaited, most urgent application first. */
  awaitedFiles(limit: number): DocumentFile[];
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
  /** Ids of open applications in due order of `view`, after the given one. */
  queueNext(view: QueueView, after: string | undefined, count: number, now: Instant, atRiskBefore: Instant, dayStart: Instant): string[];
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
  auditTail(): { seq: number; hash: string };
  auditEntries(from: number, limit: number): ChainedEntry[];
  /** Latest first by time, then by place in the chain; those behind `before`. */
  auditList(query: AuditQuery, before: AuditPlace | undefined, limit: number): ListedEntry[];
  auditCount(query: AuditQuery): number;
  /** Every kind that the chain holds, in the order of their names. */
  auditActions(): string[];
  /** Entries of the feed that this version did not understand. */
  unknownChangeCount(): number;
};

/** What can be changed, always inside one transaction. */
export type WritableStore = ReadableStore & {
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
  setAccount(account: Account): string[];
  setDueAt(applicationId: string, dueAt: Instant): void;
  /**
   * Replaces the findings of the fields and account (documentId null) or of one document, and updates the row's worst verdict and marks.
   * Findings of a document that is gone, or whose file is no longer `sha256`, are passed over.
   */
  putFindings(applicationId: string, documentId: string | null, findings: readonly Finding[], policyVersion: string, sha256?: string): void;
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
  audit(entry: AuditEntry): void;
};

/** The open store. */
export type Store = {
  readonly read: ReadableStore;
  /** Runs `work` in one transaction, durable (synchronous FULL) when it returns. If it throws, nothing of it happened. */
  transaction<Value>(work: (write: WritableStore) => Value): Value;
  /** Versions for the about screen. */
  versions(): { sqlite: string; cipher: string; schema: number };
  close(): void;
};
