import type { Migration } from './migration.ts';

/** Requests of applicants; some name an application that is not held here (yet). */
export const requests: Migration = {
  version: 40,
  name: 'requests',
  up: (db) => {
    db.exec(`
      CREATE TABLE requests (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        application_id TEXT,
        submitted_at TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'decided')),
        content TEXT NOT NULL
      ) STRICT;
      CREATE INDEX requests_application_id_state ON requests (application_id, state);
    `);
  },
};
