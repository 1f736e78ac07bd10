import type { Migration } from './migration.ts';

/**
 * Decisions and their way to the platform. Not tied to the applications' rows: an application may be taken away while its decision still
 * has to be sent or answered for.
 */
export const decisions: Migration = {
  version: 50,
  name: 'decisions',
  up: (db) => {
    db.exec(`
      CREATE TABLE decisions (
        number INTEGER PRIMARY KEY,
        decision_id TEXT NOT NULL UNIQUE,
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        application_id TEXT,
        outcome TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('held', 'waiting', 'sending', 'receipted', 'conflict', 'refused', 'taken_back', 'dropped')),
        decided_at TEXT NOT NULL,
        take_back_until TEXT NOT NULL,
        sent_at TEXT,
        next_try_at TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        last_failure TEXT,
        receipt TEXT,
        content TEXT NOT NULL
      ) STRICT;
      CREATE INDEX decisions_application_id_number ON decisions (application_id, number);
      CREATE INDEX decisions_state ON decisions (state);
      CREATE INDEX decisions_unsent_subject_kind_subject_id ON decisions (subject_kind, subject_id) WHERE state IN ('held', 'waiting', 'sending');
      CREATE INDEX decisions_unsent_state_take_back_until ON decisions (state, take_back_until) WHERE state IN ('held', 'waiting', 'sending');
    `);
  },
};
