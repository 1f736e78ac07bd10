import type { QueueFilter, QueueQuery, QueueView } from '../../../shared/domain/queue.ts';
import type { Value } from './connection.ts';
import { verdictRanks } from './progress.ts';
import { allOf, type Condition, conditionsOf, onlyOpen } from './queue-filter.ts';
import type { Instant } from './types.ts';

/** The moment by which views are reckoned. */
export type QueueMoment = {
  now: Instant;
  atRiskBefore: Instant;
  dayStart: Instant;
  /** Whether this workstation holds claims, and whether it has any that it does not hold any more: then `mine` is narrower. */
  claims: { held: boolean; gone: boolean };
  /** Numbers of decided applications that the indexes still have as open (`closings.ts`): a few at most. */
  unlisted: readonly number[];
};

/** Where a list's rows are taken from. */
export type Source =
  /** The index of the order: read until the page is full. `empty`: arms in which nothing is to be found, which would be read to their end. */
  | { by: 'order'; cells: readonly Cell[]; empty?: readonly string[] | undefined }
  /** An index of the view or of something that it is narrowed by, the claims, or what the search found: few rows, which are then sorted. */
  | { by: 'view' | 'types' | 'verdicts' | 'attempts' | 'due' | 'requests' | 'accounts' | 'claims' | 'search' };

/** What is looked for: what the list is narrowed by, and what the search found, as a query of numbers (`found`). */
export type Filter = QueueFilter & { matches?: Condition | undefined };

/** Values of an order's columns before the due time: rows of one cell lie side by side in due order. */
export type Cell = readonly Value[];

type Order = QueueQuery['order']['by'];

/** Where a row stands in every order: its values of {@link placeColumns}. */
export type Place = Readonly<Record<string, Value>>;

/** The columns of each order; what is equal goes by due order, and at last by the row's number, so that pages never overlap. */
const orderColumns: Record<Order, readonly string[]> = {
  due: ['urgency', 'due_at'],
  submitted: ['submitted_at'],
  name: ['name'],
  type: ['type', 'urgency', 'due_at'],
  attempt: ['attempt', 'urgency', 'due_at'],
  verdict: ['verdict_rank', 'urgency', 'due_at'],
};

/** All columns that a row's place in any order is told by. */
export const placeColumns = [...new Set([...Object.values(orderColumns).flat(), 'number'])];

/** The columns of an order that name a cell: those before the due time, where it has one. */
export const cellColumns = (order: Order): readonly string[] =>
  orderColumns[order].at(-1) === 'due_at' ? orderColumns[order].slice(0, -1) : [];

const orderIndex = (order: Order): string => `applications_closed_${orderColumns[order].join('_')}`;

/** The index that holds no other rows than the view's, or few others. */
const viewIndex: Record<QueueView, string | undefined> = {
  mine: undefined,
  at_risk: 'applications_closed_due_at',
  resubmissions: 'applications_resubmitted_urgency_due_at',
  requests: 'applications_requested_urgency_due_at',
  flagged: 'applications_closed_verdict_rank_urgency_due_at',
  decided_today: 'applications_closed_decided_at',
  all: undefined,
};

/** The open ones, as the indexes know them. */
export const openArm = 'closed = 0';
const open = openArm;
const closed = 'closed = 1';

/** Whether a view shows open applications, decided ones, or both: the first column of the list's indexes. */
export const armsOf: Record<QueueView, readonly string[]> = {
  mine: [open],
  at_risk: [open],
  resubmissions: [open],
  flagged: [open],
  requests: [open, closed],
  decided_today: [closed],
  all: [open, closed],
};

/** Views of what is not decided: what the indexes still have as open is left out. */
export const openOnly = (view: QueueView): boolean => armsOf[view].length === 1 && armsOf[view][0] === open;

/** What is claimed and ours. By number, which the indexes hold. */
const heldHere: Condition = {
  sql: "number IN (SELECT held.number FROM claims c CROSS JOIN applications held ON held.id = c.application_id WHERE c.state = 'held')",
  values: [],
};
const notPostponed = (now: Instant): Condition => ({ sql: '(postponed_until IS NULL OR postponed_until <= ?)', values: [now] });
/** What was claimed and is lost or being given back. By number, which the indexes hold. */
const notGone: Condition = {
  sql: "number NOT IN (SELECT gone.number FROM claims c CROSS JOIN applications gone ON gone.id = c.application_id WHERE c.state <> 'held')",
  values: [],
};
const among = (numbers: readonly number[]): Condition => ({
  sql: 'number IN (SELECT value FROM json_each(?))',
  values: [JSON.stringify(numbers)],
});
const notAmong = (numbers: readonly number[]): Condition => ({ ...among(numbers), sql: 'number NOT IN (SELECT value FROM json_each(?))' });

