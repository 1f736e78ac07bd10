import type { QueueView } from '../../../shared/domain/queue.ts';
import type { Statement, Value } from './connection.ts';
import { verdictRanks } from './progress.ts';
import { allOf, armsOf, type Condition, countSql, openOnly, type QueueMoment, typeCondition, viewCondition } from './queue-list.ts';

/** Gives the statement for a text of SQL, prepared once. */
export type StatementFor = <Row>(name: string, sql: string) => Statement<Row>;

/** What a view asks of a row of the kept counts; of those that follow from the time of day nothing is kept there. */
const countedBy: Record<Exclude<QueueView, 'at_risk' | 'decided_today'>, string> = {
  mine: 'true',
  resubmissions: 'attempt > 1',
  requests: 'requested = 1',
  flagged: `verdict_rank = ${verdictRanks.fail}`,
  all: 'true',
};

const inArms = (view: QueueView): string => `(${armsOf[view].join(' OR ')})`;

/** The number of rows of a view, from counts that the database keeps: how many there are costs nothing. */
const keptSql = (view: Exclude<QueueView, 'at_risk' | 'decided_today'>, types: readonly string[] | undefined): Condition => {
  const { sql, values } = allOf([{ sql: `${inArms(view)} AND ${countedBy[view]}`, values: [] }, ...typeCondition(types)]);
  return { sql: `SELECT coalesce(sum(count), 0) AS total FROM application_counts WHERE ${sql}`, values };
};

/** What is due in whole hours is counted, the rest of the last hour is read. */
const atRiskSql = ({ atRiskBefore }: QueueMoment, types: readonly string[] | undefined): Condition => {
  const hour = atRiskBefore.slice(0, 'YYYY-MM-DDTHH'.length);
  const ofTypes = allOf(typeCondition(types));
  return {
    sql: `SELECT (SELECT coalesce(sum(count), 0) FROM application_due_counts WHERE closed = 0 AND due_hour < ? AND ${ofTypes.sql})
      + (SELECT count(*) FROM applications INDEXED BY applications_closed_due_at WHERE closed = 0 AND due_at >= ? AND due_at < ? AND ${ofTypes.sql}) AS total`,
    values: [hour, ...ofTypes.values, hour, atRiskBefore, ...ofTypes.values],
  };
};

/** Open applications that `mine` leaves out: postponed ones, and those of which the claim is gone. */
const notMineSql = ({ now, claims }: QueueMoment, types: readonly string[] | undefined): Condition => {
  const ofTypes = allOf(typeCondition(types));
  const postponed = `SELECT count(*) FROM applications INDEXED BY applications_postponed_until
    WHERE closed = 0 AND postponed_until IS NOT NULL AND postponed_until > ? AND ${ofTypes.sql}`;
  const gone = `SELECT count(*) FROM claims c CROSS JOIN applications a ON a.id = c.application_id
    WHERE c.state <> 'held' AND a.closed = 0 AND (a.postponed_until IS NULL OR a.postponed_until <= ?) AND ${ofTypes.sql}`;
  return {
    sql: claims.gone ? `SELECT (${postponed}) + (${gone}) AS total` : `SELECT (${postponed}) AS total`,
    values: claims.gone ? [now, ...ofTypes.values, now, ...ofTypes.values] : [now, ...ofTypes.values],
  };
};

/** Of the few that are decided and still listed as open, those that the view would hold if they were open. */
const unlistedSql = (view: QueueView, moment: QueueMoment, types: readonly string[] | undefined): Condition => {
  const { sql, values } = allOf([viewCondition(view, moment), ...typeCondition(types)]);
  return {
    sql: `SELECT count(*) AS total FROM applications WHERE number IN (SELECT value FROM json_each(?)) AND ${sql}`,
    values: [JSON.stringify(moment.unlisted), ...values],
  };
};

/** How many rows a view of these types holds, without a search. */
export type CountRows = (view: QueueView, moment: QueueMoment, types?: readonly string[] | undefined) => number;

/** Opens the counting over the queue's statements. */
export const openCounts = (statement: StatementFor): CountRows => {
  const total = (name: string, { sql, values }: { sql: string; values: Value[] }): number =>
    statement<{ total: number }>(`queue.count.${name}`, sql).get(...values)?.total ?? 0;
  return (view, moment, types) => {
    if (view === 'decided_today') return total(view, countSql(view, moment, { types }, { by: 'view' }));
    if (view === 'mine' && moment.claims.held) return total('claimed', countSql(view, moment, { types }, { by: 'claims' }));
    const counted = total(view, view === 'at_risk' ? atRiskSql(moment, types) : keptSql(view, types));
    const unlisted = openOnly(view) && moment.unlisted.length > 0 ? total('unlisted', unlistedSql(view, moment, types)) : 0;
    return counted - unlisted - (view === 'mine' ? total('not_mine', notMineSql(moment, types)) : 0);
  };
};
