import type { Result } from '../../../shared/domain/failure.ts';
import type { InstallerKind, Release } from '../../../shared/domain/release.ts';
import type { InstallMoment, UpdatesState } from '../../../shared/domain/updates.ts';
import type { ReleaseKeys } from '../../release/index.ts';

/** Bytes of an installer on their way, from `start` on. */
export type ReleaseBytes = { start: number; bytes: AsyncIterable<Uint8Array>; discard(): void };

/** Where releases come from: the platform that is signed in to. */
export type ReleaseSource = {
  /** The newest release's statement; undefined where the platform hands out none. */
  current(signal: AbortSignal): Promise<Result<string | undefined>>;
  /** An installer's bytes from `offset` on; they may begin at 0 all the same. Throws what the line throws while they are read. */
  file(file: { name: string; bytes: number; sha256: string }, offset: number, signal: AbortSignal): Promise<Result<ReleaseBytes>>;
};

/** The program that runs, and how it was put here. */
export type Program = {
  version: string;
  system: string;
  architecture: string;
  /** Undefined where no installer put it here. */
  kind: InstallerKind | undefined;
  /** Its own folder of resources. */
  resources: string;
  /** Whether the shell may start an installer: never from a checkout. */
  mayStart: boolean;
};

/** What the open desk tells and takes. Whatever it says may change with each unlocking. */
export type UpdatesHost = {
  /** Undefined while the desk is locked, has no server, or was told to stop. */
  source(): ReleaseSource | undefined;
  /** Whether there is a server at all. */
  hasServer(): boolean;
  /** By which the place in a staged roll-out is told; undefined while the desk is locked. */
  workstationId(): string | undefined;
  /** Whether the policy lets a person have a version before its turn. */
  mayBeBeforeTurn(): boolean;
  /** Puts it on record; while the desk is locked nothing is done that would have to be. */
  record(action: 'update.found' | 'update.fetched' | 'update.handed_over' | 'update.refused', details: Record<string, string>): void;
};

/** What updates work with. */
export type UpdatesParts = {
  /** Their own folder inside the data folder. */
  folder: string;
  program: Program;
  keys: ReleaseKeys;
  now(): number;
  /** Chance for the pace; a number from 0 to 1. */
  chance(): number;
  host: UpdatesHost;
  /** Told to the shell, where there is one. */
  handOver?: ((moment: InstallMoment) => void) | undefined;
  /** Something of the state changed. */
  changed(): void;
  /** Something that should not happen did, while nobody waited for it. */
  fault(error: unknown): void;
};

/** Newer versions of this program. */
export type Updates = {
  state(): Promise<UpdatesState>;
  /** Asks the platform now, and fetches what is this workstation's turn. Succeeds also where there is nothing newer. */
  check(): Promise<Result<UpdatesState>>;
  /** Asks where that is due, and fetches; never fails. For whoever keeps the pace. */
  tend(): Promise<void>;
  /**
   * Fetches the newer version that is known, also before its turn where a person asks and the policy allows it. Fails with `release_none`, `release_not_due`, `release_file_absent`,
   * `release_expired`, `release_file_wrong` and as the line and the disk do.
   */
  fetch(asked: boolean): Promise<Result<UpdatesState>>;
  /** Takes a release out of a folder: its statement and its installer, which somebody carried here. Whose turn it is does not matter then. */
  take(folder: string): Promise<Result<UpdatesState>>;
  /** Has it installed. Fails with `release_none`, `release_file_wrong`, `release_expired`. */
  install(moment: InstallMoment): Promise<Result<UpdatesState>>;
  /** Begins to keep the pace. */
  start(): void;
  close(): Promise<void>;
};

/** A statement that was proven, with its text. */
export type Proven = { statement: string; release: Release };
