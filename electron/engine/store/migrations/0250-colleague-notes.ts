import type { Migration } from './migration.ts';

/** Reviewers' words to whoever opens an application next; they go with the application. */
export const colleagueNotes: Migration = {
  version: 250,
  name: 'colleague notes',
  up: (db) => {
    db.exec(`
      CREATE TABLE colleague_notes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        at TEXT NOT NULL,
        reviewer_id TEXT NOT NULL,
        reviewer_name TEXT NOT NULL,
        content TEXT NOT NULL
      ) STRICT;
      CREATE INDEX colleague_notes_application ON colleague_notes (application);
    `);
  },
};
