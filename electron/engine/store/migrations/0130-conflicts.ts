import type { Migration } from './migration.ts';

/**
 * What a conflict is laid beside: the application as it was decided (kept until the platform has taken the decision), what a draft was begun
 * on, and why the application of a draft went away. Decisions on one application, and on requests about it, go out one after the other; requests get a list.
 */
export const conflicts: Migration = {
  version: 130,
  name: 'conflicts',
  up: (db) => {
    db.exec(`
      CREATE TABLE decision_bases (decision_id TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
      ALTER TABLE decisions ADD COLUMN drop_note TEXT;
      ALTER TABLE drafts ADD COLUMN basis TEXT;
      ALTER TABLE drafts ADD COLUMN removed_cause TEXT;
      ALTER TABLE drafts ADD COLUMN removed_at TEXT;
      CREATE INDEX decisions_unsent_about ON decisions (coalesce(application_id, subject_id), number) WHERE state IN ('held', 'waiting', 'sending');
      DROP INDEX decisions_unsent_subject_kind_subject_id;
      CREATE INDEX decisions_requested_subject_id_number ON decisions (subject_id, number) WHERE subject_kind = 'request';
      CREATE INDEX requests_state_submitted_at ON requests (state, submitted_at);
    `);
  },
};
