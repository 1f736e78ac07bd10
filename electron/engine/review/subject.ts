import type { Subject } from '../../../shared/domain/decision.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { NoticeSubject } from '../../../shared/domain/notice.ts';
import type { ReviewRequest } from '../../../shared/domain/request.ts';
import type { HeldApplication, ReadableStore } from '../store/index.ts';

/** What a decision is about, as held here. A request may stand alone: who recovers a contact may not know the application's number. */
export type HeldSubject =
  | { kind: 'application'; held: HeldApplication }
  | { kind: 'request'; request: ReviewRequest; state: 'open' | 'decided'; held: HeldApplication | undefined };

/** Looks the subject up; `application_unknown` or `request_unknown` where it is not held here. */
export const findSubject = (store: ReadableStore, subject: Pick<Subject, 'kind' | 'id'>): Result<HeldSubject> => {
  if (subject.kind === 'application') {
    const held = store.application(subject.id);
    return held === undefined ? fail('application_unknown', {}, subject.id) : succeed({ kind: 'application', held });
  }
  const found = store.request(subject.id);
  if (found === undefined) return fail('request_unknown', {}, subject.id);
  const { applicationId } = found.request;
  return succeed({ kind: 'request', ...found, held: applicationId === undefined ? undefined : store.application(applicationId) });
};

/** The subject as the notice names it. */
export const noticeSubjectOf = (subject: HeldSubject): NoticeSubject =>
  subject.kind === 'application'
    ? { kind: 'application', type: subject.held.application.type, documents: subject.held.application.documents }
    : { kind: 'request', requestKind: subject.request.kind, documents: subject.held?.application.documents };
