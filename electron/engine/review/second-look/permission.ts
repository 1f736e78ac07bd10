import { mayOverride } from '../../../../shared/domain/approval.ts';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import { type SecondLookKind, sampleShare } from '../../../../shared/domain/second-look.ts';
import type { Reviewer } from '../../../../shared/domain/transfer.ts';
import type { HeldFirstLook, ReadableStore } from '../../store/index.ts';
import { rulesInForce } from '../rules.ts';
import { isDrawn } from './draw.ts';

/** A decision that waits for a second person's view. */
export type WaitingLook = HeldFirstLook & { kind: SecondLookKind };

/**
 * Whether this person may be the second on what was decided first. This is the one place where it is said that whoever decided first can't be the second;
 * deciding, the list and the second look itself all ask here. Fails with `second_look_own`.
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
  const seed = store.workstation().secondReview?.seed;
  if (seed === undefined || store.application(look.applicationId)?.state !== 'decided') return undefined;
  if (!isDrawn(seed, look.decisionId, sampleShare(rulesInForce(store).policy)) || wasTheirs(store, look, reviewer.id)) return undefined;
  return { ...look, kind: 'sample' };
};

/** What of an application waits for the present reviewer's second view; what was decided first is told to nobody until then. */
export const waitingOn = (store: ReadableStore, applicationId: string): WaitingLook | undefined =>
  waitingAmong(store, store.firstLookOn(applicationId), store.workstation().reviewer);

/** Whether what was decided there is still to be hidden from the present reviewer. */
export const isHidden = (store: ReadableStore, decisionId: string): boolean =>
  waitingAmong(store, store.firstLook(decisionId), store.workstation().reviewer) !== undefined;