/** What a view asks of a row, beside being open or decided. Postponed applications are open, but not in `mine`. */
export const viewCondition = (view: QueueView, { now, atRiskBefore, dayStart, claims }: QueueMoment): Condition => {
  switch (view) {
    case 'mine':
      return allOf([notPostponed(now), ...(claims.held ? [heldHere] : claims.gone ? [notGone] : [])]);
    case 'at_risk':
      return { sql: 'due_at < ?', values: [atRiskBefore] };
    case 'resubmissions':
      return { sql: 'attempt > 1', values: [] };
    case 'requests':
      return { sql: 'open_requests > 0', values: [] };
    case 'flagged':
      return { sql: `verdict_rank = ${verdictRanks.fail}`, values: [] };
    case 'decided_today':
      return { sql: 'decided_at >= ?', values: [dayStart] };
    case 'all':
      return { sql: 'true', values: [] };
    default:
      return view satisfies never;
  }
};

const fromOf = (view: QueueView, order: Order, source: Source, matches: Condition | undefined): Condition => {
  switch (source.by) {
    case 'order':
      return { sql: `applications INDEXED BY ${orderIndex(order)}`, values: [] };
    case 'types':
      return { sql: `applications INDEXED BY ${orderIndex('type')}`, values: [] };
    case 'view': {
      const index = viewIndex[view];
      return { sql: index === undefined ? 'applications' : `applications INDEXED BY ${index}`, values: [] };
    }
    case 'verdicts':
      return { sql: `applications INDEXED BY ${orderIndex('verdict')}`, values: [] };
    case 'attempts':
      return { sql: `applications INDEXED BY ${orderIndex('attempt')}`, values: [] };
    case 'due':
      return { sql: 'applications INDEXED BY applications_closed_due_at', values: [] };
    case 'requests':
      return { sql: 'applications INDEXED BY applications_requested_urgency_due_at', values: [] };
    case 'accounts':
      return { sql: 'applications INDEXED BY applications_inactive_account_status', values: [] };
    case 'claims':
      return { sql: 'claims c CROSS JOIN applications a ON a.id = c.application_id', values: [] };
    case 'search':
      return foundRows(heldByNumber(view, order) ? 'applications INDEXED BY applications_number' : 'applications', matches);
    default:
      return source satisfies never;
  }
};

const selectOf = (columns: string, from: Condition, where: Condition): Condition => ({
  sql: `SELECT ${columns} FROM ${from.sql} WHERE ${where.sql}`,
  values: [...from.values, ...where.values],
});

/** Being among what the search found, which is asked once and kept for the statement. */
const amongFound = (matches: Condition | undefined): Condition[] =>
  matches === undefined ? [] : [{ sql: `number IN (${matches.sql})`, values: matches.values }];

/** Whether an index by number holds what a view asks and what an order goes by: of what was found, row by row, it is a fraction of the rows themselves. */
const heldByNumber = (view: QueueView, order: Order): boolean => view !== 'decided_today' && order !== 'submitted' && order !== 'name';

/** What the search found, each with its row of `table`. */
const foundRows = (table: string, matches: Condition | undefined): Condition => {
  if (matches === undefined) throw new Error('nothing is searched for');
  return { sql: `(${matches.sql}) CROSS JOIN ${table} ON number = found`, values: matches.values };
};

/** A part of a view that one index can give by itself. */
type Arm = { from: Condition; where: Condition };

