import { mayOverride } from '../../../../shared/domain/approval.ts';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import { knownView, ownLookRules, plantedCase, type SecondLookKind, sampleShare } from '../../../../shared/domain/second-look.ts';
import type { Reviewer } from '../../../../shared/domain/transfer.ts';
import type { HeldFirstLook, ReadableStore } from '../../store/index.ts';
import { rulesInForce } from '../rules.ts';
import { isDrawn } from './draw.ts';

/** A decision that waits for a second view: a second person's, or, of kind `own` alone, once more its own reviewer's. */
export type WaitingLook = HeldFirstLook & { kind: SecondLookKind };

/**
 * Whether this person may be the second on what was decided first. This is the one place where it is said that whoever decided first can't be the second;
 * deciding, the list and the second look itself all ask here. Fails with `second_look_own`. Whoever fails here and only they may look at an old decision of theirs
 * again: that makes them no second, forms no decision, and is counted apart.
 */
export const maySecond = ({ applicationId, first }: HeldFirstLook, reviewer: Pick<Reviewer, 'id'>): Result<true> =>
  first.reviewerId === reviewer.id ? fail('second_look_own', {}, applicationId) : succeed(true);

/** Whether escalations are handed to this person for a second look. */
export const takesEscalations = ({ roles }: Pick<Reviewer, 'roles'>): boolean => mayOverride(roles);

/**
 * Whether an escalation was this person's case before: they have decided this revision themselves, here or at another workstation. A decision that came back and
 * was dropped does not count: somebody has to decide what was escalated.
 */
const hasDecided = (store: ReadableStore, { applicationId, revision }: HeldFirstLook, reviewerId: string): boolean =>
  store.decidedBy(applicationId, reviewerId).some((own) => own.revision === revision && !own.dropped);

/** Whether an application was this person's case before, on whichever revision: of what they once judged they can't be an independent second. */
const wasTheirs = (store: ReadableStore, { applicationId }: HeldFirstLook, reviewerId: string): boolean =>
  store.decidedBy(applicationId, reviewerId).length > 0;

/** Of what somebody else decided, what waits for this person's view; undefined where it was not drawn, was looked at, or is their own. */
export const waitingAmong = (
  store: ReadableStore,
  look: HeldFirstLook | undefined,
  reviewer: Reviewer | undefined,
): WaitingLook | undefined => {
  if (look === undefined || reviewer === undefined || !maySecond(look, reviewer).ok) return undefined;
  if (store.secondLook(look.decisionId) !== undefined) return undefined;
  if (look.first.outcome === 'escalate') return hasDecided(store, look, reviewer.id) ? undefined : { ...look, kind: 'escalation' };
  if (store.application(look.applicationId)?.state !== 'decided' || wasTheirs(store, look, reviewer.id)) return undefined;
  const { policy } = rulesInForce(store);
  const planted = plantedCase(policy, look.applicationId, look.revision);
  if (planted !== undefined) return { ...look, kind: 'planted', first: knownView(planted, look.first.decidedAt) };
  const seed = store.workstation().secondReview?.seed;
  return seed !== undefined && isDrawn(seed, look.decisionId, sampleShare(policy)) ? { ...look, kind: 'sample' } : undefined;
};

/** Of the present reviewer's own old decisions, what waits to be looked at again; undefined where it is somebody else's, or the policy wants none. */
export const waitingOwn = (
  store: ReadableStore,
  look: HeldFirstLook | undefined,
  reviewer: Reviewer | undefined,
): WaitingLook | undefined =>
  look === undefined ||
  reviewer === undefined ||
  maySecond(look, reviewer).ok ||
  ownLookRules(rulesInForce(store).policy).sharePercent === 0
    ? undefined
    : { ...look, kind: 'own' };

/** What of an application waits for the present reviewer's second view; what was decided first is told to nobody until then. */
export const waitingOn = (store: ReadableStore, applicationId: string): WaitingLook | undefined => {
  const { reviewer } = store.workstation();
  return waitingAmong(store, store.firstLookOn(applicationId), reviewer) ?? waitingOwn(store, store.ownLookOn(applicationId), reviewer);
};

/** The second view that this decision waits for; undefined where it waits for none of the present reviewer's. */
export const waitingFor = (store: ReadableStore, decisionId: string): WaitingLook | undefined => {
  const { reviewer } = store.workstation();
  return waitingAmong(store, store.firstLook(decisionId), reviewer) ?? waitingOwn(store, store.ownLook(decisionId), reviewer);
};

/** Whether what was decided there is still to be hidden from the present reviewer. */
export const isHidden = (store: ReadableStore, decisionId: string): boolean => waitingFor(store, decisionId) !== undefined;
