import type { BothLanguages } from '../../../shared/domain/announcement.ts';
import type { GivenReason, Outcome, Subject } from '../../../shared/domain/decision.ts';
import { type Result, succeed } from '../../../shared/domain/failure.ts';
import { composeNotice } from '../../../shared/domain/notice.ts';
import { lintReasons } from '../../../shared/domain/reason-linter.ts';
import type { NoticePreview } from '../../../shared/domain/review.ts';
import { withMeasuredValues } from '../../../shared/domain/suggestions.ts';
import type { ReadableStore } from '../store/index.ts';
import type { ReviewParts } from './parts.ts';
import { rulesInForce } from './rules.ts';
import { findSubject, type HeldSubject, noticeSubjectOf } from './subject.ts';

/**
 * The notice of a decision as it would be sent, what the reason linter has against it, and the reasons with the measured values that fill
 * their texts. `written`: a notice made elsewhere, linted as it is.
 */
export const noticeFor = (
  store: ReadableStore,
  subject: HeldSubject,
  outcome: Outcome,
  given: readonly GivenReason[],
  written?: BothLanguages,
): NoticePreview & { reasons: GivenReason[] } => {
  const { catalogue, policy } = rulesInForce(store);
  const about = noticeSubjectOf(subject);
  const application = subject.held?.application;
  const findings = application === undefined ? [] : store.findings(application.id);
  const reasons = given.map((reason) => withMeasuredValues(reason, findings, catalogue));
  const notice = written ?? composeNotice({ outcome, subject: about, reasons, catalogue });
  const problems = lintReasons({ outcome, subject: about, reasons, catalogue, policy, findings, application, notice });
  return { notice, problems, reasons };
};

/** The exact notice in both languages, for looking at before it is sent. */
export const previewNotice = (
  { store }: ReviewParts,
  subject: Pick<Subject, 'kind' | 'id'>,
  outcome: Outcome,
  reasons: GivenReason[],
): Result<NoticePreview> => {
  const found = findSubject(store.read, subject);
  if (!found.ok) return found;
  const { notice, problems } = noticeFor(store.read, found.value, outcome, reasons);
  return succeed({ notice, problems });
};