/** The arms of a view: open ones, decided ones, and those decided that are still listed as open. */
const armsFrom = (
  view: QueueView,
  moment: QueueMoment,
  order: Order,
  source: Source,
  filter: Filter,
  onlyOpenArm = onlyOpen(filter),
): Arm[] => {
  const from = fromOf(view, order, source, filter.matches);
  // The index of requests knows no arms, nor does what was found.
  const inOne = source.by === 'search' || (source.by === 'view' && view === 'requests');
  if (inOne && armsOf[view].length > 1 && !onlyOpenArm) return [{ from, where: allOf([]) }];
  const { unlisted } = moment;
  const empty = source.by === 'order' ? source.empty : undefined;
  const arms = armsOf[view]
    .filter((sql) => (!onlyOpenArm || sql === open) && !empty?.includes(sql))
    .map((sql) => ({ from, where: { sql, values: [] } }));
  if (onlyOpenArm)
    return arms.length === 0
      ? [{ from, where: { sql: 'false', values: [] } }]
      : unlisted.length === 0
        ? arms
        : arms.map(({ where }) => ({ from, where: allOf([where, notAmong(unlisted)]) }));
  if (unlisted.length === 0) return arms;
  if (openOnly(view)) return arms.map(({ where }) => ({ from, where: allOf([where, notAmong(unlisted)]) }));
  if (view !== 'decided_today') return arms;
  const plain = source.by === 'view' ? { sql: 'applications', values: [] } : from;
  return [...arms, { from: plain, where: allOf([{ sql: open, values: [] }, among(unlisted)]) }];
};

/** What `mine` asks of a row anyway: not postponed, and not gone to somebody else. */
const toReview = (view: QueueView, { now, claims }: QueueMoment): Condition =>
  allOf(view === 'mine' ? [] : [notPostponed(now), ...(claims.gone ? [notGone] : [])]);

/** Lying after a place, in the direction of the order. */
const beyond = ({ by, descending }: QueueQuery['order'], after: Place | undefined): Condition[] => {
  if (after === undefined) return [];
  const columns = [...orderColumns[by], 'number'];
  return [
    {
      sql: `(${columns.join(', ')}) ${descending ? '<' : '>'} (${columns.map(() => '?').join(', ')})`,
      values: columns.map((column) => after[column] ?? null),
    },
  ];
};

/**
 * The numbers of a view's rows, in order. Read by the order's index, the arms (and cells) are parts of a union that SQLite merges, each in its order, so that
 * nothing is sorted however many rows there are; from any other source the few rows are sorted. `after`: only what can be reviewed and comes after that place.
 */
export const listSql = (
  view: QueueView,
  moment: QueueMoment,
  filter: Filter,
  order: QueueQuery['order'],
  source: Source,
  walk?: { after: Place | undefined },
): Condition => {
  const columns = [...orderColumns[order.by], 'number'];
  const condition = allOf([
    viewCondition(view, moment),
    ...conditionsOf(filter, moment),
    ...(source.by === 'search' ? [] : amongFound(filter.matches)),
    ...(walk === undefined ? [] : [toReview(view, moment), ...beyond(order, walk.after)]),
  ]);
  const named = cellColumns(order.by);
  const cells = source.by === 'order' && source.cells.length > 0 ? source.cells : [[]];
  const onlyOpenArm = walk !== undefined || onlyOpen(filter);
  const parts = armsFrom(view, moment, order.by, source, filter, onlyOpenArm).flatMap(({ from, where }) =>
    cells.map((cell) => {
      const inCell = cell.map((value, place) => ({ sql: `${named[place]} = ?`, values: [value] }));
      return selectOf(columns.join(', '), from, allOf([where, ...inCell, condition]));
    }),
  );
  const direction = order.descending ? 'DESC' : 'ASC';
  return {
    sql: `${parts.map(({ sql }) => sql).join(' UNION ALL ')} ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')}`,
    values: parts.flatMap(({ values }) => values),
  };
};

/** How many rows a view holds, counted one by one: for what is found by claims, by search, by the day, or by what is few. `besides`: asked as well. */
export const countSql = (view: QueueView, moment: QueueMoment, filter: Filter, source: Source, besides?: Condition): Condition => {
  const { matches } = filter;
  const condition = allOf([
    viewCondition(view, moment),
    ...conditionsOf(filter, moment),
    ...(source.by === 'search' ? [] : amongFound(matches)),
  ]);
  const parts = armsFrom(view, moment, 'due', source, filter).map(({ from, where }) =>
    selectOf('count(*)', from, allOf([where, condition, ...(besides === undefined ? [] : [besides])])),
  );
  return { sql: `SELECT ${parts.map(({ sql }) => `(${sql})`).join(' + ')} AS total`, values: parts.flatMap(({ values }) => values) };
};
