import { writtenNote } from '../../../shared/domain/colleague-note.ts';
import { outcomes, type Subject } from '../../../shared/domain/decision.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { isKnown } from '../../../shared/domain/open-union.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { putDraft } from './draft.ts';
import type { ReviewParts } from './parts.ts';

/**
 * Takes a decision back while it is held. Its reasons and marks become the draft again, so that nothing has to be done twice.
 * The moment counts by the store's state and not by the screen's: once it is released to the outbox it can't be had back.
 */
export const takeBack = (
  { store, clock }: ReviewParts,
  decisionId: string,
): Result<{ applicationId: string; subject: Pick<Subject, 'kind' | 'id'> }> =>
  store.transaction((write) => {
    const held = write.decision(decisionId);
    if (held === undefined) return fail('decision_unknown', {}, decisionId);
    const now = toTimestamp(clock.now());
    const stillHeld = held.state === 'held' && held.takeBackUntil !== undefined && now < held.takeBackUntil;
    if (!stillHeld) return fail('take_back_too_late', {}, decisionId);
    write.setDecisionState(decisionId, 'taken_back');
    write.audit({
      at: now,
      reviewerId: held.decision.reviewerId,
      action: 'decision.taken_back',
      subject: decisionId,
      details: { of: held.subject.id },
    });
    const { subject, outcome, reasons, matched } = held.decision;
    // What colleagues left stays with the application and is not the reviewer's to write again.
    const note = writtenNote(held.decision.note, write.colleagueNotes(subject.id));
    const draft = { ...(isKnown(outcomes, outcome) ? { outcome } : {}), reasons, matched, ...(note === undefined ? {} : { note }) };
    const { kind, id, revision } = subject;
    if (kind === 'request' && write.request(id) !== undefined) {
      write.setRequestState(id, 'open');
      putDraft(write, subject, draft, now);
    }
    const present = kind === 'application' ? write.application(id) : undefined;
    if (present !== undefined) {
      // A newer revision that came meanwhile is open, or decided, by itself.
      if (present.application.revision === revision) write.setReviewState(id, 'open');
      putDraft(write, subject, draft, now, revision);
    }
    return succeed({ applicationId: held.applicationId ?? id, subject: { kind, id } });
  });
