import type { Migration } from './migration.ts';

/** What the workstation knows of itself, member by member, and entries of the feed that this version did not understand. */
export const workstation: Migration = {
  version: 90,
  name: 'workstation',
  up: (db) => {
    db.exec(`
      CREATE TABLE workstation (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE unknown_changes (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, content TEXT NOT NULL) STRICT;
    `);
  },
};
