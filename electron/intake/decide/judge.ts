import type { Account, Application } from '../../../shared/domain/application.ts';
import { type Decision, outcomes, type Receipt } from '../../../shared/domain/decision.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import type { ApplicationState } from '../store/index.ts';

/** Who sends the decision. */
export type Sender = { reviewerId: string; role: 'reviewer' | 'senior'; workstationId: string };

/** What a conflict tells of the decision that came first. */
export type DecisionSummary = { decisionId: string; outcome: string; decidedAt: string; reviewerId: string; revision?: number };

/** What the platform knows of the decision's subject at this moment. */
export type SubjectFacts =
  | { kind: 'unknown' }
  | {
      kind: 'application';
      state: ApplicationState;
      revision: number;
      escalatedBy?: string | undefined;
      removalCause?: string | undefined;
      application?: Application | undefined;
      account?: Account | undefined;
      /** A claim that has not expired. */
      claim?: { workstationId: string; expiresAt: string } | undefined;
      lastDecision?: DecisionSummary | undefined;
    }
  | {
      kind: 'request';
      state: 'open' | 'decided' | 'removed';
      requestKind?: string | undefined;
      payload?: Record<string, unknown> | undefined;
      lastDecision?: DecisionSummary | undefined;
      /** The application it is about, where granting it changes one. */
      about?: { state: ApplicationState; removalCause?: string | undefined; lastDecision?: DecisionSummary | undefined } | undefined;
    };

/** The server's answer, still without the time. `keep`: whether it is the answer for ever, or one that signing in differently can change. */
export type Verdict = Pick<Receipt, 'status' | 'conflict' | 'problem'> & { keep: boolean };

const refused = (code: string, title: string, keep = true): Verdict => ({ status: 'refused', problem: { code, title }, keep });
const conflict = (cause: NonNullable<Receipt['conflict']>['cause'], current?: unknown): Verdict => ({
  status: 'conflict',
  conflict: current === undefined ? { cause } : { cause, current },
  keep: true,
});
const accepted: Verdict = { status: 'accepted', keep: true };

const judgeForm = (decision: Decision, sender: Sender, reasonCodes: ReadonlySet<string> | undefined): Verdict | undefined => {
  if (decision.reviewerId !== sender.reviewerId)
    return refused('reviewer_mismatch', 'The decision was taken by another reviewer than the one who is signed in.', false);
  if (!isKnown(outcomes, decision.outcome)) return refused('outcome_unknown', 'This server does not know the outcome.');
  if (reasonCodes !== undefined && decision.reasons.some((reason) => !reasonCodes.has(reason.code))) {
    return refused('reason_unknown', 'A reason is not in the catalogue.');
  }
  const needsReason = decision.outcome === 'reject' || decision.outcome === 'request_fixes';
  if (decision.subject.kind === 'application' && needsReason && decision.reasons.length === 0) {
    return refused('reason_missing', 'Rejecting and asking for fixes take at least one reason.');
  }
  if (decision.outcome === 'approve' && decision.override !== undefined) {
    if (sender.role !== 'senior') return refused('override_needs_senior', 'Only a senior reviewer may override.');
    if (decision.override.reason.trim() === '') return refused('override_reason_missing', 'An override needs its reason in writing.');
  }
  return undefined;
};

const judgeApplication = (decision: Decision, sender: Sender, facts: Extract<SubjectFacts, { kind: 'application' }>): Verdict => {
  if (facts.state === 'removed') return conflict('withdrawn', { cause: facts.removalCause });
  if (facts.state === 'decided') return conflict('decided', facts.lastDecision);
  if (decision.subject.revision !== facts.revision) return conflict('amended', facts.application);
  if (facts.state === 'awaiting_fixes') return conflict('decided', facts.lastDecision);
  if (facts.state === 'escalated' && facts.escalatedBy === sender.reviewerId) {
    return refused('second_look_needs_other_reviewer', 'Whoever escalated an application cannot be the second to decide it.');
  }
  if (facts.claim !== undefined && facts.claim.workstationId !== sender.workstationId) {
    return conflict('claim_lost', { expiresAt: facts.claim.expiresAt });
  }
  const active = facts.account === undefined || facts.account.status === 'active';
  if (decision.outcome === 'approve' && !active && decision.override === undefined) return conflict('account_inactive', facts.account);
  return accepted;
};

const judgeRequest = (decision: Decision, facts: Extract<SubjectFacts, { kind: 'request' }>): Verdict => {
  if (facts.state === 'removed') return conflict('withdrawn');
  if (facts.state === 'decided') return conflict('decided', facts.lastDecision);
  const changesApplication = facts.requestKind === 'amendment' || facts.requestKind === 'withdrawal';
  if (decision.outcome !== 'approve' || !changesApplication) return accepted;
  if (facts.about === undefined) return refused('subject_unknown', 'The application that the request is about is not known.');
  if (facts.about.state === 'removed') return conflict('withdrawn', { cause: facts.about.removalCause });
  if (facts.about.state === 'decided') return conflict('decided', facts.about.lastDecision);
  if (facts.requestKind === 'amendment' && amendedFields(facts.payload) === undefined) {
    return refused('request_malformed', 'The request does not say which fields to amend.');
  }
  return accepted;
};

/** The fields that an amendment request wants changed, `{field: newValue}`; undefined when its payload says nothing of the kind. */
export const amendedFields = (payload: Record<string, unknown> | undefined): Record<string, string> | undefined => {
  const changes = payload?.changes;
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) return undefined;
  const entries = Object.entries(changes);
  return entries.length > 0 && entries.every(([, value]) => typeof value === 'string') ? (changes as Record<string, string>) : undefined;
};

/**
 * Judges a decision that has not been answered yet. What is wrong with the decision itself comes first (`refused`), then what has happened meanwhile
 * (`conflict`): withdrawn and decided are ends, so they are told before a mere amendment; the claim and the account come last.
 */
export const judgeDecision = (
  decision: Decision,
  sender: Sender,
  reasonCodes: ReadonlySet<string> | undefined,
  facts: SubjectFacts,
): Verdict => {
  const form = judgeForm(decision, sender, reasonCodes);
  if (form !== undefined) return form;
  switch (facts.kind) {
    case 'unknown':
      return refused('subject_unknown', 'There is no such application or request.');
    case 'application':
      return judgeApplication(decision, sender, facts);
    case 'request':
      return judgeRequest(decision, facts);
    default:
      return facts satisfies never;
  }
};
