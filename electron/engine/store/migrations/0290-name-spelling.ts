import type { Migration } from './migration.ts';

/**
 * Names in characters are found by their pinyin and initials. Spelling and indexing what is held already would keep the start of a big desk waiting for minutes: it is
 * only noted here what is still to be spelled, and done in portions afterwards (`search-rows.ts`).
 */
export const nameSpelling: Migration = {
  version: 290,
  name: 'name spelling',
  up: (db) => {
    db.exec(`
      CREATE TABLE applications_unspelled (
        application INTEGER PRIMARY KEY REFERENCES applications (number) ON DELETE CASCADE
      ) STRICT;
      INSERT INTO applications_unspelled SELECT number FROM applications ORDER BY number;
    `);
  },
};
