import type { Decision, Subject } from '../../../shared/domain/decision.ts';
import { timestamp } from '../clock.ts';
import type { Store } from '../store/index.ts';
import type { DecisionSummary, SubjectFacts } from './judge.ts';

/** The codes of the catalogue that the feed holds; undefined while it holds none. */
export const reasonCodesOf = (store: Store): ReadonlySet<string> | undefined => {
  const entry = store.feed.about('reasons') as { catalogue?: { reasons?: { code: string }[] } } | undefined;
  const reasons = entry?.catalogue?.reasons;
  return reasons === undefined ? undefined : new Set(reasons.map((reason) => reason.code));
};

/** The last decision on an application: one received here, or one that another system recorded. Of what it says no more than a conflict tells. */
const decisionOn = (store: Store, applicationId: string): DecisionSummary | undefined => {
  const entry = store.feed.about(`decision:${applicationId}`);
  if (entry === undefined) return undefined;
  const { reasons: _reasons, matched: _matched, notice: _notice, note: _note, ...summary } = entry as Record<string, unknown>;
  return summary as DecisionSummary;
};

const summaryOf = ({ decisionId, outcome, decidedAt, reviewerId }: Decision): DecisionSummary => ({
  decisionId,
  outcome,
  decidedAt,
  reviewerId,
});

/** Gathers what the platform knows of the subject at `now` (Unix ms). */
export const factsAbout = (store: Store, subject: Subject, now: number): SubjectFacts => {
  if (subject.kind === 'request') {
    const found = store.requests.find(subject.id);
    if (found === undefined) return { kind: 'unknown' };
    const about = found.applicationId === undefined ? undefined : store.applications.find(found.applicationId);
    const decided = store.decisions.lastAccepted(subject.id);
    return {
      kind: 'request',
      state: found.state,
      requestKind: found.request?.kind,
      payload: found.request?.payload,
      lastDecision: decided === undefined ? undefined : summaryOf(decided),
      about:
        about === undefined
          ? undefined
          : { state: about.state, removalCause: about.removalCause, lastDecision: decisionOn(store, about.id) },
    };
  }
  const found = store.applications.find(subject.id);
  if (found === undefined) return { kind: 'unknown' };
  const claim = store.claims.find(subject.id);
  const account =
    found.application === undefined ? undefined : (store.applications.account(found.application.account.id) ?? found.application.account);
  return {
    kind: 'application',
    state: found.state,
    revision: found.revision,
    escalatedBy: found.escalatedBy,
    removalCause: found.removalCause,
    application: found.application,
    account,
    claim:
      claim === undefined || claim.expiresAt <= now
        ? undefined
        : { workstationId: claim.workstationId, expiresAt: timestamp(claim.expiresAt) },
    lastDecision: decisionOn(store, subject.id),
  };
};
