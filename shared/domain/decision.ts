import type { BothLanguages } from './announcement.ts';
import type { Region } from './finding.ts';
import type { OpenUnion } from './open-union.ts';

/** The outcomes: 通过, 驳回, 退回补正, 上报. */
export const outcomes = ['approve', 'reject', 'request_fixes', 'escalate'] as const;
/** One of {@link outcomes}. */
export type Outcome = (typeof outcomes)[number];

/** What a decision is about, and the revision that the reviewer saw. */
export type Subject = { kind: 'application' | 'request'; id: string; revision: number };

/** What one reason is tied to: a field or a document, and where on it. */
export type ReasonTarget = { field?: string | undefined; documentId?: string | undefined; region?: Region | undefined };

/** One reason of a decision: its code, what it is about, and the measured values that fill its texts. */
export type GivenReason = {
  code: string;
  target?: ReasonTarget | undefined;
  /** Fills the placeholders of the catalogue's texts: `{{measured}}`, `{{limit}}`. */
  values?: Record<string, string> | undefined;
  /** Told to the applicant beside the remedy. */
  note?: string | undefined;
};

/** How an item of the form compares with the document. */
export const matchVerdicts = ['match', 'differs', 'unreadable'] as const;
/** One item's comparison, ticked by the reviewer. */
export type MatchMark = { item: string; verdict: (typeof matchVerdicts)[number] };

/** A decision (决定) as it travels to the platform (`protocol.md`). */
export type Decision = {
  /** UUIDv7 made on this workstation; the platform is idempotent by it for ever. */
  decisionId: string;
  subject: Subject;
  outcome: OpenUnion<Outcome>;
  reasons: GivenReason[];
  matched: MatchMark[];
  /** The exact notice that the applicant gets. */
  notice: BothLanguages;
  /** For colleagues, never for the applicant. */
  note?: string | undefined;
  /** A senior's written reason for approving against a blocking finding or an account that is not active. */
  override?: { reason: string } | undefined;
  /** RFC 3339, UTC. */
  decidedAt: string;
  reviewerId: string;
  policyVersion: string;
  reasonsVersion: string;
  workstationId: string;
  /** From the application on screen to the decision, ms. */
  durationMs: number;
};

/** The platform's words for a decision. */
export const receiptStatuses = ['accepted', 'duplicate', 'conflict', 'refused'] as const;
/** Why the platform could not take a decision. */
export const conflictCauses = ['withdrawn', 'amended', 'decided', 'claim_lost', 'account_inactive'] as const;

/** A receipt (回执): the platform's answer for one decision. */
export type Receipt = {
  decisionId: string;
  status: OpenUnion<(typeof receiptStatuses)[number]>;
  /** RFC 3339, UTC. */
  at: string;
  conflict?: { cause: OpenUnion<(typeof conflictCauses)[number]>; current?: unknown } | undefined;
  problem?: { code: string; title?: string | undefined; detail?: string | undefined } | undefined;
};

/**
 * Where a decision stands on its way. `held`: may still be taken back; `waiting`: durable, to be sent; `sending`: on the wire, outcome unknown;
 * `receipted`: accepted by the platform; `conflict`, `refused`: back with the reviewer; `taken_back`: never sent; `dropped`: given up by the reviewer with a note.
 */
export const outboxStates = ['held', 'waiting', 'sending', 'receipted', 'conflict', 'refused', 'taken_back', 'dropped'] as const;
/** One of {@link outboxStates}. */
export type OutboxState = (typeof outboxStates)[number];
