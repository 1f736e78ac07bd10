import type { BothLanguages } from './announcement.ts';
import type { GivenReason, MatchMark } from './decision.ts';
import type { CheckId } from './finding.ts';
import type { OpenUnion } from './open-union.ts';
import { type OwnLookRules, type PlantedCase, type Policy, usualOwnLooks } from './policy.ts';
import { findReason, type ReasonCatalogue } from './reason.ts';

/**
 * Why there is a second look (复核): the first reviewer passed the application on, the decision was drawn, the right decision is known to the site, or a reviewer's own old
 * decision was drawn. The last is the same person twice and never counts as two.
 */
export const secondLookKinds = ['escalation', 'sample', 'planted', 'own'] as const;
/** One of {@link secondLookKinds}. */
export type SecondLookKind = (typeof secondLookKinds)[number];

/** Of a hundred decisions so many are drawn, where the policy says nothing. */
export const defaultSharePercent = 5;

/** The share (0–1) of decisions that a second person looks at. */
export const sampleShare = ({ secondReview }: Pick<Policy, 'secondReview'>): number =>
  (secondReview?.sharePercent ?? defaultSharePercent) / 100;

/** Which of one's own decisions are looked at again. */
export const ownLookRules = ({ secondReview }: Pick<Policy, 'secondReview'>): OwnLookRules => secondReview?.own ?? usualOwnLooks;

/** What the site knows to be right of that revision of an application. */
export const plantedCase = (
  { secondReview }: Pick<Policy, 'secondReview'>,
  applicationId: string,
  revision: number,
): PlantedCase | undefined =>
  secondReview?.planted?.find((planted) => planted.applicationId === applicationId && planted.revision === revision);

/** The policy without the planted cases: nobody who reviews may know which applications they are. */
export const withoutPlanted = (policy: Policy): Policy => {
  if (policy.secondReview?.planted === undefined) return policy;
  const { planted: _planted, ...secondReview } = policy.secondReview;
  return { ...policy, secondReview };
};

/** Stands in the place of an outcome that is not told yet: the present reviewer still has to form a view of their own. */
export const hiddenOutcome = 'hidden';

/** What a reviewer thinks of an application. */
export type ReviewerView = {
  outcome: string;
  reasons: GivenReason[];
  matched: MatchMark[];
  /** The notice that went, or would have gone, to the applicant. */
  notice?: BothLanguages | undefined;
  note?: string | undefined;
};

/** The first decision. A platform may tell no more of it than its outcome: then reasons and marks are absent. */
export type FirstView = Pick<ReviewerView, 'outcome' | 'notice' | 'note'> & {
  reasons?: GivenReason[] | undefined;
  matched?: MatchMark[] | undefined;
  /** Who decided first; never shown. Of a planted case nobody: `''`. */
  reviewerId: string;
  /** RFC 3339, UTC. */
  decidedAt: string;
};

/** What the site knows to be right, in the place of a first view. Nobody decided it, and it says nothing of ticks. */
export const knownView = ({ outcome, reasons, note }: PlantedCase, decidedAt: string): FirstView => ({
  outcome,
  ...(reasons === undefined ? {} : { reasons }),
  ...(note === undefined ? {} : { note }),
  reviewerId: '',
  decidedAt,
});

/** One reason laid beside the other's: given by both, or by one. */
export type ComparedReason = Pick<GivenReason, 'code' | 'target'> & { by: 'both' | 'first' | 'second' };
/** One item of the form with both ticks; absent where one of the two did not tick it. */
export type ComparedMark = { item: string; first?: MatchMark['verdict'] | undefined; second?: MatchMark['verdict'] | undefined };

/** Both views side by side. */
export type ViewComparison = {
  /** An escalation has no outcome of its own to agree with. */
  outcome: 'same' | 'different' | 'not_comparable';
  /** Absent where the platform did not tell the first one's. */
  reasons?: ComparedReason[] | undefined;
  marks?: ComparedMark[] | undefined;
};

const keyOf = ({ code, target }: Pick<GivenReason, 'code' | 'target'>): string =>
  JSON.stringify([code, target?.field ?? '', target?.documentId ?? '']);

