import type { Migration } from './migration.ts';

/** Packages that came and went, the keys that are trusted, and which result package a decision travelled in. */
export const packages: Migration = {
  version: 140,
  name: 'packages',
  up: (db) => {
    db.exec(`
      CREATE TABLE packages (number INTEGER PRIMARY KEY, digest TEXT NOT NULL, direction TEXT NOT NULL, content TEXT NOT NULL) STRICT;
      CREATE INDEX packages_digest ON packages (digest);
      CREATE TABLE trusted_keys (key_id TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
      ALTER TABLE decisions ADD COLUMN exported_in TEXT;
    `);
  },
};
