import type { QueueQuery, QueueView } from '../../../shared/domain/queue.ts';
import type { CountRows, StatementFor } from './queue-counts.ts';
import { allOf, armsOf, type Cell, cellColumns, type QueueMoment, type Source, typeCondition } from './queue-list.ts';

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
  types: readonly string[] | undefined,
  order: QueueQuery['order']['by'],
  /** `total`: rows of the list, at least 1; `reach`: rows to be read in order, those passed over included; `found`: what the search found, if there is one. */
  extent: { total: number; reach: number; found: number | undefined },
) => Source;

/** Opens the choice over the queue's statements. */
export const openSources = (statement: StatementFor, countRows: CountRows): ChooseSource => {
  /** The cells that hold anything: only these are asked, where rows outside the view would fill the order between them. */
  const cellsOf = (view: QueueView, order: QueueQuery['order']['by'], types: readonly string[] | undefined): Cell[] => {
    const columns = cellColumns(order);
    const { sql, values } = allOf([{ sql: `(${armsOf[view].join(' OR ')})`, values: [] }, ...typeCondition(types)]);
    return statement<Record<string, string | number>>(
      `queue.cells.${order}`,
      `SELECT DISTINCT ${columns.join(', ')} FROM application_counts WHERE ${sql}`,
    )
      .all(...values)
      .map((found) => columns.map((column) => found[column] ?? null));
  };

  return (view, moment, types, order, { total, reach, found }) => {
    // What is claimed is few, and nothing else is asked for then.
    if (view === 'mine' && moment.claims.held) return { by: 'claims' };
    const passedOver =
      (reach * countRows(armsOf[view].length === 1 ? 'mine' : 'all', { ...moment, claims: { held: false, gone: false } })) / total;
    if (found !== undefined && found * sortedWeight < passedOver) return { by: 'search' };
    if (view === 'decided_today') return { by: 'view' };
    const narrowed = types !== undefined && types.length > 0;
    const filtered = narrowed || view !== 'all';
    if (!filtered) return { by: 'order', cells: [] };
    const ofView =
      view === 'mine' || view === 'all' ? Number.POSITIVE_INFINITY : narrowed || found !== undefined ? countRows(view, moment) : total;
    const ofTypes = narrowed ? countRows('all', moment, types) : Number.POSITIVE_INFINITY;
    const few = Math.min(ofView, ofTypes);
    const weight = view === 'at_risk' && few === ofView ? coveredWeight : sortedWeight;
    const sorted: Source = few === ofView ? { by: 'view' } : { by: 'types' };
    // What is at risk was submitted early, so that in that order it all lies at one end.
    if (few * weight < passedOver || (view === 'at_risk' && order === 'submitted')) return sorted;
    if (cellColumns(order).length === 0 || !(view === 'at_risk' || (narrowed && order === 'type'))) return { by: 'order', cells: [] };
    const cells = cellsOf(view, order, types);
    return cells.length > mostCells ? sorted : { by: 'order', cells };
  };
};
