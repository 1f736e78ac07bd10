import type { Application, ApplicationDocument } from '../../../shared/domain/application.ts';
import type { AuditAction, AuditFilter } from '../../../shared/domain/audit.ts';
import type { Checkpoint } from '../../../shared/domain/audit-chain.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { SharedThing } from '../../../shared/domain/duplicates.ts';
import type { DecidedCell, DurationCell, MarginCell, ReasonCell } from '../../../shared/domain/insight-groups.ts';
import type { PackageRecord } from '../../../shared/domain/package.ts';
import type { OwnLookRules } from '../../../shared/domain/policy.ts';
import type { ReviewState } from '../../../shared/domain/queue.ts';
import type { DocumentReading } from '../../../shared/domain/reading.ts';
import type { DecisionRecord, DocumentArrival, Draft } from '../../../shared/domain/review.ts';
import type { RulesInForce } from '../../../shared/domain/rules.ts';
import type { FirstView, ReviewerView, SecondLookKind } from '../../../shared/domain/second-look.ts';
import type { SignInWay } from '../../../shared/domain/sign-in.ts';
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
  /** `token`: absent where the person signs in by the browser, or has signed out. */
  server?: { url: string; token?: string | undefined } | undefined;
  /** How the site lets its reviewers sign in by the browser, and what such a sign-in gave; times by the local clock. */
  signIn?: SignInWay | undefined;
  signInTokens?: { access: string; refresh?: string | undefined; gotAt: Instant; expiresAt: Instant; subject: string } | undefined;
  /** Sign-ins that are over here and of which their issuers could not be told yet; times by the local clock. */
  endedSignIns?: { way: SignInWay; token: string; kind: 'refresh_token' | 'access_token'; subject: string; since: Instant }[] | undefined;
  /** Whose token is held is not known, or it is somebody else's than the vault's: nothing is sent until the platform has named the vault's own reviewer. */
  unproved?: boolean | undefined;
  reviewer?: Reviewer | undefined;
  /** Whom the platform named first: the vault is theirs. A package may name somebody else as {@link reviewer}, which changes nothing of that. */
  ownReviewerId?: string | undefined;
  /** The feed's opaque position; absent before the first page. */
  cursor?: string | undefined;
  lastExchangeAt?: Instant | undefined;
  /** Server clock minus local clock at the last session, ms. */
  clockOffsetMs?: number | undefined;
  /** By the platform's clock: when it was last reached, and the latest moment ever seen here, which a clock that is set back does not undo. */
  reachedAt?: Instant | undefined;
  latestSeen?: Instant | undefined;
  /** How packages are dealt with. */
  packages?: { requireSignature: boolean; watchedFolder?: string | undefined } | undefined;
  /**
   * The 32 secret bytes of the key that signs results and the audit: sealed with the vault's wrapping key (base64), so that the database's key alone signs nothing;
   * `signingSecret` is what a version before that left in the open.
   */
  signingKey?: string | undefined;
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
  /**
   * By what decisions are drawn for a second look: the seed, and the figures that were last noted in the audit with it; and up to which of the decisions made here
   * (their number) one's own old ones were drawn.
   */
  secondReview?: { seed: string; sharePercent: number; own?: OwnLookRules | undefined; ownDrawnUntil?: number | undefined } | undefined;
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

/** Somebody's decision that another person may look at; `ticket`: what it drew (0 to 1), absent until it was drawn. */
export type HeldFirstLook = { decisionId: string; applicationId: string; revision: number; ticket?: number | undefined; first: FirstView };

/** What came of a second look; the views are there as long as the application is held. */
export type HeldSecondLook = { decisionId: string; kind: SecondLookKind; formedAt: Instant } & (
  | { applicationId: string; views: { first: FirstView; second: ReviewerView; note?: string | undefined } }
  | { applicationId?: undefined; views?: undefined }
);

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
export type ChainedEntry = Omit<AuditEntry, 'action'> & {
  action: string;
  seq: number;
  previous: string;
  hash: string;
  /** Ed25519 by the workstation's key; absent of what was written before there were signatures. */
  signature?: Uint8Array | undefined;
};

/** A signed state of the chain. */
export type SignedCheckpoint = Checkpoint & { signature: Uint8Array };

/** An entry of a list, with what it is about: an application, a request, or whatever else has a number; `kind` where that is held here. */
export type ListedEntry = ChainedEntry & { about?: string | undefined; kind?: 'application' | 'request' | undefined };

/** Which entries are wanted: the kind, the number, and the time from `from` until before `until`. */
export type AuditQuery = Omit<AuditFilter, 'day'> & { from?: Instant | undefined; until?: Instant | undefined };

/** A decided application of which nothing is on its way any more; `number`: its row's. `settledAt` is absent where nobody knows when it was decided. */
export type SettledApplication = { number: number; applicationId: string; photosErased: boolean; settledAt?: Instant | undefined };

/** A download that broke off: the name of its file among the unfinished ones, and that file's own key. */
export type PartialDownload = { name: string; key: Uint8Array };

/** One thing that an application has in common with another; `own`: of the same account. */
export type DuplicatePair = { other: Application; state: ReviewState; own: boolean; shared: SharedThing };

/** What a file's picture is recognised by: its tile, and the hashes of its crops. */
export type StoredPicture = { part: 'whole' | 'face'; tile: Uint8Array; hashes: Uint32Array };

/** Counts of decisions' figures between two days, in cells that are equal in what they are counted by. */
export type FigureCells = { decided: DecidedCell[]; margins: MarginCell[]; durations: DurationCell[]; reasons: ReasonCell[] };
