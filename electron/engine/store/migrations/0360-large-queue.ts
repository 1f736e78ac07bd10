import type { Migration } from './migration.ts';

/** What one row adds to the counts of what few are: with open requests, of accounts that are not active, postponed. */
const rareOf = (row: string): string =>
  `(${row}.open_requests > 0 OR ${row}.account_status <> 'active' OR (${row}.closed = 0 AND ${row}.postponed_until IS NOT NULL))`;
const rareKey = (row: string): string =>
  `${row}.closed, ${row}.type, ${row}.attempt, ${row}.verdict_rank, iif(${row}.open_requests > 0, ${row}.request_kinds, '[]'), ${row}.account_status,
   iif(${row}.closed = 0, coalesce(substr(${row}.postponed_until, 1, 13), ''), '')`;
const rareKeyColumns = ['closed', 'type', 'attempt', 'verdict_rank', 'request_kinds', 'account_status', 'postponed_hour'];
const decidedOf = (row: string): string => `(${row}.closed = 1 AND ${row}.decided_at IS NOT NULL)`;
const decidedKey = (row: string): string =>
  `date(${row}.decided_at, '+8 hours'), ${row}.type, ${row}.attempt, ${row}.verdict_rank, ${row}.open_requests > 0`;

const decidedKeyColumns = ['day', 'type', 'attempt', 'verdict_rank', 'requested'];

/** The triggers that keep a table of counts, of the rows that `of` holds for. */
const keeping = (
  name: string,
  keyColumns: readonly string[],
  columns: readonly string[],
  of: (row: string) => string,
  key: (row: string) => string,
): string => {
  const table = `application_${name}_counts`;
  const count = (row: string, by: 1 | -1): string =>
    `INSERT INTO ${table} SELECT ${key(row)}, ${by} WHERE ${of(row)} ON CONFLICT DO UPDATE SET count = count + ${by};`;
  const forget = `DELETE FROM ${table} WHERE count = 0 AND (${keyColumns.join(', ')}) = (${key('old')});`;
  const changed = columns.map((column) => `old.${column} IS NOT new.${column}`).join(' OR ');
  return `
    CREATE TRIGGER applications_${name}_counted AFTER INSERT ON applications WHEN ${of('new')} BEGIN ${count('new', 1)} END;
    CREATE TRIGGER applications_${name}_uncounted AFTER DELETE ON applications WHEN ${of('old')} BEGIN ${count('old', -1)} ${forget} END;
    CREATE TRIGGER applications_${name}_recounted AFTER UPDATE OF ${columns.join(', ')} ON applications
      WHEN (${of('old')} OR ${of('new')}) AND (${changed}) BEGIN ${count('old', -1)} ${count('new', 1)} ${forget} END;`;
};

const rareColumns = ['closed', 'type', 'attempt', 'verdict_rank', 'open_requests', 'request_kinds', 'account_status', 'postponed_until'];
const decidedColumns = ['closed', 'decided_at', 'type', 'attempt', 'verdict_rank', 'open_requests'];

/** What every order's index is filtered by, beside its own columns. */
const filters = 'type, attempt, verdict_rank, open_requests, postponed_until, inactive';

/**
 * Searching and narrowing a list does not slow down with what is held.
 *
 * The search index is one of words of six characters instead of three, without places: half as large, and what it reads for a number does not grow with what is held. The texts lie in a
 * table of their own, small enough to be looked through. A database that holds applications keeps the earlier index until each of them was moved in the background (`search-move.ts`).
 *
 * Every list's index knows whether the account is active, and what was found is ordered by due time from an index. What few rows are, and what was decided on a day (in Asia/Shanghai), is
 * counted by triggers; a decision on an ordinary application writes none of the former.
 */
