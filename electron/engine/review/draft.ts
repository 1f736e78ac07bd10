import type { KeptDraft } from '../../../shared/domain/conflict.ts';
import type { Subject } from '../../../shared/domain/decision.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { Draft } from '../../../shared/domain/review.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { requestDraftKey, type WritableStore } from '../store/index.ts';
import { platformNow } from './moment.ts';
import type { ReviewParts } from './parts.ts';

/** An application nobody has begun with. */
export const emptyDraft: Draft = { reasons: [], matched: [] };

/** Whether nothing was begun. */
export const isEmptyDraft = ({ outcome, reasons, matched, note }: Draft): boolean =>
  outcome === undefined && reasons.length === 0 && matched.length === 0 && (note ?? '') === '';

/** Under which key a subject's draft lies. */
export const draftKeyOf = ({ kind, id }: Pick<Subject, 'kind' | 'id'>): string => (kind === 'request' ? requestDraftKey(id) : id);

/** Keeps what was begun on a subject; an empty draft clears the place. `seen`: the revision it was begun on, where that is known. */
export const putDraft = (write: WritableStore, subject: Pick<Subject, 'kind' | 'id'>, draft: Draft, at: string, seen?: number): void => {
  const key = draftKeyOf(subject);
  if (isEmptyDraft(draft)) {
    write.clearDraft(key);
    return;
  }
  const present = subject.kind === 'application' ? write.application(subject.id)?.application : undefined;
  write.saveDraft(key, draft, at, seen === undefined || present?.revision === seen ? present : undefined);
};

/** Keeps what was begun on an application. */
export const saveDraft = ({ store, clock }: ReviewParts, applicationId: string, draft: Draft): Result<{ saved: true }> =>
  store.transaction((write) => {
    // Taken away in the middle of the work: what was entered last still belongs to what is kept of it.
    if (write.application(applicationId) === undefined && write.heldDraft(applicationId) === undefined)
      return fail('application_unknown', {}, applicationId);
    putDraft(write, { kind: 'application', id: applicationId }, draft, toTimestamp(clock.now()));
    return succeed({ saved: true });
  });

/** Keeps what was begun on a request. */
export const saveRequestDraft = ({ store, clock }: ReviewParts, requestId: string, draft: Draft): Result<{ saved: true }> =>
  store.transaction((write) => {
    if (write.request(requestId) === undefined) return fail('request_unknown', {}, requestId);
    putDraft(write, { kind: 'request', id: requestId }, draft, toTimestamp(clock.now()));
    return succeed({ saved: true });
  });

/** Work begun on what is not here any more. */
export const keptDrafts = ({ store }: ReviewParts): Result<{ drafts: KeptDraft[] }> =>
  succeed({ drafts: store.read.keptDrafts().map(({ cause, ...kept }) => ({ ...kept, cause: cause as KeptDraft['cause'] })) });

/** Puts such a draft away, on record. */
export const dropKeptDraft = ({ store, clock }: ReviewParts, subject: Pick<Subject, 'kind' | 'id'>): Result<{ dropped: true }> =>
  store.transaction((write) => {
    const kept = write.keptDrafts().some((row) => row.subject.kind === subject.kind && row.subject.id === subject.id);
    if (!kept) return fail('not_in_conflict', {}, subject.id);
    write.clearDraft(draftKeyOf(subject));
    write.audit({
      at: toTimestamp(platformNow(write, clock.now())),
      reviewerId: write.workstation().reviewer?.id ?? 'unknown',
      action: 'draft.dropped',
      subject: subject.id,
    });
    return succeed({ dropped: true });
  });
