import type { Migration } from './migration.ts';

/**
 * The search index is one of words of six characters instead of three, without places: half as large, and what it reads for a number does not grow with what is held. The texts lie in a
 * table of their own, small enough to be looked through. A database that holds applications keeps the earlier index until each of them was moved in the background (`search-move.ts`).
 */
export const searchWindows: Migration = {
  version: 360,
  name: 'search windows',
  up: (db) => {
    db.exec(`
      CREATE TABLE application_texts (
        application INTEGER PRIMARY KEY REFERENCES applications (number) ON DELETE CASCADE,
        text TEXT NOT NULL
      ) STRICT;
      CREATE VIRTUAL TABLE application_windows USING fts5 (
        windows, content = '', columnsize = 0, detail = none, prefix = '1 2 3',
        tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_{|}~'"
      );
      INSERT INTO application_windows (application_windows, rank) VALUES ('secure-delete', 1);
      -- Applications behind \`moved\` and up to \`until\` are found by the earlier index only. No row: there is none.
      CREATE TABLE search_move (moved INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
      INSERT INTO search_move SELECT 0, max(number) FROM applications HAVING count(*) > 0;
    `);
    if (db.prepare('SELECT count(*) FROM search_move').pluck().get() === 0) db.exec('DROP TABLE application_search');
  },
};
