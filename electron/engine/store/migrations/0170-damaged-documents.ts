import type { Migration } from './migration.ts';

/** When a document that arrived damaged is asked for again; those that were given up before are due at once. */
export const damagedDocuments: Migration = {
  version: 170,
  name: 'damaged documents',
  up: (db) => {
    db.exec(`
      ALTER TABLE files ADD COLUMN next_try_at TEXT;
      CREATE INDEX files_damaged ON files (next_try_at) WHERE arrival = 'damaged';
    `);
  },
};
