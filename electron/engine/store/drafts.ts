import type { Draft } from '../../../shared/domain/review.ts';
import { type Connection, fromJson } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** What reviewers have begun. */
export const readDrafts = (connection: Connection): Pick<ReadableStore, 'draft'> => {
  const byId = connection.statement<{ content: string }>('drafts.by_application', 'SELECT content FROM drafts WHERE application_id = ?');
  return {
    draft: (applicationId) => {
      const row = byId.get(applicationId);
      return row === undefined ? undefined : fromJson<Draft>(row.content);
    },
  };
};

/** Keeps and clears it. */
export const writeDrafts = (connection: Connection): Pick<WritableStore, 'saveDraft' | 'clearDraft'> => {
  const save = connection.statement(
    'drafts.save',
    `INSERT INTO drafts (application_id, saved_at, content) VALUES (?, ?, ?)
       ON CONFLICT (application_id) DO UPDATE SET saved_at = excluded.saved_at, content = excluded.content`,
  );
  const clear = connection.statement('drafts.clear', 'DELETE FROM drafts WHERE application_id = ?');
  return {
    saveDraft: (applicationId, draft, at) => {
      save.run(applicationId, at, JSON.stringify(draft));
    },
    clearDraft: (applicationId) => {
      clear.run(applicationId);
    },
  };
};
