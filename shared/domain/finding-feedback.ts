import type { CheckId, Finding, Verdict } from './finding.ts';

/** What a finding's verdict should have been, in a reviewer's view. */
export const expectedVerdicts = ['pass', 'fail'] as const;
/** One of {@link expectedVerdicts}. */
export type ExpectedVerdict = (typeof expectedVerdicts)[number];

/** Which finding of an application is meant: a check may say several things, each of another document, field or cause. */
export type FindingPlace = Pick<Finding, 'check' | 'documentId' | 'field' | 'cause'>;

/** A reviewer's word that a finding's verdict is wrong (结果有误), with what the finding rested on then. */
export type FindingFeedback = FindingPlace & {
  verdict: Verdict;
  expected: ExpectedVerdict;
  /** Without personal values. */
  note?: string | undefined;
  revision: number;
  measured?: number | string | undefined;
  limit?: number | string | undefined;
  policyVersion: string;
  reviewerId: string;
  /** RFC 3339, UTC. */
  at: string;
};

/** The same as the page gets it: what was measured may be what a field hides, and stands at the finding. */
export type ShownFeedback = Omit<FindingFeedback, 'measured' | 'limit'>;

/** How often a check's verdict was called wrong here, applications that were erased since included. */
export type FeedbackCount = { check: CheckId; verdict: Verdict; expected: ExpectedVerdict; count: number };

/** How many verdicts of a check were on applications that were decided here, and the policy under which counting began. */
export type DecidedCheck = { check: CheckId; count: number; since: string };

/** Whether two name the same finding. */
export const isSameFinding = (left: FindingPlace, right: FindingPlace): boolean =>
  left.check === right.check && left.documentId === right.documentId && left.field === right.field && left.cause === right.cause;

/** What a verdict can be called instead: nothing for what was not judged; what was doubtful may have been either. */
export const expectedInsteadOf = (verdict: Verdict): ExpectedVerdict[] =>
  verdict === 'skipped' ? [] : expectedVerdicts.filter((expected) => expected !== verdict);