/** Lays two views side by side. Two reasons are the same when their codes and what they are about are. */
export const compareViews = (first: FirstView, second: ReviewerView): ViewComparison => {
  const outcome = first.outcome === 'escalate' ? 'not_comparable' : first.outcome === second.outcome ? 'same' : 'different';
  const theirs = first.reasons;
  const reasons =
    theirs === undefined
      ? undefined
      : [
          ...theirs.map(
            (reason) => ({ reason, by: second.reasons.some((own) => keyOf(own) === keyOf(reason)) ? 'both' : 'first' }) as const,
          ),
          ...second.reasons
            .filter((own) => !theirs.some((reason) => keyOf(own) === keyOf(reason)))
            .map((reason) => ({ reason, by: 'second' }) as const),
        ].map(({ reason: { code, target }, by }): ComparedReason => ({ code, ...(target === undefined ? {} : { target }), by }));
  const marked = first.matched;
  const verdictIn = (marks: readonly MatchMark[], item: string) => marks.find((mark) => mark.item === item)?.verdict;
  const marks =
    marked === undefined
      ? undefined
      : [...new Set([...marked, ...second.matched].map(({ item }) => item))].map(
          (item): ComparedMark => ({ item, first: verdictIn(marked, item), second: verdictIn(second.matched, item) }),
        );
  return { outcome, reasons, marks };
};

/** Whether both said the same as far as it can be told: then there is nothing to explain. */
export const viewsAgree = ({ outcome, reasons }: ViewComparison): boolean =>
  outcome !== 'different' && (reasons ?? []).every(({ by }) => by === 'both');

/** The bare facts of one second look, without anything about the applicant or who looked: what agreement is reckoned from, and what stays. */
export type RatedCase = {
  kind: SecondLookKind;
  outcome: { first: string; second: string };
  /** Codes of the reasons; absent where the first one's were not told. */
  reasons?: { first: string[]; second: string[] } | undefined;
  /** The checks whose findings each of the two acted upon: those that suggest a reason they gave. */
  checks?: { first: OpenUnion<CheckId>[]; second: OpenUnion<CheckId>[] } | undefined;
};

/** What of a second look stays for the statistics. */
export const ratedCase = (kind: SecondLookKind, first: FirstView, second: ReviewerView, catalogue: ReasonCatalogue): RatedCase => {
  const codes = (reasons: readonly GivenReason[]): string[] => [...new Set(reasons.map(({ code }) => code))].sort();
  const checks = (reasons: readonly GivenReason[]): CheckId[] =>
    [...new Set(reasons.flatMap(({ code }) => findReason(catalogue, code)?.suggestedBy ?? []))].sort();
  const outcome = { first: first.outcome, second: second.outcome };
  if (first.reasons === undefined) return { kind, outcome };
  return {
    kind,
    outcome,
    reasons: { first: codes(first.reasons), second: codes(second.reasons) },
    checks: { first: checks(first.reasons), second: checks(second.reasons) },
  };
};

/** One row of the list. It says nothing of what the first one decided; nothing in it is unmasked. A planted case that waits is called a sample. */
export type SecondLookRow = {
  /** The first decision's identifier. */
  decisionId: string;
  kind: SecondLookKind;
  applicationId: string;
  type: string;
  /** Masked. */
  name: string;
  /** RFC 3339, UTC. */
  decidedAt: string;
  /** Of an escalation that is still open. */
  dueAt?: string | undefined;
  /** When the second view was formed; absent while it is waited for. */
  formedAt?: string | undefined;
  /** Whether the two agree, once the second view was formed. */
  agrees?: boolean | undefined;
};

/** What waits for the present reviewer's second view, and what was looked at already, newest first. */
export type SecondLookList = {
  waiting: SecondLookRow[];
  formed: SecondLookRow[];
  /** Whether escalations are handed to this person: a senior or lead. */
  takesEscalations: boolean;
  /** The share (0–1) of decisions that is drawn. */
  share: number;
  /** Which of one's own are laid before one again. */
  own: OwnLookRules;
};
