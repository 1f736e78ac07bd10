import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { Draft } from '../../../shared/domain/review.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { ReviewParts } from './parts.ts';

/** An application nobody has begun with. */
export const emptyDraft: Draft = { reasons: [], matched: [] };

/** Keeps what was begun. An empty draft clears the place. */
export const saveDraft = ({ store, clock }: ReviewParts, applicationId: string, draft: Draft): Result<{ saved: true }> =>
  store.transaction((write) => {
    if (write.application(applicationId) === undefined) return fail('application_unknown', {}, applicationId);
    const empty = draft.outcome === undefined && draft.reasons.length === 0 && draft.matched.length === 0 && (draft.note ?? '') === '';
    if (empty) write.clearDraft(applicationId);
    else write.saveDraft(applicationId, draft, toTimestamp(clock.now()));
    return succeed({ saved: true });
  });
