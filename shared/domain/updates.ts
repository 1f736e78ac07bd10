import type { Failure } from './failure.ts';
import type { InstallerKind, UpdatesOff } from './release.ts';

/** How this program stands to newer ones of it. */
export type UpdatesState = {
  /** The version that runs. */
  running: string;
  /** Why no update can be taken here at all. */
  off?: UpdatesOff | undefined;
  /** Whether there is a server that can be asked; without one, a release comes from a folder. */
  server: boolean;
  phase: 'idle' | 'asking' | 'fetching';
  /** RFC 3339: when the platform last answered. */
  askedAt?: string | undefined;
  /** A release that is newer than what runs. */
  newer?: NewerRelease | undefined;
  /** What last went wrong; gone with the next success. */
  failure?: Failure | undefined;
};

/** A release that is newer than what runs, and how far it is. */
export type NewerRelease = {
  version: string;
  /** RFC 3339. */
  publishedAt: string;
  validUntil: string;
  news: { zh: string; en: string };
  /** The version that runs should not go on working. */
  urgent: boolean;
  /** Whether it is this workstation's turn: it is, it is not yet, or it is not yet and a person may have it all the same. */
  turn: 'now' | 'later' | 'may_ask';
  /** The installer for this system; undefined where the release has none. */
  file?:
    | {
        name: string;
        kind: InstallerKind;
        bytes: number;
        /** Bytes that are here. */
        held: number;
        /** All of it is here and was verified. */
        ready: boolean;
        /** Where it lies once it is ready. */
        path: string;
        /** What an administrator types; undefined where the file is opened by hand. */
        command?: string | undefined;
        /** Whether the program can start the installer by itself. */
        startable: boolean;
      }
    | undefined;
  /** It is installed when the program is left. */
  whenLeaving: boolean;
};

/** When an update is to be installed: at once, when the program is left, or not after all. */
export const installMoments = ['now', 'when_leaving', 'not'] as const;
/** One of {@link installMoments}. */
export type InstallMoment = (typeof installMoments)[number];
