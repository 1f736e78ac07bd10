import type { Migration } from './migration.ts';

/** Findings, one row for the fields and account of an application (`document_id` empty) and one for each of its documents. */
export const findings: Migration = {
  version: 30,
  name: 'findings',
  up: (db) => {
    db.exec(`
      CREATE TABLE findings (
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        document_id TEXT NOT NULL,
        policy_version TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (application, document_id)
      ) STRICT;
    `);
  },
};
