import type { Account, Application, ApplicationDocument } from './application.ts';
import type { MatchMark } from './decision.ts';
import type { OpenUnion } from './open-union.ts';
import type { DecisionRecord, Draft } from './review.ts';

/** One field whose value is another now. Both values as the sheet shows them (masked unless revealed); absent: the form had or has none. */
export type FieldChange = { field: string; before?: string | undefined; after?: string | undefined };

/** One document that is another now. `added` has no `before`, `removed` no `after`; `replaced` has both. */
export type DocumentChange = {
  kind: string;
  change: 'added' | 'removed' | 'replaced';
  before?: ApplicationDocument | undefined;
  after?: ApplicationDocument | undefined;
};

/** What became different between two states of one application. */
export type ApplicationChanges = {
  revision?: { before: number; after: number } | undefined;
  type?: { before: string; after: string } | undefined;
  fields: FieldChange[];
  documents: DocumentChange[];
  account?: { before: Account; after: Account } | undefined;
};

/** Work that was begun on an application or request that is not here any more: kept until somebody looks at it and puts it away. */
export type KeptDraft = {
  subject: { kind: 'application' | 'request'; id: string };
  draft: Draft;
  /** RFC 3339. */
  savedAt: string;
  /** Why its subject went away, and when. */
  cause?: OpenUnion<'withdrawn' | 'reassigned' | 'expired'> | undefined;
  removedAt?: string | undefined;
};

/**
 * A decision that came back (conflict or refusal), laid beside what is true now, so that the reviewer can decide what becomes of it.
 */
export type ConflictSheet = {
  decision: DecisionRecord & { matched: MatchMark[]; note?: string | undefined };
  /** The receipt's cause (`withdrawn`, `amended`, `decided`, `account_inactive`, `claim_lost`), or the problem's code of a refusal. */
  cause: string;
  /** The application as it was decided; absent for a request, or where it was erased. Fields masked unless revealed. */
  decidedUpon?: Application | undefined;
  /** The application as it is held now; absent where it was taken away. */
  present?: Application | undefined;
  /** Absent where one of the two is. */
  changes?: ApplicationChanges | undefined;
  /** What somebody else decided, where the platform told it. */
  decidedElsewhere?: { outcome?: string | undefined; decidedAt?: string | undefined } | undefined;
  /** Marks whose field and document are unchanged, and those that have to be made again. */
  standing: MatchMark[];
  fallen: MatchMark[];
  /** What can be done: `decide_again` needs the application to be here and open to a decision. */
  mayDecideAgain: boolean;
};
