import type { ClaimsState } from '../../../shared/domain/claim.ts';
import type { Failure, Result } from '../../../shared/domain/failure.ts';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import type { Random } from '../ports/random.ts';
import type { Store } from '../store/index.ts';
import type { AuditCopyState } from './audit-copies.ts';
import type { Checker } from './checking.ts';
import type { DueTimes } from './due-times.ts';
import type { Access } from './line.ts';
import type { Releases } from './releases.ts';
import type { DocumentShelf } from './shelf.ts';

/** What sync tells those who show it. */
export type SyncListener = {
  transfer(state: TransferState): void;
  queue(applicationIds: string[] | undefined): void;
  outbox(): void;
  rules(): void;
  claims(): void;
  requests(): void;
  /** Something that should not happen did; the caller logs it. */
  fault(error: unknown): void;
};

/** The running exchange. */
export type Sync = {
  state(): TransferState;
  /** Continues after a stop, or exchanges at once. */
  start(): void;
  /** Stops taking in; what is half-way is given up and fetched again later. Decisions still go out. */
  stop(): void;
  /** Looks at the feed at once, unless it was just looked at, it was stopped, or the platform asked for patience; tells whether it looks. */
  nudge(): boolean;
  /**
   * Looks at the feed once more, and succeeds with whether a look that began after this call ended well; false where there is no platform, or the exchange is
   * closed before. While it is stopped, that waits until it is continued.
   */
  caughtUp(): Promise<boolean>;
  /** What the reviewer opened, or will open next: its documents overtake all others. */
  prefer(applicationIds: readonly string[]): void;
  /** A decision was added: look when the next one may go. */
  wakeOutbox(): void;
  /** Something changed in the store that may want checking. */
  wakeChecks(): void;
  /** What is leased to this workstation. */
  claims(): ClaimsState;
  /** Asks for the next `count` applications, and fetches them. */
  takeClaims(count: number, types: readonly string[] | undefined, along: boolean): Promise<Result<{ taken: number }>>;
  /** Gives these back, or all; told as soon as the platform is reached. */
  giveBackClaims(applicationIds: readonly string[] | undefined): Promise<void>;
  /** The desk is left: what was not taken along (or `everything`) goes back, within two seconds. */
  leave(everything?: boolean): Promise<void>;
  /** How the platform's copy of the audit chain stands. */
  auditCopy(): AuditCopyState;
  /** What the platform holds of the audit chain; undefined where it keeps no copies, or there is no platform. */
  askAudit(): Promise<Result<{ upTo: number; root: string } | undefined>>;
  /** Newer versions of the program, as the platform hands them out; undefined without a platform, while stopped, and while it is not known whose token it is. */
  releases(): Releases | undefined;
  /** Checks whatever has not been checked, to the end. */
  checkAll(): Promise<void>;
  /** One full exchange (in, checks, out), for the command line. Ends with the first failure, or undefined. */
  once(): Promise<Failure | undefined>;
  close(): Promise<void>;
};

/** What sync works with. */
export type SyncParts = {
  store: Store;
  shelf: DocumentShelf;
  checker: Checker;
  dueTimes: DueTimes;
  clock: { now(): number; monotonic(): number };
  /** The tokens of who signed in by the browser; without, it is the one that is kept with the server. */
  access?: Access | undefined;
  /** Chance for the jitter; the system's by default. */
  random?: Pick<Random, 'bytes'> | undefined;
};
