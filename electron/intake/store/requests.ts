import type Database from 'better-sqlite3';
import type { ReviewRequest } from '../../../shared/domain/request.ts';

/** A request as the platform keeps it; its content goes once it was decided or removed. */
export type StoredRequest = { id: string; applicationId?: string; state: 'open' | 'decided' | 'removed'; request?: ReviewRequest };

type Row = { id: string; application_id: string | null; state: StoredRequest['state']; body: string | null };

const fromRow = (row: Row): StoredRequest => ({
  id: row.id,
  state: row.state,
  ...(row.application_id === null ? {} : { applicationId: row.application_id }),
  ...(row.body === null ? {} : { request: JSON.parse(row.body) as ReviewRequest }),
});

/** The applicants' requests. */
export const requestsTable = (database: Database.Database) => {
  const byId = database.prepare<[string], Row>('SELECT id, application_id, state, body FROM requests WHERE id = ?');
  const open = database.prepare<[string], Row>(
    "SELECT id, application_id, state, body FROM requests WHERE application_id = ? AND state = 'open'",
  );
  const upsert = database.prepare(`
    INSERT INTO requests (id, application_id, state, body) VALUES (@id, @applicationId, 'open', @body)
    ON CONFLICT (id) DO UPDATE SET application_id = excluded.application_id, state = 'open', body = excluded.body`);
  const end = database.prepare<[string, string]>('UPDATE requests SET state = ?, body = NULL WHERE id = ?');
  return {
    find: (id: string): StoredRequest | undefined => {
      const row = byId.get(id);
      return row === undefined ? undefined : fromRow(row);
    },
    /** The requests about the application that nobody has decided. */
    openOf: (applicationId: string): StoredRequest[] => open.all(applicationId).map(fromRow),
    put: (request: ReviewRequest): void => {
      upsert.run({ id: request.id, applicationId: request.applicationId ?? null, body: JSON.stringify(request) });
    },
    /** Decided or taken away; its content is forgotten. */
    end: (id: string, state: 'decided' | 'removed'): void => {
      end.run(state, id);
    },
  };
};
