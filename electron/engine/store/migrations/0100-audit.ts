import type { Migration } from './migration.ts';

/** The audit chain. Nothing in the program changes or removes a row, and the triggers refuse it. */
export const audit: Migration = {
  version: 100,
  name: 'audit',
  up: (db) => {
    db.exec(`
      CREATE TABLE audit (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        reviewer_id TEXT NOT NULL,
        action TEXT NOT NULL,
        subject TEXT,
        details TEXT,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;
      CREATE INDEX audit_subject ON audit (subject) WHERE subject IS NOT NULL;
      CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit chain is never changed'); END;
      CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit chain is never cut'); END;
    `);
  },
};
