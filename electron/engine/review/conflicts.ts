import type { Application } from '../../../shared/domain/application.ts';
import { changesBetween, marksThatStand, reasonsThatStand } from '../../../shared/domain/changes.ts';
import { type ColleagueNote, writtenNote } from '../../../shared/domain/colleague-note.ts';
import type { ApplicationChanges, ConflictSheet } from '../../../shared/domain/conflict.ts';
import { type MatchMark, outcomes, type Subject } from '../../../shared/domain/decision.ts';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import type { Draft } from '../../../shared/domain/review.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { HeldDecision, ReadableStore } from '../store/index.ts';
import { draftKeyOf, putDraft } from './draft.ts';
import { recordReveal, shownApplication, shownChanges } from './masked.ts';
import { platformNow } from './moment.ts';
import { recordOf } from './outbox.ts';
import type { ReviewParts } from './parts.ts';
import { claimIsGone } from './permission.ts';

/** What a decision that came back stands beside. */
type Comparison = {
  held: HeldDecision;
  cause: string;
  basis: Application | undefined;
  present: Application | undefined;
  changes: ApplicationChanges | undefined;
  standing: MatchMark[];
  fallen: MatchMark[];
  /** Why it can't be decided again, if that is so. */
  obstacle: Failure | undefined;
};

const causeOf = ({ receipt, state }: HeldDecision): string =>
  (state === 'conflict' ? receipt?.conflict?.cause : receipt?.problem?.code) ?? 'unknown';

/** States of decisions that are, or will be, the platform's. */
const counting = ['held', 'waiting', 'sending', 'receipted'];

/**
 * Why the subject can't be decided again: it is gone, somebody else has it or has decided it, a later decision is under way — or the newer revision that
 * the platform spoke of has not been read yet.
 */
const obstacleOf = (store: ReadableStore, held: HeldDecision, cause: string): Failure | undefined => {
  const { id, kind, revision } = held.subject;
  const later = store.decisionsOn(kind, id).some(({ state }) => counting.includes(state));
  if (kind === 'request') {
    if (store.request(id) === undefined) return fail('request_unknown', {}, id).error;
    return later || cause === 'decided' || cause === 'withdrawn' ? fail('already_decided', {}, id).error : undefined;
  }
  if (claimIsGone(store, id)) return fail('claim_lost', {}, id).error;
  const present = store.application(id);
  if (present === undefined) return fail('application_unknown', {}, id).error;
  if (later) return fail('already_decided', {}, id).error;
  if (present.application.revision > revision) return present.state === 'decided' ? fail('already_decided', {}, id).error : undefined;
  if (cause === 'withdrawn') return fail('application_unknown', {}, id).error;
  if (cause === 'decided') return fail('already_decided', {}, id).error;
  if (cause === 'amended') return fail('application_changed', { present: present.application.revision, seen: revision }, id).error;
  return undefined;
};

const compare = (store: ReadableStore, decisionId: string): Result<Comparison> => {
  const held = store.decision(decisionId);
  if (held === undefined) return fail('decision_unknown', {}, decisionId);
  if (held.state !== 'conflict' && held.state !== 'refused') return fail('not_in_conflict', {}, decisionId);
  const { subject, decision } = held;
  const cause = causeOf(held);
  const basis = store.decisionBasis(decisionId);
  const present = subject.kind === 'application' ? store.application(subject.id)?.application : undefined;
  const changes = basis !== undefined && present !== undefined ? changesBetween(basis, present) : undefined;
  // Without both states nobody can say that a mark still holds; a request has none that could fall.
  const { standing, fallen } =
    changes === undefined ? { standing: [], fallen: decision.matched } : marksThatStand(decision.matched, changes);
  return succeed({ held, cause, basis, present, changes, standing, fallen, obstacle: obstacleOf(store, held, cause) });
};

