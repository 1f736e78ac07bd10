import type { QueueFilter, QueueView } from '../../../shared/domain/queue.ts';
import type { Statement, Value } from './connection.ts';
import { allOf, type Condition, conditionsOf, heldInOrders, onlyOpen, otherDue } from './queue-filter.ts';
import { decidedSql, dueSql, isCounted, listedSql, postponedSql } from './queue-kept-counts.ts';
import { armsOf, countSql, openArm, type QueueMoment, viewCondition } from './queue-list.ts';

/** Gives the statement for a text of SQL, prepared once. */
export type StatementFor = <Row>(name: string, sql: string) => Statement<Row>;

/** Open applications that `mine` leaves out though they are claimed by nobody else: those of which the claim is gone, and that are not postponed. */
const goneSql = (moment: QueueMoment, filter: QueueFilter): Condition => {
  const narrowed = allOf(conditionsOf(filter, moment));
  return {
    sql: `SELECT count(*) AS total FROM claims c CROSS JOIN applications a ON a.id = c.application_id
      WHERE c.state <> 'held' AND a.closed = 0 AND (a.postponed_until IS NULL OR a.postponed_until <= ?) AND ${narrowed.sql}`,
    values: [moment.now, ...narrowed.values],
  };
};

/** Open ones that are postponed and due in some states: read, since the counts of what is postponed know no due time. */
const postponedDueSql = (moment: QueueMoment, filter: QueueFilter): Condition => {
  const { sql, values } = allOf(conditionsOf(filter, moment));
  return {
    sql: `SELECT count(*) AS total FROM applications INDEXED BY applications_postponed_until
      WHERE closed = 0 AND postponed_until IS NOT NULL AND postponed_until > ? AND ${sql}`,
    values: [moment.now, ...values],
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

/** How many rows a view that is narrowed so holds, without a search. */
export type CountRows = (view: QueueView, moment: QueueMoment, filter?: QueueFilter) => number;

/** How many rows an index of a view has among the open or the decided ones, where the counts know it: what every order's index is read by. */
export type CountArm = (view: QueueView, arm: string, filter: QueueFilter) => number | undefined;

/** Opens the counting over the queue's statements. */
export const openCounts = (statement: StatementFor): { countRows: CountRows; countArm: CountArm } => {
  const total = (name: string, { sql, values }: { sql: string; values: Value[] }): number =>
    statement<{ total: number }>(`queue.count.${name}`, sql).get(...values)?.total ?? 0;
  const few = (view: QueueView, moment: QueueMoment, filter: QueueFilter, by: 'claims' | 'due' | 'view'): number =>
    total(`${view}.${by}`, countSql(view, moment, filter, { by }));

  const unlisted = (view: QueueView, moment: QueueMoment, filter: QueueFilter): number =>
    moment.unlisted.length === 0 ? 0 : total('unlisted', unlistedSql(view, moment, filter));
  /** Of what the kept counts have as open: what was decided and is still listed as open, and what `mine` leaves out. */
  const without = (view: QueueView, moment: QueueMoment, filter: QueueFilter, openArm: boolean): number => {
    const decided = openArm ? unlisted(view, moment, filter) : 0;
    if (view !== 'mine') return decided;
    const postponed = total('postponed', filter.due?.length ? postponedDueSql(moment, filter) : postponedSql(moment, filter));
    return decided + postponed + (moment.claims.gone ? total('gone', goneSql(moment, filter)) : 0);
  };
  const listed = (view: QueueView, moment: QueueMoment, filter: QueueFilter, arms: readonly string[]): number =>
    isCounted(view) ? total(`${view}.listed`, listedSql(view, arms, filter)) - without(view, moment, filter, arms.join() === openArm) : 0;

  /** By due times: of types alone from the counts by the hour, else what is due soon is read, and what is in time is the rest. */
  const countDue = (view: QueueView, moment: QueueMoment, filter: QueueFilter): number => {
    const { due, ...rest } = filter;
    const byHour = onlyTypes(rest) && (view === 'mine' || view === 'all' || view === 'at_risk');
    if (byHour) return total(`${view}.hours`, dueSql(view, moment, filter)) - without(view, moment, filter, true);
    if (view === 'at_risk') return few(view, moment, filter, 'view');
    if (!due?.includes('in_time')) return few(view, moment, filter, 'due');
    const others = otherDue(due);
    return listed(view, moment, rest, [openArm]) - (others.length === 0 ? 0 : few(view, moment, { ...rest, due: others }, 'due'));
  };

  return {
    countArm: (view, arm, filter) =>
      isCounted(view) && !filter.due?.length && !filter.claims?.length ? total(`${view}.arm`, listedSql(view, [arm], filter)) : undefined,
    countRows: (view, moment, filter = {}) => {
      if ((view === 'mine' && moment.claims.held) || filter.claims?.length) return few(view, moment, filter, 'claims');
      if (view === 'decided_today') {
        if (onlyOpen(filter)) return 0;
        if (!heldInOrders(filter)) return few(view, moment, filter, 'view');
        return total(view, decidedSql(moment, filter)) + unlisted(view, moment, filter);
      }
      if (filter.due?.length || view === 'at_risk') return countDue(view, moment, filter);
      return listed(view, moment, filter, armsOf[view]);
    },
  };
};
