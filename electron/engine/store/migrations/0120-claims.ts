import type { Migration } from './migration.ts';

/**
 * Claims: which applications the platform leased to this workstation. Not tied to the applications' rows: a claim may come before the
 * application does, and outlives one that was taken away, so that its loss can be shown. `lease_ms`: how long the lease was when it was last renewed.
 */
export const claims: Migration = {
  version: 120,
  name: 'claims',
  up: (db) => {
    db.exec(`
      CREATE TABLE claims (
        application_id TEXT PRIMARY KEY,
        state TEXT NOT NULL CHECK (state IN ('held', 'returning', 'lost')),
        taken_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        lease_ms REAL NOT NULL,
        taken_along INTEGER NOT NULL,
        cause TEXT
      ) STRICT;
      CREATE INDEX claims_state_expires_at ON claims (state, expires_at);
      -- A policy that was put in force before there were claims gets the figures of resources/policy.json.
      UPDATE rules SET content = json_set(content, '$.claims', json('{"leaseMinutes":30,"takeAlongMinutes":1440,"offlineHours":72,"mostAtOnce":200}'))
        WHERE kind = 'policy' AND json_extract(content, '$.claims') IS NULL;
    `);
  },
};
