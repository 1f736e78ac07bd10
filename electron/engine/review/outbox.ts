import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { hiddenOutcome } from '../../../shared/domain/second-look.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { OutboxPage } from '../../../shared/domain/transfer.ts';
import type { HeldDecision, ReadableStore } from '../store/index.ts';
import { entryNow } from './audit.ts';
import type { ReviewParts } from './parts.ts';
import { isHidden } from './second-look/permission.ts';

/** What the page sees of a decision: everything but the notice and what only the engine needs. */
export const recordOf = (held: HeldDecision): DecisionRecord => {
  const { decision: _decision, applicationId: _applicationId, nextTryAt: _nextTryAt, ...record } = held;
  return record;
};

/** The outbox, newest first. */
export const outboxPage = ({ store }: ReviewParts, offset: number, limit: number): Result<OutboxPage> => {
  const { decisions, total } = store.read.decisionPage(offset, limit);
  return succeed({ decisions: decisions.map((held) => shownRecord(store.read, held)), total });
};

/** What an earlier reviewer of this desk decided is not told while the present one still has to form a second view of it. */
const shownRecord = (store: ReadableStore, held: HeldDecision): DecisionRecord =>
  isHidden(store, held.decisionId) ? { ...recordOf(held), outcome: hiddenOutcome, reasons: [] } : recordOf(held);

/** Sends a decision that waits or was refused once more as it is, because a person asked for it. A conflict is never resent unchanged. */
export const retryDecision = ({ store, clock }: ReviewParts, decisionId: string): Result<DecisionRecord> =>
  store.transaction((write) => {
    const held = write.decision(decisionId);
    if (held === undefined) return fail('decision_unknown', {}, decisionId);
    if (held.state !== 'refused' && held.state !== 'waiting') return fail('input_invalid', { paths: 'state' }, decisionId);
    write.setDecisionState(decisionId, 'waiting', { nextTryAt: toTimestamp(clock.now()) });
    // The result package that carried it may be lost, or its answer is what is retried: the next one carries it again.
    write.clearExported(decisionId);
    write.audit(entryNow({ clock }, write, { action: 'decision.retried', subject: decisionId, details: { of: held.subject.id } }));
    return succeed(recordOf(write.decision(decisionId) ?? held));
  });

/** Gives a conflicting or refused decision up, with a note in the audit; the application is open again if it is still held. */
export const dropDecision = ({ store, clock }: ReviewParts, decisionId: string, note: string): Result<DecisionRecord> =>
  store.transaction((write) => {
    const held = write.decision(decisionId);
    if (held === undefined) return fail('decision_unknown', {}, decisionId);
    if (held.state !== 'refused' && held.state !== 'conflict') return fail('input_invalid', { paths: 'state' }, decisionId);
    write.setDecisionState(decisionId, 'dropped', { dropNote: note });
    const { subject } = held;
    const decidedElsewhere = held.receipt?.conflict?.cause === 'decided';
    // A newer revision is open, or decided, by itself.
    const present = subject.kind === 'application' ? write.application(subject.id) : undefined;
    if (!decidedElsewhere && present?.application.revision === subject.revision) write.setReviewState(subject.id, 'open');
    if (!decidedElsewhere && subject.kind === 'request' && write.request(subject.id) !== undefined)
      write.setRequestState(subject.id, 'open');
    write.audit({
      at: toTimestamp(clock.now()),
      reviewerId: held.decision.reviewerId,
      action: 'decision.dropped',
      subject: decisionId,
      // The note is a person's free text and may name somebody: the chain keeps its length, the decision's row keeps the rest.
      details: { of: subject.id, noteLength: note.length },
    });
    return succeed(recordOf(write.decision(decisionId) ?? held));
  });
