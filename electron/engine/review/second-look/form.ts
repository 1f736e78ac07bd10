import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import { personalValueIn } from '../../../../shared/domain/leaks.ts';
import type { DecideInput, SecondLookSheet } from '../../../../shared/domain/review.ts';
import { toTimestamp } from '../../../../shared/domain/shanghai-time.ts';
import { decide } from '../decide.ts';
import { putDraft } from '../draft.ts';
import { platformNow } from '../moment.ts';
import { noticeFor } from '../notice.ts';
import type { ReviewParts } from '../parts.ts';
import { findSubject } from '../subject.ts';
import { findWaiting, openSecondLook } from './open.ts';
import type { WaitingLook } from './permission.ts';
import { recordSecondView } from './record.ts';

/** What the second reviewer thinks, as the screen hands it over. */
export type SecondViewInput = Omit<DecideInput, 'subject'>;

/**
 * Forms the second view, and only then shows the first one's. Of an escalation it becomes the decision, by the same way as every decision; of everything else it is
 * kept, and nothing is sent or changed. Fails as deciding does, and as opening the look does; then nothing was formed.
 */
export const formSecondView = (parts: ReviewParts, decisionId: string, input: SecondViewInput): Result<SecondLookSheet> => {
  const waiting = findWaiting(parts, decisionId);
  if (!waiting.ok) return waiting;
  const { kind, applicationId, revision } = waiting.value;
  const formed =
    kind === 'escalation'
      ? decide(parts, { ...input, subject: { kind: 'application', id: applicationId, revision } })
      : keepView(parts, waiting.value, input);
  return formed.ok ? openSecondLook(parts, decisionId, false) : formed;
};

const keepView = (
  { store, clock }: ReviewParts,
  look: WaitingLook,
  { outcome, reasons: given, matched, note }: SecondViewInput,
): Result<true> =>
  store.transaction((write) => {
    const subject = findSubject(write, { kind: 'application', id: look.applicationId });
    if (!subject.ok) return subject;
    // The same linter as for what is sent: a view that could not have been sent can't be laid beside one that was.
    const { problems, notice, reasons } = noticeFor(write, subject.value, outcome, given);
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    if (errors.length > 0) {
      putDraft(
        write,
        { kind: 'application', id: look.applicationId },
        { outcome, reasons: given, matched, ...(note === undefined ? {} : { note }) },
        toTimestamp(clock.now()),
        look.revision,
      );
      return fail('notice_refused', { problems: errors }, look.applicationId);
    }
    const at = toTimestamp(platformNow(write, clock.now()));
    recordSecondView(write, look, { outcome, reasons, matched, notice, ...(note === undefined || note === '' ? {} : { note }) }, at);
    write.clearDraft(look.applicationId);
    return succeed(true);
  });

/** Keeps the second reviewer's words about why the two differ. Fails with `input_invalid` where they hold a personal value of the applicant. */
export const explainDifference = ({ store, clock }: ReviewParts, decisionId: string, note: string): Result<{ kept: true }> =>
  store.transaction((write) => {
    const look = write.secondLook(decisionId);
    if (look?.views === undefined) return fail('second_look_unknown', {}, decisionId);
    const words = note.trim();
    const applicant = write.application(look.applicationId)?.application.applicant ?? {};
    if (personalValueIn(words, applicant)) return fail('input_invalid', { paths: ['note'] }, decisionId);
    write.setSecondLookNote(decisionId, words);
    write.audit({
      at: toTimestamp(platformNow(write, clock.now())),
      reviewerId: write.workstation().reviewer?.id ?? 'unknown',
      action: 'second_look.explained',
      subject: decisionId,
      // Free text may name somebody: the chain keeps its length.
      details: { noteLength: words.length },
    });
    return succeed({ kept: true });
  });
