import type { CheckId, Finding } from '../../../shared/domain/finding.ts';
import type { DecidedCheck } from '../../../shared/domain/finding-feedback.ts';
import type { Connection } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

/** How many verdicts of each check were on decided applications: those that stand, and those that may still be taken back. */
export const readDecidedChecks = (connection: Connection): Pick<ReadableStore, 'decidedChecks'> => {
  // Of the rows that `min` looks at, SQLite takes the other columns from the one it found: the oldest.
  const counts = connection.statement<{ check_id: CheckId; count: number; since: string }>(
    'decided_checks.counts',
    `SELECT check_id, sum(count) AS count, since, min(place) FROM (
         SELECT check_id, count, since, 0 AS place FROM decided_checks
         UNION ALL SELECT each.key, each.value, o.policy_version, o.number FROM decided_checks_open o, json_each(o.counts) each
       ) GROUP BY check_id ORDER BY check_id`,
  );
  return { decidedChecks: () => counts.all().map(({ check_id, count, since }): DecidedCheck => ({ check: check_id, count, since })) };
};

/** Notes what a decision adds to them: one row, for a decision has no time to lose. */
export const writeDecidedChecks = (connection: Connection): Pick<WritableStore, 'noteDecidedChecks'> => {
  const put = connection.statement(
    'decided_checks.note',
    'INSERT INTO decided_checks_open (decision_id, policy_version, counts) VALUES (?, ?, ?) ON CONFLICT (decision_id) DO NOTHING',
  );
  return {
    noteDecidedChecks: (decisionId, policyVersion, findings: readonly Finding[]) => {
      const counts = new Map<CheckId, number>();
      for (const { check, verdict } of findings) if (verdict !== 'skipped') counts.set(check, (counts.get(check) ?? 0) + 1);
      if (counts.size > 0) put.run(decisionId, policyVersion, JSON.stringify(Object.fromEntries(counts)));
    },
  };
};

/** What becomes of a decision's counts; used inside the store only. */
export type DecidedChecks = {
  /** The decision stands: its counts are added to the others. */
  settle(decisionId: string): void;
  /** It was taken back or given up: nothing was decided. */
  forget(decisionId: string): void;
};

/** Opens them over a connection. */
export const openDecidedChecks = (connection: Connection): DecidedChecks => {
  const add = connection.statement(
    'decided_checks.add',
    `INSERT INTO decided_checks (check_id, count, since)
       SELECT each.key, each.value, o.policy_version FROM decided_checks_open o, json_each(o.counts) each WHERE o.decision_id = ?
       ON CONFLICT (check_id) DO UPDATE SET count = count + excluded.count`,
  );
  const remove = connection.statement('decided_checks.remove', 'DELETE FROM decided_checks_open WHERE decision_id = ?');
  const forget = (decisionId: string): void => {
    remove.run(decisionId);
  };
  return {
    settle: (decisionId) => {
      add.run(decisionId);
      forget(decisionId);
    },
    forget,
  };
};