/** What a platform tells of the decision that came first, as far as it can be read. */
const decidedElsewhereOf = ({ held, cause }: Comparison): ConflictSheet['decidedElsewhere'] => {
  if (cause !== 'decided') return undefined;
  const current = held.receipt?.conflict?.current;
  if (typeof current !== 'object' || current === null) return {};
  const { outcome, decidedAt } = current as { outcome?: unknown; decidedAt?: unknown };
  return {
    ...(typeof outcome === 'string' ? { outcome } : {}),
    ...(typeof decidedAt === 'string' && !Number.isNaN(Date.parse(decidedAt)) ? { decidedAt } : {}),
  };
};

/** Lays a decision that came back beside what is true now. With `reveal` fields are in full, and that somebody asked is in the audit. */
export const openConflict = (parts: ReviewParts, decisionId: string, reveal: boolean): Result<ConflictSheet> => {
  const compared = compare(parts.store.read, decisionId);
  if (!compared.ok) return compared;
  const { held, cause, basis, present, changes, standing, fallen, obstacle } = compared.value;
  if (reveal) recordReveal(parts, held.subject.id);
  const { matched, note } = held.decision;
  return succeed({
    decision: { ...recordOf(held), matched, note },
    cause,
    decidedUpon: basis && shownApplication(basis, reveal),
    present: present && shownApplication(present, reveal),
    changes: changes && shownChanges(changes, reveal),
    decidedElsewhere: decidedElsewhereOf(compared.value),
    standing,
    fallen,
    mayDecideAgain: obstacle === undefined,
  });
};

/** What of the decision is still good for another one, joined to what was begun meanwhile: nothing of either is lost. */
const draftFrom = ({ held, present, changes, standing }: Comparison, begun: Draft | undefined, notes: readonly ColleagueNote[]): Draft => {
  const { decision } = held;
  const reasons = changes !== undefined && present !== undefined ? reasonsThatStand(decision.reasons, present, changes) : decision.reasons;
  const marked = new Set(begun?.matched.map(({ item }) => item));
  const given = new Set(begun?.reasons.map((reason) => JSON.stringify(reason)));
  const unchanged = changes === undefined || reasons.length === decision.reasons.length;
  const outcome = begun?.outcome ?? (unchanged && isKnown(outcomes, decision.outcome) ? decision.outcome : undefined);
  const note = begun?.note ?? writtenNote(decision.note, notes);
  return {
    ...(outcome === undefined ? {} : { outcome }),
    reasons: [...(begun?.reasons ?? []), ...reasons.filter((reason) => !given.has(JSON.stringify(reason)))],
    matched: [...(begun?.matched ?? []), ...standing.filter(({ item }) => !marked.has(item))],
    ...(note === undefined ? {} : { note }),
  };
};

/** Opens the subject for another decision and closes the one that came back, on record. */
export const decideAgain = (
  { store, clock }: ReviewParts,
  decisionId: string,
  keepMarks: boolean,
): Result<{ subject: Pick<Subject, 'kind' | 'id'> }> =>
  store.transaction((write) => {
    const compared = compare(write, decisionId);
    if (!compared.ok) return compared;
    const { held, obstacle } = compared.value;
    if (obstacle !== undefined) return { ok: false, error: obstacle };
    const { kind, id, revision } = held.subject;
    const at = toTimestamp(platformNow(write, clock.now()));
    if (keepMarks)
      putDraft(write, { kind, id }, draftFrom(compared.value, write.draft(draftKeyOf({ kind, id })), write.colleagueNotes(id)), at);
    write.setDecisionState(decisionId, 'dropped');
    if (kind === 'request') write.setRequestState(id, 'open');
    else if (write.application(id)?.application.revision === revision) write.setReviewState(id, 'open');
    write.audit({
      at,
      reviewerId: write.workstation().reviewer?.id ?? held.decision.reviewerId,
      action: 'decision.reopened',
      subject: decisionId,
      details: { of: id, cause: compared.value.cause, keptMarks: keepMarks ? 1 : 0 },
    });
    return succeed({ subject: { kind, id } });
  });
