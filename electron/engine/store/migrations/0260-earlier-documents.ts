import type { Migration } from './migration.ts';

/**
 * What a superseded document was: its description and the last revision that it belonged to, so that it can be laid under its successor. Of one that was
 * superseded before, neither was kept; its file stays, and it is not listed.
 */
export const earlierDocuments: Migration = {
  version: 260,
  name: 'earlier documents',
  up: (db) => {
    db.exec(`
      ALTER TABLE documents ADD COLUMN revision INTEGER;
      ALTER TABLE documents ADD COLUMN content TEXT;
    `);
  },
};
