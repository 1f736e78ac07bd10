import type { QueueFilter, QueueView } from '../../../shared/domain/queue.ts';
import type { Statement, Value } from './connection.ts';
import { verdictRanks } from './progress.ts';
import { allOf, type Condition, conditionsOf, countedConditions, heldInOrders, onlyOpen, otherDue } from './queue-filter.ts';
import { armsOf, countSql, openOnly, type QueueMoment, viewCondition } from './queue-list.ts';

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

/** The number of rows of a view, from counts that the database keeps: how many there are costs nothing. */
const keptSql = (arms: readonly string[], view: Exclude<QueueView, 'at_risk' | 'decided_today'>, filter: QueueFilter): Condition => {
  const { sql, values } = allOf([{ sql: `(${arms.join(' OR ')}) AND ${countedBy[view]}`, values: [] }, ...countedConditions(filter)]);
  return { sql: `SELECT coalesce(sum(count), 0) AS total FROM application_counts WHERE ${sql}`, values };
};

/** What is due in whole hours is counted, the rest of the last hour is read. */
const atRiskSql = ({ atRiskBefore }: QueueMoment, filter: QueueFilter): Condition => {
  const hour = atRiskBefore.slice(0, 'YYYY-MM-DDTHH'.length);
  const ofTypes = allOf(countedConditions(filter));
  return {
    sql: `SELECT (SELECT coalesce(sum(count), 0) FROM application_due_counts WHERE closed = 0 AND due_hour < ? AND ${ofTypes.sql})
      + (SELECT count(*) FROM applications INDEXED BY applications_closed_due_at WHERE closed = 0 AND due_at >= ? AND due_at < ? AND ${ofTypes.sql}) AS total`,
    values: [hour, ...ofTypes.values, hour, atRiskBefore, ...ofTypes.values],
  };
};

/** Open applications that `mine` leaves out: postponed ones, and those of which the claim is gone. */
const notMineSql = ({ now, claims }: QueueMoment, filter: QueueFilter): Condition => {
  const ofTypes = allOf(countedConditions(filter));
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
const unlistedSql = (view: QueueView, moment: QueueMoment, filter: QueueFilter): Condition => {
  const { sql, values } = allOf([viewCondition(view, moment), ...conditionsOf(filter, moment)]);
  return {
    sql: `SELECT count(*) AS total FROM applications WHERE number IN (SELECT value FROM json_each(?)) AND ${sql}`,
    values: [JSON.stringify(moment.unlisted), ...values],
  };
};

/** Whether nothing but types is asked for, which is all that the counts by due hour know. */
export const onlyTypes = (filter: QueueFilter): boolean => heldInOrders(filter) && !filter.verdicts?.length && !filter.attempts?.length;

/** Rows of a view whose account is not active, and not one of those wanted either. */
const otherAccountsSql = (view: QueueView, moment: QueueMoment, filter: QueueFilter, wanted: readonly string[]): Condition => {
  const { sql, values } = countSql(
    view,
    moment,
    filter,
    { by: 'accounts' },
    {
      sql: "account_status <> 'active' AND account_status NOT IN (SELECT value FROM json_each(?))",
      values: [JSON.stringify(wanted)],
    },
  );
  return { sql, values };
};

/** How many rows a view that is narrowed so holds, without a search. */
export type CountRows = (view: QueueView, moment: QueueMoment, filter?: QueueFilter) => number;

/** Opens the counting over the queue's statements. */
export const openCounts = (statement: StatementFor): CountRows => {
  const total = (name: string, { sql, values }: { sql: string; values: Value[] }): number =>
    statement<{ total: number }>(`queue.count.${name}`, sql).get(...values)?.total ?? 0;
  const few = (
    view: QueueView,
    moment: QueueMoment,
    filter: QueueFilter,
    by: 'claims' | 'requests' | 'accounts' | 'due' | 'view',
  ): number => total(`${view}.${by}`, countSql(view, moment, filter, { by }));
  const countRows: CountRows = (view, moment, filter = {}) => {
    if ((view === 'mine' && moment.claims.held) || filter.claims?.length) return few(view, moment, filter, 'claims');
    if (view === 'decided_today') return onlyOpen(filter) ? 0 : few(view, moment, filter, 'view');
    if (filter.requests?.length) return few(view, moment, filter, 'requests');
    if (filter.accounts?.length) {
      if (!filter.accounts.includes('active')) return few(view, moment, filter, 'accounts');
      // Nearly all are active: those that are not, and not wanted, are counted instead.
      const all = { ...filter, accounts: undefined };
      return countRows(view, moment, all) - total(`${view}.other_accounts`, otherAccountsSql(view, moment, all, filter.accounts));
    }
    if (filter.due?.length) {
      if (!filter.due.includes('in_time')) return few(view, moment, filter, 'due');
      // Most are in time: what is due sooner, and not wanted, is counted instead.
      const others = otherDue(filter.due);
      const open = openCount(view, moment, { ...filter, due: undefined });
      return open - (others.length === 0 ? 0 : few(view, moment, { ...filter, due: others }, 'due'));
    }
    if (view === 'at_risk' && !onlyTypes(filter)) return few(view, moment, filter, 'view');
    const counted = total(view, view === 'at_risk' ? atRiskSql(moment, filter) : keptSql(armsOf[view], view, filter));
    const unlisted = openOnly(view) && moment.unlisted.length > 0 ? total('unlisted', unlistedSql(view, moment, filter)) : 0;
    return counted - unlisted - (view === 'mine' ? total('not_mine', notMineSql(moment, filter)) : 0);
  };
  /** The same where only what is not decided counts. */
  const openCount: CountRows = (view, moment, filter = {}) => {
    if (view === 'at_risk' || view === 'decided_today' || openOnly(view)) return countRows(view, moment, filter);
    const counted = total(`${view}.open`, keptSql(['closed = 0'], view, filter));
    return counted - (moment.unlisted.length > 0 ? total('unlisted', unlistedSql(view, moment, filter)) : 0);
  };
  return countRows;
};