export const largeQueue: Migration = {
  version: 360,
  name: 'large queue',
  up: (db) => {
    db.exec(`
      CREATE TABLE application_texts (
        application INTEGER PRIMARY KEY REFERENCES applications (number) ON DELETE CASCADE,
        text TEXT NOT NULL
      ) STRICT;
      CREATE VIRTUAL TABLE application_windows USING fts5 (
        windows, content = '', columnsize = 0, detail = none, prefix = '1 2 3',
        tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_{|}~'"
      );
      INSERT INTO application_windows (application_windows, rank) VALUES ('secure-delete', 1);
      -- Applications behind \`moved\` and up to \`until\` are found by the earlier index only. No row: there is none.
      CREATE TABLE search_move (moved INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
      INSERT INTO search_move SELECT 0, max(number) FROM applications HAVING count(*) > 0;

      ALTER TABLE applications ADD COLUMN inactive INTEGER GENERATED ALWAYS AS (account_status <> 'active') VIRTUAL;
      DROP INDEX applications_closed_urgency_due_at;
      DROP INDEX applications_closed_submitted_at;
      DROP INDEX applications_closed_name;
      DROP INDEX applications_closed_type_urgency_due_at;
      DROP INDEX applications_closed_attempt_urgency_due_at;
      DROP INDEX applications_closed_verdict_rank_urgency_due_at;
      DROP INDEX applications_closed_due_at;
      DROP INDEX applications_closed_decided_at;
      DROP INDEX applications_number;
      CREATE INDEX applications_closed_urgency_due_at ON applications (closed, urgency, due_at, number, ${filters});
      CREATE INDEX applications_closed_submitted_at ON applications (closed, submitted_at, number, ${filters}, due_at);
      CREATE INDEX applications_closed_name ON applications (closed, name, number, ${filters}, due_at);
      CREATE INDEX applications_closed_type_urgency_due_at
        ON applications (closed, type, urgency, due_at, number, attempt, verdict_rank, open_requests, postponed_until, inactive);
      CREATE INDEX applications_closed_attempt_urgency_due_at
        ON applications (closed, attempt, urgency, due_at, number, type, verdict_rank, open_requests, postponed_until, inactive);
      CREATE INDEX applications_closed_verdict_rank_urgency_due_at
        ON applications (closed, verdict_rank, urgency, due_at, number, type, attempt, open_requests, postponed_until, inactive);
      CREATE INDEX applications_closed_due_at
        ON applications (closed, due_at, number, urgency, submitted_at, name, ${filters});
      CREATE INDEX applications_closed_decided_at
        ON applications (decided_at, number, urgency, due_at, submitted_at, name, type, attempt, verdict_rank, open_requests, inactive) WHERE closed = 1;
      CREATE INDEX applications_number ON applications (number, closed, ${filters}, urgency, due_at);

      CREATE TABLE application_rare_counts (
        closed INTEGER NOT NULL, type TEXT NOT NULL, attempt INTEGER NOT NULL, verdict_rank INTEGER NOT NULL, request_kinds TEXT NOT NULL, account_status TEXT NOT NULL,
        postponed_hour TEXT NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (${rareKeyColumns.join(', ')})
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE application_decided_counts (
        day TEXT NOT NULL, type TEXT NOT NULL, attempt INTEGER NOT NULL, verdict_rank INTEGER NOT NULL, requested INTEGER NOT NULL, count INTEGER NOT NULL,
        PRIMARY KEY (${decidedKeyColumns.join(', ')})
      ) STRICT, WITHOUT ROWID;
      INSERT INTO application_rare_counts SELECT ${rareKey('a')}, count(*) FROM applications a WHERE ${rareOf('a')} GROUP BY 1, 2, 3, 4, 5, 6, 7;
      INSERT INTO application_decided_counts SELECT ${decidedKey('a')}, count(*) FROM applications a WHERE ${decidedOf('a')} GROUP BY 1, 2, 3, 4, 5;
      ${keeping('rare', rareKeyColumns, rareColumns, rareOf, rareKey)}
      ${keeping('decided', decidedKeyColumns, decidedColumns, decidedOf, decidedKey)}
    `);
    if (db.prepare('SELECT count(*) FROM search_move').pluck().get() === 0) db.exec('DROP TABLE application_search');
  },
};
