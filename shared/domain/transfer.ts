import type { DecisionRecord } from './review.ts';

/** How the workstation stands to the platform. */
export const connections = ['none', 'online', 'offline', 'maintenance', 'sign_in', 'outdated', 'wrong_server'] as const;
/** One of {@link connections}. `none`: a workstation that works from packages only, or has never exchanged anything. */
export type Connection = (typeof connections)[number];

/** The reviewer that the platform knows this workstation's token by. */
export type Reviewer = { id: string; name: string; roles: string[] };

/** The state of the exchange, as the transfer screen and the status mark show it. */
export type TransferState = {
  connection: Connection;
  /** Origin of the configured server, without any credentials. */
  server?: string | undefined;
  reviewer?: Reviewer | undefined;
  /** Whether an exchange is under way, and of which part. */
  phase: 'idle' | 'session' | 'feed' | 'documents' | 'decisions';
  /** Whether a person stopped it; it stays stopped until continued. */
  stopped: boolean;
  /** First start of the demo: applications of the sample batch drawn so far. */
  preparing?: { done: number; total: number } | undefined;
  /** How far the platform's clock was ahead of this machine's at the last contact, ms; negative where it was behind. Absent before the first one. */
  clockOffsetMs?: number | undefined;
  /** RFC 3339: last exchange that ended well. */
  lastExchangeAt?: string | undefined;
  /** RFC 3339, by the platform's clock: until when may be decided without reaching it; absent while it is reached, or there is none. */
  offlineUntil?: string | undefined;
  /** `maintenance`: until when. */
  until?: string | undefined;
  /** The failure code of the last exchange that did not end well. */
  lastFailure?: string | undefined;
  /** Changes applied since the program started, and entries of unknown kind that were kept. */
  feed: {
    applied: number;
    unknown: number;
    malformed: number;
    /** Place and time (RFC 3339) of the last entry that was applied. */
    lastSeq?: number | undefined;
    lastAt?: string | undefined;
  };
  /** RFC 3339: when the next try is made, while the platform can't be reached. */
  nextTryAt?: string | undefined;
  documents: {
    /** Documents held / wanted, and their bytes. */
    held: number;
    total: number;
    heldBytes: number;
    totalBytes: number;
    /** Bytes per second over the last seconds; 0 while nothing runs. */
    bytesPerSecond: number;
    damaged: number;
    /** Downloads under way: bytes so far and in all. */
    running: { sha256: string; receivedBytes: number; totalBytes: number }[];
    /** Largest space for documents by the policy, bytes, and those given up to keep to it. */
    budgetBytes: number;
    evicted: number;
  };
  /** Applications that are leased to this workstation and that were lost, and when the first lease ends (RFC 3339). */
  claims: { held: number; lost: number; soonestExpiry?: string | undefined };
  /** Photos and applications that the checks still have before them. */
  checks: { waiting: number; done: number };
  outbox: { held: number; waiting: number; sending: number; receipted: number; conflict: number; refused: number };
};

/** From here on a machine's clock is called wrong, ms: more than a line and a busy machine make it look, less than anybody overlooks on the wall. */
const wrongFromMs = 5 * 60_000;

/** Whether this machine's clock is wrong by what the platform told. */
export const isClockWrong = ({ clockOffsetMs = 0 }: Pick<TransferState, 'clockOffsetMs'>): boolean =>
  Math.abs(clockOffsetMs) >= wrongFromMs;

/** The outbox, newest first. */
export type OutboxPage = { decisions: DecisionRecord[]; total: number };
