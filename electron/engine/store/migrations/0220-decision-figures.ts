import type { Migration } from './migration.ts';

/**
 * What the statistics keep of decisions, so that no statistic reads what was decided as a whole: one narrow row a decision, in the order of days, and how often each
 * check's verdict met which decision, counted by day. Nothing in them names a person, and they stay when an application is erased. `decisions_figured` is the number
 * of the decision up to which all are in; `decisions_figured_early` holds those after it that are in already. Decisions that came back have an index, since they are few.
 */
export const decisionFigures: Migration = {
  version: 220,
  name: 'decision figures',
  up: (db) => {
    db.exec(`
      CREATE TABLE decision_figures (
        day INTEGER NOT NULL,
        number INTEGER NOT NULL,
        hour INTEGER NOT NULL,
        type TEXT NOT NULL,
        outcome TEXT NOT NULL,
        margin_hours INTEGER,
        duration_tenths INTEGER NOT NULL,
        reasons TEXT NOT NULL,
        PRIMARY KEY (day, number)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE check_answers (
        day INTEGER NOT NULL,
        check_id TEXT NOT NULL,
        verdict TEXT NOT NULL,
        answer TEXT NOT NULL CHECK (answer IN ('reason', 'approved', 'other')),
        count INTEGER NOT NULL,
        PRIMARY KEY (day, check_id, verdict, answer)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE decisions_figured_early (number INTEGER PRIMARY KEY) STRICT;
      INSERT INTO tallies VALUES ('decisions_figured', 0);
      CREATE INDEX decisions_returned_decided_at ON decisions (decided_at) WHERE state IN ('conflict', 'refused', 'dropped');
    `);
  },
};
