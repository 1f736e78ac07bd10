import type { Migration } from './migration.ts';

/** What reviewers have begun. Not tied to the applications' rows: a draft outlives an application that is taken away. */
export const drafts: Migration = {
  version: 60,
  name: 'drafts',
  up: (db) => {
    db.exec(`
      CREATE TABLE drafts (application_id TEXT PRIMARY KEY, saved_at TEXT NOT NULL, content TEXT NOT NULL) STRICT;
    `);
  },
};
