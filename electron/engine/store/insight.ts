import type { CheckId, Verdict } from '../../../shared/domain/finding.ts';
import type { DueCell } from '../../../shared/domain/forecast.ts';
import type { CheckAnswer, ReturnedCount } from '../../../shared/domain/insight.ts';
import { type Connection, fromJson, sortable } from './connection.ts';
import { openFiguring } from './decision-figures.ts';
import type { ReadableStore } from './types.ts';

type ReturnedRow = { state: string; status: string | null; cause: string | null; code: string | null; count: number };

const hourLength = 'YYYY-MM-DDTHH'.length;

/** What the statistics are made of: the figures of decisions, from their own narrow table, and what is open, from kept counts. */
export const readInsight = (
  connection: Connection,
): Pick<
  ReadableStore,
  | 'figureCells'
  | 'heldFigures'
  | 'missingFigures'
  | 'firstFigureDay'
  | 'decidedOnApplications'
  | 'answerCounts'
  | 'returnedCounts'
  | 'openByDue'
> => {
  const figuring = openFiguring(connection);
  const between = 'FROM decision_figures WHERE day BETWEEN ? AND ?';
  const decided = connection.statement<{ day: number; hour: number; outcome: string; count: number }>(
    'insight.decided',
    `SELECT day, hour, outcome, count(*) AS count ${between} GROUP BY day, hour, outcome`,
  );
  const margins = connection.statement<{ margin_hours: number | null; count: number }>(
    'insight.margins',
    `SELECT margin_hours, count(*) AS count ${between} AND type <> 'request' GROUP BY margin_hours`,
  );
  const durations = connection.statement<{ type: string; durationTenths: number; count: number }>(
    'insight.durations',
    `SELECT type, duration_tenths AS durationTenths, count(*) AS count ${between} AND duration_tenths > 0 GROUP BY type, duration_tenths`,
  );
  const reasons = connection.statement<{ reasons: string; count: number }>(
    'insight.reasons',
    `SELECT reasons, count(*) AS count ${between} AND reasons <> '[]' GROUP BY reasons`,
  );
  const firstDay = connection.statement<{ day: number | null }>('insight.first_day', 'SELECT min(day) AS day FROM decision_figures');
  const onApplications = connection.statement<{ day: number; hour: number; count: number }>(
    'insight.on_applications',
    `SELECT day, hour, count(*) AS count ${between} AND type <> 'request' GROUP BY day, hour`,
  );
  // By the numbers alone: counting the decisions themselves would read them.
  const missing = connection.statement<{ count: number }>(
    'insight.missing',
    `SELECT (SELECT coalesce(max(number), 0) FROM decisions) - (SELECT value FROM tallies WHERE name = 'decisions_figured')
       - (SELECT count(*) FROM decisions_figured_early) AS count`,
  );
  const answers = connection.statement<{ check: CheckId; verdict: Verdict; answer: CheckAnswer; count: number }>(
    'insight.answers',
    `SELECT check_id AS "check", verdict, answer, sum(count) AS count FROM check_answers WHERE day BETWEEN ? AND ? GROUP BY check_id, verdict, answer`,
  );
  const returned = connection.statement<ReturnedRow>(
    'insight.returned',
    `SELECT state, json_extract(receipt, '$.status') AS status, json_extract(receipt, '$.conflict.cause') AS cause,
        json_extract(receipt, '$.problem.code') AS code, count(*) AS count
       FROM decisions INDEXED BY decisions_returned_decided_at
       WHERE state IN ('conflict', 'refused', 'dropped') AND decided_at >= ? GROUP BY 1, 2, 3, 4`,
  );
  const claimed = connection.statement<{ due_hour: string; past: number; count: number }>(
    'insight.claimed_by_due',
    `SELECT substr(a.due_at, 1, 13) AS due_hour, a.due_at <= ? AS past, count(*) AS count
       FROM claims c CROSS JOIN applications a ON a.id = c.application_id WHERE c.state = 'held' AND a.decided = 0 GROUP BY 1, 2 ORDER BY 1, 2 DESC`,
  );
  const open = connection.statement<{ due_hour: string; count: number }>(
    'insight.open_by_due',
    `SELECT due_hour, sum(count) AS count FROM (
       SELECT due_hour, count FROM application_due_counts WHERE closed = 0
       UNION ALL SELECT substr(a.due_at, 1, 13), -1 FROM applications a WHERE a.number IN (SELECT number FROM applications_unlisted)
       UNION ALL SELECT substr(a.due_at, 1, 13), -1 FROM claims c CROSS JOIN applications a ON a.id = c.application_id
         WHERE c.state <> 'held' AND a.decided = 0)
     GROUP BY due_hour HAVING sum(count) > 0 ORDER BY due_hour`,
  );
  const pastInHour = connection.statement<{ count: number }>(
    'insight.past_in_hour',
    `SELECT count(*) AS count FROM applications INDEXED BY applications_closed_due_at
       WHERE closed = 0 AND due_at >= ? AND due_at <= ? AND decided = 0
         AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.application_id = applications.id AND c.state <> 'held')`,
  );
  const heldClaims = connection.statement<{ held: number }>(
    'insight.held_claims',
    "SELECT EXISTS (SELECT 1 FROM claims WHERE state = 'held') AS held",
  );
  return {
    figureCells: (from, until) => ({
      decided: decided.all(from, until),
      margins: margins.all(from, until).map(({ margin_hours, count }) => ({ marginHours: margin_hours ?? undefined, count })),
      durations: durations.all(from, until),
      reasons: reasons.all(from, until).map(({ reasons: codes, count }) => ({ codes: fromJson<string[]>(codes), count })),
    }),
    heldFigures: figuring.held,
    missingFigures: () => Math.max(0, missing.get()?.count ?? 0),
    firstFigureDay: () => firstDay.get()?.day ?? undefined,
    decidedOnApplications: (from, until) => onApplications.all(from, until),
    answerCounts: (from, until) => answers.all(from, until),
    returnedCounts: (since) =>
      returned.all(sortable(since)).map(({ state, status, cause, code, count }): ReturnedCount => {
        const kind = (state === 'dropped' ? status : state) === 'refused' ? 'refused' : 'conflict';
        return { kind, cause: (kind === 'refused' ? code : cause) ?? 'other', count };
      }),
    openByDue: (now) => {
      const at = sortable(now);
      const present = at.slice(0, hourLength);
      /** The part of an hour that is past is due at its beginning, and the rest of the present one from now on. */
      const cellOf = (hour: string, past: boolean, count: number): DueCell => {
        const dueMs = Date.parse(`${hour}:00:00.000Z`);
        return { dueMs: hour === present && !past ? Math.max(dueMs, Date.parse(at) + 1) : dueMs, count };
      };
      if (heldClaims.get()?.held === 1)
        return { scope: 'claimed', cells: claimed.all(at).map(({ due_hour, past, count }) => cellOf(due_hour, past === 1, count)) };
      const cells = open.all().flatMap(({ due_hour: hour, count }) => {
        const past = hour === present ? Math.min(count, pastInHour.get(`${hour}:00:00.000Z`, at)?.count ?? 0) : 0;
        return [cellOf(hour, true, past), cellOf(hour, false, count - past)];
      });
      return { scope: 'held', cells: cells.filter(({ count }) => count > 0) };
    },
  };
};
