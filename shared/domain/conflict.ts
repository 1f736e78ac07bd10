import type { Application } from './application.ts';
import type { ApplicationChanges } from './changes.ts';
import type { MatchMark } from './decision.ts';
import type { OpenUnion } from './open-union.ts';
import type { DecisionRecord, Draft } from './review.ts';

export type { ApplicationChanges, DocumentChange, FieldChange } from './changes.ts';

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
