import type { QueueFilter, QueueQuery, QueueView } from '../../../shared/domain/queue.ts';
import { type CountArm, type CountRows, onlyTypes, type StatementFor } from './queue-counts.ts';
import { allOf, countedConditions, lastHourOf } from './queue-filter.ts';
import { armsOf, type Cell, cellColumns, type QueueMoment, type Source } from './queue-list.ts';

/** How much longer it takes to find a row by a view's index, read it and sort it, than to pass over an entry of an order's index. Measured roughly. */
const sortedWeight = 15;
/** The same where the view's index holds all that is sorted by. */
const coveredWeight = 4;
/** Most parts of a union that SQLite merges quickly. */
const mostCells = 40;

/** Chooses where to read the rows of a page from, by how many entries would have to be looked at. */
export type ChooseSource = (
  view: QueueView,
  moment: QueueMoment,
  filter: QueueFilter,
  order: QueueQuery['order']['by'],
  /** `total`: rows of the list, at least 1; `reach`: rows to be read in order, those passed over included; `found`: what the search found, if there is one. */
  extent: { total: number; reach: number; found: number | undefined },
) => Source;

/** Opens the choice over the queue's statements. */
export const openSources = (statement: StatementFor, countRows: CountRows, countArm: CountArm): ChooseSource => {
  /** The cells that hold anything: only these are asked, where rows outside the view would fill the order between them. */
  const cellsOf = (view: QueueView, order: QueueQuery['order']['by'], filter: QueueFilter): Cell[] => {
    const columns = cellColumns(order);
    const { sql, values } = allOf([{ sql: `(${armsOf[view].join(' OR ')})`, values: [] }, ...countedConditions(filter)]);
    return statement<Record<string, string | number>>(
      `queue.cells.${order}`,
      `SELECT DISTINCT ${columns.join(', ')} FROM application_counts WHERE ${sql}`,
    )
      .all(...values)
      .map((found) => columns.map((column) => found[column] ?? null));
  };

  /** What an index of what the list is narrowed by would have to be read through, the fewest first. */
  const fewest = (view: QueueView, moment: QueueMoment, filter: QueueFilter): { source: Source; entries: number } | undefined => {
    const plain = { ...moment, claims: { held: false, gone: false } };
    const hour = filter.due?.length ? lastHourOf(filter.due, moment) : undefined;
    const dueUntil = (until: string): number =>
      statement<{ total: number }>(
        'queue.due_until',
        'SELECT coalesce(sum(count), 0) AS total FROM application_due_counts WHERE closed = 0 AND due_hour <= ?',
      ).get(until)?.total ?? 0;
    const inactive = filter.accounts?.length && !filter.accounts.includes('active') ? { accounts: filter.accounts } : undefined;
    const again = filter.attempts?.length === 1 && filter.attempts[0] === 'again';
    const known: { source: Source; entries: number }[] = [
      ...(filter.types?.length ? [{ source: { by: 'types' } as const, entries: countRows('all', plain, { types: filter.types }) }] : []),
      ...(filter.verdicts?.length
        ? [{ source: { by: 'verdicts' } as const, entries: countRows('all', plain, { verdicts: filter.verdicts }) }]
        : []),
      ...(again ? [{ source: { by: 'attempts' } as const, entries: countRows('all', plain, { attempts: ['again'] }) }] : []),
      ...(hour === undefined ? [] : [{ source: { by: 'due' } as const, entries: dueUntil(hour) }]),
      ...(filter.requests?.length ? [{ source: { by: 'requests' } as const, entries: countRows('requests', plain) }] : []),
      ...(inactive === undefined ? [] : [{ source: { by: 'accounts' } as const, entries: countRows('all', plain, inactive) }]),
      ...(view === 'mine' || view === 'all' || view === 'decided_today'
        ? []
        : [{ source: { by: 'view' } as const, entries: countRows(view, moment) }]),
    ];
    return known.sort((left, right) => left.entries - right.entries)[0];
  };

  /**
   * Entries of the order's index that are passed over until `reach` rows are there, and arms without any. The arms are read side by side, each up to its next row: one that holds few is
   * read far.
   */
  const walkOf = (
    view: QueueView,
    moment: QueueMoment,
    filter: QueueFilter,
    { total, reach, found }: { total: number; reach: number; found: number | undefined },
  ): { passedOver: number; empty: string[] } => {
    const arms = found === undefined && armsOf[view].length > 1 ? armsOf[view] : [];
    const held = arms.flatMap((arm) => {
      const rows = countArm(view, arm, filter);
      return rows === undefined ? [] : [{ arm, rows, entries: countArm('all', arm, {}) ?? 0 }];
    });
    if (held.length === 0) {
      const all = countRows(armsOf[view].length === 1 ? 'mine' : 'all', { ...moment, claims: { held: false, gone: false } });
      return { passedOver: (reach * all) / total, empty: [] };
    }
    const walked = held.filter(({ rows }) => rows > 0).map(({ rows, entries }) => entries * Math.min(1, reach / total + 1 / rows));
    return {
      passedOver: walked.reduce((sum, entries) => sum + entries, 0),
      empty: held.flatMap(({ arm, rows }) => (rows > 0 ? [] : [arm])),
    };
  };

  return (view, moment, filter, order, { total, reach, found }) => {
    const { types } = filter;
    // What is claimed is few, and nothing else is asked for then.
    if ((view === 'mine' && moment.claims.held) || filter.claims?.length) return { by: 'claims' };
    const { passedOver, empty } = walkOf(view, moment, filter, { total, reach, found });
    const byOrder = (cells: readonly Cell[]): Source => ({ by: 'order', cells, empty });
    if (found !== undefined && found * sortedWeight < passedOver) return { by: 'search' };
    if (view === 'decided_today') return { by: 'view' };
    if (!onlyTypes(filter)) {
      const narrow = fewest(view, moment, filter);
      const dueEnds = filter.due?.length ? lastHourOf(filter.due, moment) !== undefined : view === 'at_risk';
      // In an order by due time what ends early lies together in each cell.
      const cells = dueEnds && cellColumns(order).length > 0 ? cellsOf(view, order, filter) : [];
      if (cells.length > 0 && cells.length <= mostCells && filter.requests === undefined && filter.accounts === undefined)
        return { by: 'order', cells };
      const covered = narrow !== undefined && ['due', 'requests', 'accounts'].includes(narrow.source.by);
      const cost = narrow === undefined ? Number.POSITIVE_INFINITY : narrow.entries + total * (covered ? coveredWeight : sortedWeight);
      // What is due soon was submitted early, so that in that order it all lies at one end.
      return narrow !== undefined && (cost < passedOver || (dueEnds && order === 'submitted')) ? narrow.source : byOrder([]);
    }
    const narrowed = types !== undefined && types.length > 0;
    const filtered = narrowed || view !== 'all';
    if (!filtered) return byOrder([]);
    const ofView =
      view === 'mine' || view === 'all' ? Number.POSITIVE_INFINITY : narrowed || found !== undefined ? countRows(view, moment) : total;
    const ofTypes = narrowed ? countRows('all', moment, { types: types ?? [] }) : Number.POSITIVE_INFINITY;
    const few = Math.min(ofView, ofTypes);
    const weight = view === 'at_risk' && few === ofView ? coveredWeight : sortedWeight;
    const sorted: Source = few === ofView ? { by: 'view' } : { by: 'types' };
    // What is at risk was submitted early, so that in that order it all lies at one end.
    if (few * weight < passedOver || (view === 'at_risk' && order === 'submitted')) return sorted;
    if (cellColumns(order).length === 0 || !(view === 'at_risk' || (narrowed && order === 'type'))) return byOrder([]);
    const cells = cellsOf(view, order, filter);
    return cells.length > mostCells ? sorted : byOrder(cells);
  };
};
