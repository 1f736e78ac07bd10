import type { AccountStatus, ApplicationType } from './application.ts';
import type { ClaimState } from './claim.ts';
import type { OutboxState } from './decision.ts';
import type { CheckId, Verdict } from './finding.ts';
import type { RequestKind } from './request.ts';

/** The saved views every workstation has: mine now, at risk, resubmissions, requests, flagged by checks, decided today, all. */
export const queueViews = ['mine', 'at_risk', 'resubmissions', 'requests', 'flagged', 'decided_today', 'all'] as const;
/** One of {@link queueViews}. */
export type QueueView = (typeof queueViews)[number];

/** What the queue can be ordered by. */
export const queueOrders = ['due', 'submitted', 'name', 'type', 'attempt', 'verdict'] as const;

/** What a page of the queue is asked for with. */
export type QueueQuery = {
  view: QueueView;
  /** Number, name, ID number, phone or e-mail, whole or in part; at most 200 characters. */
  search?: string | undefined;
  types?: string[] | undefined;
  order: { by: (typeof queueOrders)[number]; descending: boolean };
  /** Rows to pass over, and rows wanted (at most 500). */
  offset: number;
  limit: number;
};

/** How near the due time is. */
export const dueStates = ['past', 'at_risk', 'due_today', 'in_time'] as const;
/** One of {@link dueStates}. */
export type DueState = (typeof dueStates)[number];

/** What has become of an application on this workstation. */
export type ReviewState = 'open' | 'postponed' | 'decided';

/** One row of the queue. Nothing in it is unmasked. */
export type QueueRow = {
  applicationId: string;
  revision: number;
  type: ApplicationType;
  /** Masked. */
  name: string;
  submittedAt: string;
  dueAt: string;
  dueState: DueState;
  /** 1 for a first attempt. */
  attempt: number;
  priority: number;
  accountStatus: AccountStatus;
  /** The worst verdict, `waiting` until the checks have run. */
  verdict: Verdict | 'waiting';
  /** Checks that failed or want a look, worst first. */
  marks: CheckId[];
  requests: RequestKind[];
  documents: { held: number; total: number };
  state: ReviewState;
  /** RFC 3339: until when it is postponed. */
  postponedUntil?: string | undefined;
  /** The claim on it, if there is one. */
  claim?: { state: ClaimState; expiresAt: string } | undefined;
  decision?: { decisionId: string; outcome: string; state: OutboxState; decidedAt: string } | undefined;
};

/** One page of the queue. */
export type QueuePage = { rows: QueueRow[]; total: number };

/** How many applications each view holds. */
export type QueueCounts = Record<QueueView, number>;

/** How the queue's table is looked at: nothing of what is in it. Widths are px by column. */
export type QueueLook = { view: QueueView; order: QueueQuery['order']; widths: Record<string, number> };
