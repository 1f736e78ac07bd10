import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import {
  type ExpectedVerdict,
  expectedInsteadOf,
  type FindingFeedback,
  type FindingPlace,
  isSameFinding,
} from '../../../shared/domain/finding-feedback.ts';
import { personalValueIn } from '../../../shared/domain/leaks.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { findingsOf } from './findings.ts';
import { platformNow } from './moment.ts';
import type { ReviewParts } from './parts.ts';
import { rulesInForce } from './rules.ts';

/** A reviewer's word about one finding. */
export type FeedbackInput = { applicationId: string; finding: FindingPlace; expected: ExpectedVerdict; note?: string | undefined };

/**
 * Keeps a reviewer's word that a finding's verdict is wrong, in the place of an earlier one about it; audited by check and verdict alone. What it rested on is taken
 * from the store. Fails with `application_changed` where there is no such finding any more, and with `input_invalid` where the verdict is the expected one already
 * or the note holds a personal value.
 */
export const disputeFinding = (
  { store, clock }: ReviewParts,
  { applicationId, finding: place, expected, note }: FeedbackInput,
): Result<{ kept: true }> =>
  store.transaction((write) => {
    const held = write.application(applicationId);
    if (held === undefined) return fail('application_unknown', {}, applicationId);
    const finding = findingsOf(write, held.application).find((found) => isSameFinding(found, place));
    if (finding === undefined) return fail('application_changed', {}, applicationId);
    if (!expectedInsteadOf(finding.verdict).includes(expected)) return fail('input_invalid', { paths: ['expected'] });
    const words = note?.trim() ?? '';
    if (personalValueIn(words, held.application.applicant)) return fail('input_invalid', { paths: ['note'] });
    const at = toTimestamp(platformNow(write, clock.now()));
    const reviewerId = write.workstation().reviewer?.id ?? 'unknown';
    const { check, documentId, field, cause, verdict, measured, limit } = finding;
    const feedback: FindingFeedback = {
      ...Object.fromEntries(Object.entries({ documentId, field, cause, measured, limit }).filter(([, value]) => value !== undefined)),
      check,
      verdict,
      expected,
      ...(words === '' ? {} : { note: words }),
      revision: held.application.revision,
      policyVersion: rulesInForce(write).policy.version,
      reviewerId,
      at,
    };
    write.putFindingFeedback(applicationId, feedback);
    write.audit({ at, reviewerId, action: 'finding.disputed', subject: applicationId, details: { check, verdict, expected } });
    return succeed({ kept: true });
  });

/** Takes such a word back; audited. `removed` is false where there was none. */
export const acceptFinding = ({ store, clock }: ReviewParts, applicationId: string, finding: FindingPlace): Result<{ removed: boolean }> =>
  store.transaction((write) => {
    const removed = write.removeFindingFeedback(applicationId, finding);
    if (removed)
      write.audit({
        at: toTimestamp(platformNow(write, clock.now())),
        reviewerId: write.workstation().reviewer?.id ?? 'unknown',
        action: 'finding.dispute_taken_back',
        subject: applicationId,
        details: { check: finding.check },
      });
    return succeed({ removed });
  });
