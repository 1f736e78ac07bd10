import type { queueOrders } from '../../../shared/domain/queue.ts';

/** What the queue can be ordered by. */
export type OrderBy = (typeof queueOrders)[number];

/** The table's columns in their order. */
const columnNames = [
  'due',
  'submitted',
  'number',
  'type',
  'name',
  'marks',
  'attempt',
  'requests',
  'account',
  'documents',
  'state',
] as const;
/** One of {@link columnNames}. */
export type ColumnName = (typeof columnNames)[number];

/** A column: its width to begin with, the narrowest it can be made (px), and the order its heading asks for. */
export type Column = { name: ColumnName; width: number; least: number; order?: OrderBy; flexible?: true };

/** At 1366 px all of them stand beside each other; `marks` takes what is left. */
export const columns: readonly Column[] = [
  { name: 'due', width: 162, least: 96, order: 'due' },
  { name: 'submitted', width: 106, least: 72, order: 'submitted' },
  { name: 'number', width: 84, least: 60 },
  { name: 'type', width: 92, least: 60, order: 'type' },
  { name: 'name', width: 104, least: 60, order: 'name' },
  { name: 'marks', width: 190, least: 150, order: 'verdict', flexible: true },
  { name: 'attempt', width: 76, least: 44, order: 'attempt' },
  { name: 'requests', width: 122, least: 60 },
  { name: 'account', width: 100, least: 60 },
  { name: 'documents', width: 68, least: 48 },
  { name: 'state', width: 172, least: 96 },
];

/** The widths that a person has changed, px by column. */
export type Widths = Readonly<Record<string, number>>;

/** What all columns need beside each other, px: below it the table scrolls sideways. */
export const leastWidthOf = (widths: Widths): number =>
  columns.reduce((sum, { name, width, least, flexible }) => sum + (flexible ? least : Math.max(least, widths[name] ?? width)), 0);

/** The grid's column template for these widths. */
export const templateOf = (widths: Widths): string =>
  columns
    .map(({ name, width, least, flexible }) => (flexible ? `minmax(${least}px, 1fr)` : `${Math.max(least, widths[name] ?? width)}px`))
    .join(' ');
