import type { RatedCase, SecondLookKind } from '../../../shared/domain/second-look.ts';
import type { HeldFirstLook, HeldSecondLook, Instant } from './held.ts';

/** What can be asked of second looks. */
export type ReadableSecondLooks = {
  /** A decision of the platform's, or of an earlier reviewer here, that still stands as the last one on the revision held. */
  firstLook(decisionId: string): HeldFirstLook | undefined;
  /** The same by its application. */
  firstLookOn(applicationId: string): HeldFirstLook | undefined;
  /** What this person has decided of an application, at this workstation or another, and not taken back: on which revision, and whether it was dropped. */
  decidedBy(applicationId: string, reviewerId: string): { revision: number; dropped: boolean }[];
  /** Escalations of others that nobody looked at a second time here, soonest due first; decisions of others that drew a ticket below `share`, newest first. */
  escalatedLooks(otherThan: string, limit: number): HeldFirstLook[];
  drawnLooks(otherThan: string, share: number, limit: number): HeldFirstLook[];
  /** Decisions of others on these applications that nobody looked at a second time here, newest first. */
  decidedLooks(applicationIds: readonly string[], otherThan: string, limit: number): HeldFirstLook[];
  /** A decision made here that was drawn for its own reviewer to look at again, while it stands and its photos are held; and the same by its application. */
  ownLook(decisionId: string): HeldFirstLook | undefined;
  ownLookOn(applicationId: string): HeldFirstLook | undefined;
  /** This reviewer's own, oldest first. */
  ownLooks(reviewerId: string, limit: number): HeldFirstLook[];
  /** Decisions made here behind number `after`, until the first that was made later than that; `drawable`: on an application, no escalation, and the platform has taken it. */
  undrawnOwnLooks(after: number, decidedBefore: Instant, limit: number): { number: number; decisionId: string; drawable: boolean }[];
  /** Of which kinds the second looks at an application were. */
  secondLookKindsOn(applicationId: string): SecondLookKind[];
  /** Of these applications the decided ones that were not wholly checked, and that nobody wants checked so far. */
  uncheckedAmong(applicationIds: readonly string[]): string[];
  /** Decisions that drew no ticket yet. */
  undrawnLooks(limit: number): string[];
  secondLook(decisionId: string): HeldSecondLook | undefined;
  /** Newest first; those whose application is held. */
  secondLooks(limit: number): HeldSecondLook[];
  /** The bare facts of all second looks, oldest first; applications that were erased since included. */
  ratedCases(): RatedCase[];
};

/** What of second looks can be changed. */
export type WritableSecondLooks = {
  /** Keeps somebody's decision on an application that is held. One that is known stays as it is. */
  putFirstLook(look: HeldFirstLook): void;
  setTicket(decisionId: string, ticket: number): void;
  /** Has decided applications checked, whose checks else never run. */
  wantChecks(applicationIds: readonly string[]): void;
  /** Lays a decision made here before its own reviewer again. */
  putOwnLook(decisionId: string): void;
  putSecondLook(look: Extract<HeldSecondLook, { applicationId: string }>, facts: RatedCase): void;
  setSecondLookNote(decisionId: string, note: string): void;
};
