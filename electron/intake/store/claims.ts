import type Database from 'better-sqlite3';

/** A claim; `expiresAt` in Unix ms. It may have expired: then anybody may take it over. */
export type StoredClaim = { applicationId: string; workstationId: string; reviewerId: string; expiresAt: number };

type Row = { application_id: string; workstation_id: string; reviewer_id: string; expires_at: number };

const fromRow = (row: Row): StoredClaim => ({
  applicationId: row.application_id,
  workstationId: row.workstation_id,
  reviewerId: row.reviewer_id,
  expiresAt: row.expires_at,
});

/** The claims: one row an application, so that two live ones on the same cannot be. */
export const claimsTable = (database: Database.Database) => {
  const columns = 'application_id, workstation_id, reviewer_id, expires_at';
  const byId = database.prepare<[string], Row>(`SELECT ${columns} FROM claims WHERE application_id = ?`);
  const all = database.prepare<[], Row>(`SELECT ${columns} FROM claims ORDER BY application_id`);
  const live = database.prepare<[string, number], { count: number }>(
    'SELECT count(*) AS count FROM claims WHERE workstation_id = ? AND expires_at > ?',
  );
  // Most urgent first: the platform's priority, then the due time. What a reviewer has escalated goes to somebody else.
  const candidates = database.prepare<{ now: number; types: string | null; reviewerId: string; count: number }, { id: string }>(`
    SELECT id FROM applications
    WHERE (state = 'open' OR (state = 'escalated' AND escalated_by <> @reviewerId))
      AND (@types IS NULL OR type IN (SELECT value FROM json_each(@types)))
      AND NOT EXISTS (SELECT 1 FROM claims WHERE application_id = applications.id AND expires_at > @now)
    ORDER BY priority DESC, due_by, id LIMIT @count`);
  const put = database.prepare(`
    INSERT INTO claims (application_id, workstation_id, reviewer_id, expires_at) VALUES (@applicationId, @workstationId, @reviewerId, @expiresAt)
    ON CONFLICT (application_id) DO UPDATE SET workstation_id = excluded.workstation_id, reviewer_id = excluded.reviewer_id, expires_at = excluded.expires_at`);
  const drop = database.prepare<[string]>('DELETE FROM claims WHERE application_id = ?');
  return {
    find: (applicationId: string): StoredClaim | undefined => {
      const row = byId.get(applicationId);
      return row === undefined ? undefined : fromRow(row);
    },
    all: (): StoredClaim[] => all.all().map(fromRow),
    /** How many live claims the workstation holds at `now`. */
    liveOf: (workstationId: string, now: number): number => live.get(workstationId, now)?.count ?? 0,
    /** The most urgent applications, at most `count`, that this reviewer may have and nobody has claimed. */
    candidates: (reviewerId: string, types: readonly string[] | undefined, count: number, now: number): string[] =>
      candidates.all({ now, types: types === undefined ? null : JSON.stringify(types), reviewerId, count }).map((row) => row.id),
    put: (claim: StoredClaim): void => {
      put.run(claim);
    },
    drop: (applicationId: string): void => {
      drop.run(applicationId);
    },
  };
};
