import type Database from 'better-sqlite3';

/** A reviewer as the platform knows them. A senior is a reviewer who may override and take what was escalated. */
export type Reviewer = { id: string; name: string; role: 'reviewer' | 'senior' };

/** The reviewers and the SHA-256 of their tokens; the tokens themselves are not here. */
export const reviewersTable = (database: Database.Database) => {
  const byHash = database.prepare<[string], Reviewer>('SELECT id, name, role FROM reviewers WHERE token_hash = ?');
  const all = database.prepare<[], Reviewer & { tokenHash: string }>(
    'SELECT id, name, role, token_hash AS tokenHash FROM reviewers ORDER BY rowid',
  );
  const put = database.prepare(`
    INSERT INTO reviewers (id, name, role, token_hash) VALUES (@id, @name, @role, @tokenHash)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, token_hash = excluded.token_hash`);
  return {
    byTokenHash: (hash: string): Reviewer | undefined => byHash.get(hash),
    all: (): (Reviewer & { tokenHash: string })[] => all.all(),
    put: (reviewer: Reviewer & { tokenHash: string }): void => {
      put.run(reviewer);
    },
  };
};
