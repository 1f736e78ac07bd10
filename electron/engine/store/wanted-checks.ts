import type { Connection } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** Decided before its checks ran, or before it was read. */
const unfinished = `a.decided = 1 AND (a.checks_complete = 0 OR EXISTS (SELECT 1 FROM wanted_readings r WHERE r.application = a.number))`;

/** Which decided applications are checked all the same. */
export const readWantedChecks = (connection: Connection): Pick<ReadableStore, 'uncheckedAmong'> => {
  const among = connection.statement<{ id: string }>(
    'wanted_checks.among',
    `SELECT a.id FROM json_each(?) wanted CROSS JOIN applications a ON a.id = wanted.value
      WHERE ${unfinished} AND NOT EXISTS (SELECT 1 FROM wanted_checks w WHERE w.application = a.number)`,
  );
  return { uncheckedAmong: (applicationIds) => among.all(JSON.stringify(applicationIds)).map(({ id }) => id) };
};

/** Keeps them. */
export const writeWantedChecks = (connection: Connection): Pick<WritableStore, 'wantChecks'> => {
  const want = connection.statement(
    'wanted_checks.put',
    `INSERT OR IGNORE INTO wanted_checks (application) SELECT a.number FROM json_each(?) wanted CROSS JOIN applications a ON a.id = wanted.value WHERE a.decided = 1`,
  );
  return {
    wantChecks: (applicationIds) => {
      want.run(JSON.stringify(applicationIds));
    },
  };
};
