import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import type { ReviewSheet, SecondLookSheet } from '../../../../shared/domain/review.ts';
import { compareViews, type SecondLookKind } from '../../../../shared/domain/second-look.ts';
import type { HeldSecondLook } from '../../store/index.ts';
import { recordOf } from '../outbox.ts';
import type { ReviewParts } from '../parts.ts';
import { openSheet } from '../sheet.ts';
import { maySecond, takesEscalations, type WaitingLook, waitingFor } from './permission.ts';

/** What is told of a look before a view is formed: who knows of a planted case that it is one looks at it otherwise. */
export const toldKind = (kind: SecondLookKind): SecondLookKind => (kind === 'planted' ? 'sample' : kind);

/** The waiting look of that decision. Fails with `second_look_own`, `second_look_needs_senior`, or `second_look_unknown` where none waits. */
export const findWaiting = ({ store }: Pick<ReviewParts, 'store'>, decisionId: string): Result<WaitingLook> => {
  const { reviewer } = store.read.workstation();
  if (reviewer === undefined) return fail('not_signed_in');
  const waiting = waitingFor(store.read, decisionId);
  if (waiting === undefined) {
    const look = store.read.firstLook(decisionId);
    const allowed = look === undefined ? undefined : maySecond(look, reviewer);
    return allowed?.ok === false ? allowed : fail('second_look_unknown', {}, decisionId);
  }
  return waiting.kind === 'escalation' && !takesEscalations(reviewer) ? fail('second_look_needs_senior', {}, decisionId) : succeed(waiting);
};

/** What is not an escalation was decided long ago; to whoever forms a view of their own it is as open as it was to the first. */
const asOpen = (sheet: ReviewSheet): ReviewSheet => {
  const { claim: _claim, ...rest } = sheet;
  return { ...rest, state: 'open', approval: { allowed: true, causes: [], overridable: false }, decisions: [] };
};

const shownBeside = (
  { store }: ReviewParts,
  look: HeldSecondLook & { views: NonNullable<HeldSecondLook['views']> },
): SecondLookSheet['formed'] => {
  const { first, second, note } = look.views;
  const { reviewerId: _reviewerId, ...shown } = first;
  const applicationId = look.applicationId ?? '';
  const reviewerId = store.read.workstation().reviewer?.id;
  const followed = store.read.decisionsOn('application', applicationId).find(({ decision }) => decision.reviewerId === reviewerId);
  return {
    at: look.formedAt,
    first: shown,
    second,
    comparison: compareViews(first, second),
    ...(note === undefined ? {} : { note }),
    ...(look.kind === 'sample' || look.kind === 'own' || followed === undefined ? {} : { decision: recordOf(followed) }),
  };
};

/**
 * One second look: the application as the first one saw it, without anything of what was decided; once the second view is formed, both side by side.
 * Fails as {@link findWaiting} does.
 */
export const openSecondLook = (parts: ReviewParts, decisionId: string, reveal: boolean): Result<SecondLookSheet> => {
  const formed = parts.store.read.secondLook(decisionId);
  if (formed?.views !== undefined) {
    const sheet = openSheet(parts, formed.applicationId, reveal);
    if (!sheet.ok) return sheet;
    return succeed({ decisionId, kind: formed.kind, sheet: sheet.value, formed: shownBeside(parts, formed) });
  }
  const waiting = findWaiting(parts, decisionId);
  if (!waiting.ok) return waiting;
  const sheet = openSheet(parts, waiting.value.applicationId, reveal);
  if (!sheet.ok) return sheet;
  const { kind } = waiting.value;
  return succeed({ decisionId, kind: toldKind(kind), sheet: kind === 'escalation' ? sheet.value : asOpen(sheet.value) });
};
