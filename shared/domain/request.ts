import type { OpenUnion } from './open-union.ts';

/** The kinds of request (请求): 修改, 撤回, 找回联系方式, 催办. */
export const requestKinds = ['amendment', 'withdrawal', 'contact_recovery', 'follow_up'] as const;
/** One of {@link requestKinds}, or a word of a newer platform. */
export type RequestKind = OpenUnion<(typeof requestKinds)[number]>;

/** What an applicant asks for after having submitted. A request is decided like an application. */
export type ReviewRequest = {
  id: string;
  kind: RequestKind;
  /** Absent for a contact recovery by someone who does not know the application's number. */
  applicationId?: string | undefined;
  accountId: string;
  /** RFC 3339, UTC. */
  submittedAt: string;
  /** amendment: `{changes: {field: newValue}}`; follow_up: `{message}`; contact_recovery: `{name, idNumber, …}`; kept whole. */
  payload: Record<string, unknown>;
};

/** One row of the list of requests. Nothing in it is unmasked. */
export type RequestRow = {
  requestId: string;
  kind: RequestKind;
  applicationId?: string | undefined;
  /** The applicant's name, masked, where it is known. */
  name?: string | undefined;
  submittedAt: string;
  state: 'open' | 'decided';
};
