import type { Migration } from './migration.ts';

/** The platform's announcements. */
export const announcements: Migration = {
  version: 70,
  name: 'announcements',
  up: (db) => {
    db.exec(`
      CREATE TABLE announcements (id TEXT PRIMARY KEY, begins_at TEXT NOT NULL, content TEXT NOT NULL) STRICT;
    `);
  },
};
