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

/** Which attempt an application is: the first, or one after it was sent back. */
export const attemptKinds = ['first', 'again'] as const;
/** One of {@link attemptKinds}. */
export type AttemptKind = (typeof attemptKinds)[number];

/** What a list is narrowed by: of each, any of those named; absent or empty: all. */
export type QueueFilter = {
  types?: string[] | undefined;
  /** How near the due time is; what is decided has none of these. */
  due?: DueState[] | undefined;
  /** The worst verdict of the checks, `waiting` until they have run. */
  verdicts?: (Verdict | 'waiting')[] | undefined;
  attempts?: AttemptKind[] | undefined;
  /** Kinds of open requests. */
  requests?: string[] | undefined;
  accounts?: string[] | undefined;
  /** What became of the claim on it. */
  claims?: ClaimState[] | undefined;
};

/** What a page of the queue is asked for with. */
export type QueueQuery = QueueFilter & {
  view: QueueView;
  /** Number, name, ID number, phone or e-mail, whole or in part; at most 200 characters. */
  search?: string | undefined;
  order: { by: (typeof queueOrders)[number]; descending: boolean };
  /** Rows to pass over, and rows wanted (at most 500). */
  offset: number;
  limit: number;
};

/** The list that a person walks through from one application to the next: as a page of the queue, without its place; in due order where none is named. */
export type QueueWalk = Omit<QueueQuery, 'offset' | 'limit' | 'order'> & { order?: QueueQuery['order'] | undefined };

/** How near the due time is. */
export const dueStates = ['past', 'at_risk', 'due_today', 'in_time'] as const;
/** One of {@link dueStates}. */
export type DueState = (typeof dueStates)[number];

/** What has become of an application on this workstation. */
export type ReviewState = 'open' | 'postponed' | 'decided';

/** What a search may have found a row by; `pinyin`: how the name's characters are spelled, whole or by their initials. */
export const queueMatchFields = ['number', 'name', 'latinName', 'idNumber', 'passportNumber', 'phone', 'email', 'pinyin'] as const;
/** Where in an application a search was found, and what stands there, masked. */
export type QueueMatch = { field: (typeof queueMatchFields)[number]; masked: string };

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
  /** Where the search was found; absent without a search. */
  matched?: QueueMatch[] | undefined;
};

/** One page of the queue. */
export type QueuePage = { rows: QueueRow[]; total: number };

/** How many applications each view holds. */
export type QueueCounts = Record<QueueView, number>;

/** The columns of the queue's table, in their usual order. */
export const queueColumns = [
  'due',
  'submitted',
  'number',
  'type',
  'name',
  'marks',
  'attempt',
  'requests',
  'account',
  'documents',
  'state',
] as const;
/** One of {@link queueColumns}. */
export type QueueColumn = (typeof queueColumns)[number];

/** A view that a person has saved: one of the fixed views, narrowed, ordered and with its columns. Nothing of what is in it. */
export type OwnView = {
  /** Stable while it is renamed or moved. */
  id: string;
  name: string;
  view: QueueView;
  order: QueueQuery['order'];
  filter: QueueFilter;
  /** The columns that are shown, in their order; absent: all in the usual order. */
  columns?: QueueColumn[] | undefined;
};

/** Most views of one's own. */
export const mostOwnViews = 20;

/** How the queue's table is looked at: nothing of what is in it. Widths are px by column. */
export type QueueLook = {
  view: QueueView;
  order: QueueQuery['order'];
  widths: Record<string, number>;
  filter?: QueueFilter | undefined;
  columns?: QueueColumn[] | undefined;
  /** The own view that was chosen last, by its `id`. */
  own?: string | undefined;
};
