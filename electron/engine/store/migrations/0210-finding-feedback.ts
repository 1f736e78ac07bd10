import type { Migration } from './migration.ts';

/**
 * Findings that reviewers called wrong: one row a finding, which goes with its application, and the bare counts, which stay. Empty texts stand for what a finding
 * does not name, so that the key is whole.
 */
export const findingFeedback: Migration = {
  version: 210,
  name: 'finding feedback',
  up: (db) => {
    db.exec(`
      CREATE TABLE finding_feedback (
        application INTEGER NOT NULL REFERENCES applications (number) ON DELETE CASCADE,
        check_id TEXT NOT NULL,
        document_id TEXT NOT NULL,
        field TEXT NOT NULL,
        cause TEXT NOT NULL,
        verdict TEXT NOT NULL,
        expected TEXT NOT NULL CHECK (expected IN ('pass', 'fail')),
        content TEXT NOT NULL,
        PRIMARY KEY (application, check_id, document_id, field, cause)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE finding_feedback_counts (
        check_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        expected TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (check_id, verdict, expected)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
