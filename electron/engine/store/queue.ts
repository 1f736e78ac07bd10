import { type QueueFilter, type QueueQuery, type QueueView, queueViews } from '../../../shared/domain/queue.ts';
import type { Connection, Statement } from './connection.ts';
import { openCounts } from './queue-counts.ts';
import { type Condition, conditionsOf } from './queue-filter.ts';
import { countSql, type Filter, listSql, type Place, placeColumns, type QueueMoment, type Source } from './queue-list.ts';
import { openQueueRows } from './queue-rows.ts';
import { openSources } from './queue-source.ts';
import { type Found, mostKnown, openSearch } from './search.ts';
import type { Instant, ReadableStore } from './types.ts';

const inDueOrder: QueueQuery['order'] = { by: 'due', descending: false };

/** The queue: pages, counts, and what comes next. Statements are kept by their text, of which there are as many as combinations are used. */
export const readQueue = (connection: Connection): Pick<ReadableStore, 'queuePage' | 'queueCounts' | 'queueNext'> => {
  const kept = new Map<string, Statement<unknown>>();
  const statement = <StatementRow>(name: string, sql: string): Statement<StatementRow> => {
    const known = kept.get(sql) ?? connection.statement<unknown>(name, sql);
    kept.set(sql, known);
    return known as Statement<StatementRow>;
  };
  const claims = connection.statement<{ held: number; gone: number }>(
    'queue.claims',
    "SELECT EXISTS (SELECT 1 FROM claims WHERE state = 'held') AS held, EXISTS (SELECT 1 FROM claims WHERE state IN ('returning', 'lost')) AS gone",
  );
  const unlisted = connection.statement<{ number: number }>('queue.unlisted', 'SELECT number FROM applications_unlisted');
  const momentOf = (now: Instant, atRiskBefore: Instant, dayStart: Instant): QueueMoment => {
    const { held = 0, gone = 0 } = claims.get() ?? {};
    return {
      now,
      atRiskBefore,
      dayStart,
      claims: { held: held === 1, gone: gone === 1 },
      unlisted: unlisted.all().map(({ number }) => number),
    };
  };
  const place = connection.statement<Place & { number: number }>(
    'queue.place',
    `SELECT ${placeColumns.join(', ')} FROM applications WHERE id = ?`,
  );
  const idOf = connection.statement<{ id: string }>('queue.id', 'SELECT id FROM applications WHERE number = ?');
  const rowsOf = openQueueRows(connection);
  const { countRows, countArm } = openCounts(statement);
  const find = openSearch(connection);
  const countFound = (view: QueueView, moment: QueueMoment, filter: Filter, { matches, known }: Found): number => {
    if (view === 'all' && conditionsOf(filter, moment).length === 0)
      return (
        known ??
        statement<{ total: number }>('queue.count.found', `SELECT count(*) AS total FROM (${matches.sql})`).get(...matches.values)?.total ??
        0
      );
    const { sql, values } = countSql(view, moment, filter, { by: view === 'mine' && moment.claims.held ? 'claims' : 'search' });
    return statement<{ total: number }>(`queue.count.search.${view}`, sql).get(...values)?.total ?? 0;
  };
  /** How much a search finds, as far as it matters to where the rows are read from. */
  const extentOf = (found: Found | undefined, total: number): number | undefined =>
    found === undefined ? undefined : (found.known ?? Math.max(mostKnown, total));
  const sourceOf = openSources(statement, countRows, countArm);

  /** The numbers of a list's rows; `wanted` -1: all. */
  const numbersOf = (
    view: QueueView,
    order: QueueQuery['order'],
    source: Source,
    list: Condition,
    { wanted, passed }: { wanted: number; passed: number },
  ): number[] =>
    statement<{ number: number }>(`queue.list.${view}.${order.by}.${source.by}`, `${list.sql} LIMIT ? OFFSET ?`)
      .all(...list.values, wanted, passed)
      .map(({ number }) => number);

  /** A part of a list that was not searched, or of a search that found much: the total is counted first, and the rows are read from where the fewest entries are passed over. */
  const counted = (
    view: QueueView,
    moment: QueueMoment,
    { narrowed, found }: { narrowed: QueueFilter; found: Found | undefined },
    { order, offset, limit }: Pick<QueueQuery, 'order' | 'offset' | 'limit'>,
  ): { numbers: number[]; total: number } => {
    const filter: Filter = { ...narrowed, matches: found?.matches };
    const total = found === undefined ? countRows(view, moment, narrowed) : countFound(view, moment, filter, found);
    const wanted = Math.min(limit, total - offset);
    if (wanted <= 0) return { numbers: [], total };
    // Whatever lies nearer to the end is read from there.
    const fromEnd = offset > total - offset - wanted;
    const passed = fromEnd ? total - offset - wanted : offset;
    const read = { by: order.by, descending: order.descending !== fromEnd };
    const source = sourceOf(view, moment, narrowed, order.by, { total, reach: passed + wanted, found: extentOf(found, total) });
    const numbers = numbersOf(view, order, source, listSql(view, moment, filter, read, source), { wanted, passed });
    if (fromEnd) numbers.reverse();
    return { numbers, total };
  };
  /** The few that were found, all of them in order: what is in the view is counted and sorted in one go. */
  const foundIn = (view: QueueView, moment: QueueMoment, narrowed: QueueFilter, found: Found, order: QueueQuery['order']): number[] => {
    if (found.known === 0) return [];
    const list = listSql(view, moment, { ...narrowed, matches: found.matches }, order, { by: 'search' });
    return numbersOf(view, order, { by: 'search' }, list, { wanted: -1, passed: 0 });
  };

  return {
    queuePage: ({ view, search, order, offset, limit, ...narrowed }, now, atRiskBefore, dayStart) =>
      connection.reading(() => {
        const moment = momentOf(now, atRiskBefore, dayStart);
        const found = search === undefined ? undefined : find(search);
        const known = found?.known !== undefined ? foundIn(view, moment, narrowed, found, order) : undefined;
        const { numbers, total } =
          known === undefined
            ? counted(view, moment, { narrowed, found }, { order, offset, limit })
            : { numbers: known.slice(offset, offset + limit), total: known.length };
        return { rows: rowsOf(numbers, now, atRiskBefore, found === undefined ? undefined : search), total };
      }),
    queueCounts: (now, atRiskBefore, dayStart) =>
      connection.reading(() => {
        const moment = momentOf(now, atRiskBefore, dayStart);
        return Object.fromEntries(queueViews.map((view) => [view, countRows(view, moment)])) as ReturnType<ReadableStore['queueCounts']>;
      }),
    queueNext: ({ view, search, order = inDueOrder, ...narrowed }, after, count, now, atRiskBefore, dayStart) => {
      // What was decided today is not reviewed again.
      if (view === 'decided_today') return [];
      const moment = momentOf(now, atRiskBefore, dayStart);
      const found = search === undefined ? undefined : find(search);
      const filter: Filter = { ...narrowed, matches: found?.matches };
      const total = found === undefined ? countRows(view, moment, narrowed) : countFound(view, moment, filter, found);
      if (total === 0) return [];
      const source = sourceOf(view, moment, narrowed, order.by, { total, reach: count, found: extentOf(found, total) });
      const list = listSql(view, moment, filter, order, source, { after: after === undefined ? undefined : place.get(after) });
      return numbersOf(view, order, source, list, { wanted: count, passed: 0 }).flatMap((number) => idOf.get(number)?.id ?? []);
    },
  };
};
