import type { Application } from '../../../shared/domain/application.ts';
import type { Draft } from '../../../shared/domain/review.ts';
import { type Connection, fromJson, orUndefined } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

const requestPrefix = 'request:';

/** Under which key a request's draft is kept: an application's lies under its own identifier. */
export const requestDraftKey = (requestId: string): string => `${requestPrefix}${requestId}`;

type Row = {
  application_id: string;
  saved_at: string;
  content: string;
  basis: string | null;
  removed_cause: string | null;
  removed_at: string | null;
};

const subjectOf = (key: string): { kind: 'application' | 'request'; id: string } =>
  key.startsWith(requestPrefix) ? { kind: 'request', id: key.slice(requestPrefix.length) } : { kind: 'application', id: key };

/** What reviewers have begun. */
export const readDrafts = (connection: Connection): Pick<ReadableStore, 'draft' | 'heldDraft' | 'keptDrafts'> => {
  const byId = connection.statement<Row>('drafts.by_application', 'SELECT * FROM drafts WHERE application_id = ?');
  const kept = connection.statement<Row>(
    'drafts.kept',
    `SELECT * FROM drafts d WHERE NOT EXISTS (SELECT 1 FROM applications a WHERE a.id = d.application_id)
       AND NOT EXISTS (SELECT 1 FROM requests r WHERE '${requestPrefix}' || r.id = d.application_id) ORDER BY saved_at DESC, application_id`,
  );
  return {
    draft: (applicationId) => {
      const row = byId.get(applicationId);
      return row === undefined ? undefined : fromJson<Draft>(row.content);
    },
    heldDraft: (subjectId) => {
      const row = byId.get(subjectId);
      if (row === undefined) return undefined;
      const basis = row.basis === null ? undefined : fromJson<Application>(row.basis);
      return { draft: fromJson<Draft>(row.content), savedAt: row.saved_at, basis };
    },
    keptDrafts: () =>
      kept.all().map((row) => ({
        subject: subjectOf(row.application_id),
        draft: fromJson<Draft>(row.content),
        savedAt: row.saved_at,
        cause: orUndefined(row.removed_cause),
        removedAt: orUndefined(row.removed_at),
      })),
  };
};

/** Keeps and clears it. */
export const writeDrafts = (connection: Connection): Pick<WritableStore, 'saveDraft' | 'clearDraft' | 'setDraftRemoved'> => {
  const save = connection.statement(
    'drafts.save',
    `INSERT INTO drafts (application_id, saved_at, content, basis) VALUES (?, ?, ?, ?)
       ON CONFLICT (application_id) DO UPDATE SET saved_at = excluded.saved_at, content = excluded.content`,
  );
  const clear = connection.statement('drafts.clear', 'DELETE FROM drafts WHERE application_id = ?');
  // The applicant's data goes with the application; what the reviewer wrote stays.
  const setRemoved = connection.statement(
    'drafts.set_removed',
    'UPDATE drafts SET removed_cause = ?, removed_at = ?, basis = NULL WHERE application_id = ?',
  );
  return {
    saveDraft: (subjectId, draft, at, basis) => {
      save.run(subjectId, at, JSON.stringify(draft), basis === undefined ? null : JSON.stringify(basis));
    },
    clearDraft: (subjectId) => {
      clear.run(subjectId);
    },
    setDraftRemoved: (subjectId, cause, at) => setRemoved.run(cause, at, subjectId) > 0,
  };
};
