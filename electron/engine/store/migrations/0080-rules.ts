import type { Migration } from './migration.ts';

/** Policies and reason catalogues, every version that was ever in force: old decisions name theirs. The latest `number` is in force. */
export const rules: Migration = {
  version: 80,
  name: 'rules',
  up: (db) => {
    db.exec(`
      CREATE TABLE rules (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('policy', 'catalogue')),
        version TEXT NOT NULL,
        content TEXT NOT NULL,
        UNIQUE (kind, version)
      ) STRICT;
    `);
  },
};
