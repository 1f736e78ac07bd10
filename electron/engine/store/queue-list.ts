import type { QueueQuery, QueueView } from '../../../shared/domain/queue.ts';
import type { Value } from './connection.ts';
import { verdictRanks } from './progress.ts';
import type { Instant } from './types.ts';

/** The moment by which views are reckoned. */
export type QueueMoment = {
  now: Instant;
  atRiskBefore: Instant;
  dayStart: Instant;
  /** Whether this workstation holds claims, and whether it has any that it does not hold any more: then `mine` is narrower. */
  claims: { held: boolean; gone: boolean };
};

/** A condition of SQL on a row of `applications`, with what is bound to it. */
export type Condition = { sql: string; values: Value[] };

/** The columns of each order; what is equal goes by due order, and at last by the row's number, so that pages never overlap. */
const orderColumns: Record<QueueQuery['order']['by'], readonly string[]> = {
  due: ['urgency', 'due_at'],
  submitted: ['submitted_at'],
  name: ['name'],
  type: ['type', 'urgency', 'due_at'],
  attempt: ['attempt', 'urgency', 'due_at'],
  verdict: ['verdict_rank', 'urgency', 'due_at'],
};

const open = 'decided = 0';
const decided = 'decided = 1';

/**
 * Whether a view shows open applications, decided ones, or both: the first column of the list's indexes, so each is an arm of its own.
 * Requests are asked for whatever has become of the application, and have an index without it.
 */
const armsOf: Record<QueueView, readonly string[]> = {
  mine: [open],
  at_risk: [open],
  resubmissions: [open],
  flagged: [open],
  requests: ['true'],
  decided_today: [decided],
  all: [open, decided],
};

const allOf = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.map(({ sql }) => sql).join(' AND '),
  values: conditions.flatMap(({ values }) => values),
});

const notPostponed = (now: Instant): Condition => ({ sql: '(postponed_until IS NULL OR postponed_until <= ?)', values: [now] });
/** What is claimed here, and what was claimed and is lost or being given back. */
const held: Condition = { sql: "id IN (SELECT application_id FROM claims WHERE state = 'held')", values: [] };
const notGone: Condition = { sql: "id NOT IN (SELECT application_id FROM claims WHERE state <> 'held')", values: [] };

/** What a view asks of a row, beside being open or decided. Postponed applications are open, but not in `mine`. */
const viewCondition = (view: QueueView, { now, atRiskBefore, dayStart, claims }: QueueMoment): Condition => {
  switch (view) {
    case 'mine':
      return allOf([notPostponed(now), ...(claims.held ? [held] : claims.gone ? [notGone] : [])]);
    case 'at_risk':
      return { sql: 'due_at < ?', values: [atRiskBefore] };
    case 'resubmissions':
      return { sql: 'attempt > 1', values: [] };
    case 'requests':
      return { sql: 'open_requests > 0', values: [] };
    case 'flagged':
      return { sql: `verdict_rank = ${verdictRanks.fail}`, values: [] };
    case 'decided_today':
      return { sql: '(decided_at IS NOT NULL AND decided_at >= ?)', values: [dayStart] };
    case 'all':
      return { sql: 'true', values: [] };
    default:
      return view satisfies never;
  }
};

/** Search and types of a query. `match`: the expression for the search index. */
export const filterConditions = (match: string | undefined, types: readonly string[] | undefined): Condition[] => [
  ...(match === undefined
    ? []
    : [{ sql: 'number IN (SELECT rowid FROM application_search WHERE application_search MATCH ?)', values: [match] }]),
  ...(types === undefined || types.length === 0
    ? []
    : [{ sql: 'type IN (SELECT value FROM json_each(?))', values: [JSON.stringify(types)] }]),
];

/**
 * The numbers of a view's rows, in order. Open and decided rows are two arms of a union which SQLite merges from the same index, each in its
 * order, so that nothing is sorted however many rows there are.
 */
export const listSql = (view: QueueView, moment: QueueMoment, filters: readonly Condition[], order: QueueQuery['order']): Condition => {
  const columns = [...orderColumns[order.by], 'number'];
  const condition = allOf([viewCondition(view, moment), ...filters]);
  const arms = armsOf[view].map((arm) => ({
    sql: `SELECT ${columns.join(', ')} FROM applications WHERE ${arm} AND ${condition.sql}`,
    values: condition.values,
  }));
  const direction = order.descending ? 'DESC' : 'ASC';
  return {
    sql: `${arms.map(({ sql }) => sql).join(' UNION ALL ')} ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')}`,
    values: arms.flatMap(({ values }) => values),
  };
};

/** How many rows a view holds. */
export const countSql = (view: QueueView, moment: QueueMoment, filters: readonly Condition[]): Condition => {
  const condition = allOf([viewCondition(view, moment), ...filters]);
  const arms = armsOf[view].map((arm) => `(SELECT count(*) FROM applications WHERE ${arm} AND ${condition.sql})`);
  return { sql: `SELECT ${arms.join(' + ')} AS total`, values: arms.flatMap(() => condition.values) };
};

/** The ids of open, not postponed rows of a view in due order, after the place of the row `after`. */
export const nextSql = (
  view: QueueView,
  moment: QueueMoment,
  after: { urgency: number; dueAt: string; number: number } | undefined,
): Condition => {
  const { sql, values } = allOf([
    ...(view === 'mine' ? [] : [notPostponed(moment.now), ...(moment.claims.gone ? [notGone] : [])]),
    viewCondition(view, moment),
    ...(after === undefined ? [] : [{ sql: '(urgency, due_at, number) > (?, ?, ?)', values: [after.urgency, after.dueAt, after.number] }]),
  ]);
  return { sql: `SELECT id FROM applications WHERE ${open} AND ${sql} ORDER BY urgency, due_at, number LIMIT ?`, values };
};
