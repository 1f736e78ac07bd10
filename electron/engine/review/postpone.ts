import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { platformNow } from './moment.ts';
import type { ReviewParts } from './parts.ts';
import { rulesInForce } from './rules.ts';

/** A word of the screen's list, as against a sentence somebody typed. */
const word = /^[a-z][a-z_]{0,39}$/;

/** The chain goes to the platform and is kept for ever: a word is kept, of a person's own sentence (which may name somebody) only its length. */
const auditedCause = (cause: string): Record<string, string | number> => (word.test(cause) ? { cause } : { causeLength: cause.length });

/** Puts an open application aside for some minutes, with a cause that is recorded; the policy limits how long. */
export const postpone = ({ store, clock }: ReviewParts, applicationId: string, minutes: number, cause: string): Result<{ until: string }> =>
  store.transaction((write) => {
    const { maxPostponeMinutes } = rulesInForce(write).policy.review;
    if (minutes > maxPostponeMinutes) return fail('postponement_too_long', { maxMinutes: maxPostponeMinutes }, applicationId);
    const held = write.application(applicationId);
    if (held === undefined) return fail('application_unknown', {}, applicationId);
    if (held.state === 'decided') return fail('already_decided', {}, applicationId);
    const now = platformNow(write, clock.now());
    const until = toTimestamp(now + minutes * 60_000);
    write.postpone(applicationId, until);
    write.audit({
      at: toTimestamp(now),
      reviewerId: write.workstation().reviewer?.id ?? 'unknown',
      action: 'application.postponed',
      subject: applicationId,
      details: { minutes, ...auditedCause(cause) },
    });
    return succeed({ until });
  });
