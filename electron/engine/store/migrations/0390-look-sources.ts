import type { Migration } from './migration.ts';

/**
 * Which of their own old decisions a reviewer looks at again: drawn once, when their weeks are over; what comes of it stands beside the other second looks. And which decided
 * applications are checked all the same, since somebody forms a second view of them: others that were decided elsewhere stay unchecked.
 */
export const lookSources: Migration = {
  version: 390,
  name: 'look sources',
  up: (db) => {
    db.exec(`
      CREATE TABLE own_looks (
        decision_id TEXT PRIMARY KEY,
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        reviewer_id TEXT NOT NULL,
        decided_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX own_looks_application ON own_looks (application);
      CREATE INDEX own_looks_reviewer_id_decided_at ON own_looks (reviewer_id, decided_at);

      CREATE TABLE wanted_checks (application INTEGER PRIMARY KEY REFERENCES applications (number) ON DELETE CASCADE) STRICT;
    `);
  },
};
