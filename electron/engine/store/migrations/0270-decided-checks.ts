import type { Migration } from './migration.ts';

/**
 * How many of each check's verdicts were on applications that were decided, beside which the ones called wrong are told: the bare counts, and what a decision adds to
 * them as long as it may still be taken back. What was decided before is not counted.
 */
export const decidedChecks: Migration = {
  version: 270,
  name: 'decided checks',
  up: (db) => {
    db.exec(`
      CREATE TABLE decided_checks (
        check_id TEXT NOT NULL PRIMARY KEY,
        count INTEGER NOT NULL,
        since TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE decided_checks_open (
        number INTEGER PRIMARY KEY,
        decision_id TEXT NOT NULL UNIQUE,
        policy_version TEXT NOT NULL,
        counts TEXT NOT NULL
      ) STRICT;
    `);
  },
};
