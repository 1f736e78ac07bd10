import type { Migration } from './migration.ts';

/** Which of their own old decisions a reviewer looks at again: drawn once, when their weeks are over. What comes of it stands beside the other second looks. */
export const ownLooks: Migration = {
  version: 390,
  name: 'own looks',
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
    `);
  },
};
