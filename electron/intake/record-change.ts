import type { Account } from '../../shared/domain/application.ts';
import type { ChangeBody } from '../../shared/domain/change.ts';
import type { ApplicationState, Store } from './store/index.ts';

/** An entry that the server passes on without knowing it: its kind, and its members beside `seq`, `kind` and `at`. */
export type OtherChange = { kind: 'unknown'; originalKind: string; raw: Record<string, unknown> };

/** What a recorded change leaves to be done once the transaction is through: documents that nothing refers to any more. */
export type Aftermath = { erase: string[] };

const stateAfter = (outcome: string): ApplicationState => {
  if (outcome === 'request_fixes') return 'awaiting_fixes';
  return outcome === 'escalate' ? 'escalated' : 'decided';
};

/** The key under which the feed keeps the latest entry about a thing. */
const keyOf = (body: ChangeBody): string => {
  switch (body.kind) {
    case 'application.upsert':
      return `application:${body.application.id}`;
    case 'application.remove':
      return `application:${body.id}`;
    case 'account.status':
      return `account:${body.accountId}`;
    case 'request.upsert':
      return `request:${body.request.id}`;
    case 'request.remove':
      return `request:${body.id}`;
    case 'decision.recorded':
      return `decision:${body.applicationId}`;
    case 'announcement.upsert':
      return `announcement:${body.announcement.id}`;
    case 'announcement.remove':
      return `announcement:${body.id}`;
    case 'policy.upsert':
      return 'policy';
    case 'reasons.upsert':
      return 'reasons';
    default:
      return body satisfies never;
  }
};

const changeAccount = (store: Store, account: Account): void => {
  store.applications.putAccount(account);
  for (const { application } of store.applications.ofAccount(account.id)) {
    if (application !== undefined) store.applications.amendContent({ ...application, account });
  }
};

/** Carries the change into the platform's own state. Returns the documents that nothing refers to any more. */
const carryOut = (store: Store, body: ChangeBody, at: string): string[] => {
  switch (body.kind) {
    case 'application.upsert': {
      const { application } = body;
      const before = store.applications.find(application.id);
      store.applications.putAccount(application.account);
      const erase = store.applications.put(application, 'open');
      // The same revision told again (a new priority, say) is still as decided as it was; a new revision opens it again.
      if (before !== undefined && before.state !== 'removed' && before.revision === application.revision) {
        store.applications.setState(application.id, before.state, before.escalatedBy);
      }
      return erase;
    }
    case 'application.remove': {
      for (const request of store.requests.openOf(body.id)) recordChange(store, { kind: 'request.remove', id: request.id }, at);
      store.claims.drop(body.id);
      return store.applications.remove(body.id, body.cause);
    }
    case 'account.status':
      changeAccount(store, { id: body.accountId, status: body.status, since: body.since, cause: body.cause });
      return [];
    case 'request.upsert':
      store.requests.put(body.request);
      return [];
    case 'request.remove':
      if (store.requests.find(body.id)?.state === 'open') store.requests.end(body.id, 'removed');
      return [];
    case 'decision.recorded':
      store.claims.drop(body.applicationId);
      store.applications.setState(body.applicationId, stateAfter(body.outcome), body.outcome === 'escalate' ? body.reviewerId : undefined);
      return [];
    case 'announcement.upsert':
    case 'announcement.remove':
    case 'policy.upsert':
    case 'reasons.upsert':
      return [];
    default:
      return body satisfies never;
  }
};

/**
 * Records one change: into the platform's own state and, under a new `seq`, into the feed. Call it within a transaction.
 * @param at RFC 3339, UTC
 */
export const recordChange = (store: Store, change: ChangeBody | OtherChange, at: string): Aftermath => {
  if (change.kind === 'unknown') {
    const { originalKind } = change as OtherChange;
    const { seq: _seq, kind: _kind, at: _at, ...members } = (change as OtherChange).raw;
    store.feed.append(`${originalKind}:${String(members.id ?? '')}`, originalKind, at, members);
    return { erase: [] };
  }
  const body = change as ChangeBody;
  const erase = carryOut(store, body, at);
  const { kind, ...members } = body;
  store.feed.append(keyOf(body), kind, at, members);
  return { erase };
};
