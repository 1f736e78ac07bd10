import { type QueueColumn, queueColumns, type queueOrders } from '../../../shared/domain/queue.ts';

/** What the queue can be ordered by. */
export type OrderBy = (typeof queueOrders)[number];

/**
 * A column: its width to begin with, the narrowest it can be made (px), the order its heading asks for, and its share of what a large screen leaves. One that is flexible
 * takes its share always; the others until a person sets their width.
 */
export type Column = { name: QueueColumn; width: number; least: number; order?: OrderBy; flexible?: true; share?: number };

/** At 1366 px all of them stand beside each other; `marks` takes most of what is left. */
const columns: Record<QueueColumn, Omit<Column, 'name'>> = {
  due: { width: 158, least: 96, order: 'due' },
  submitted: { width: 98, least: 72, order: 'submitted' },
  number: { width: 80, least: 60 },
  type: { width: 88, least: 60, order: 'type' },
  name: { width: 104, least: 60, order: 'name', share: 0.3 },
  marks: { width: 190, least: 150, order: 'verdict', flexible: true, share: 1 },
  attempt: { width: 76, least: 44, order: 'attempt' },
  requests: { width: 116, least: 60, share: 0.3 },
  account: { width: 100, least: 60 },
  documents: { width: 62, least: 48 },
  state: { width: 196, least: 96, share: 0.5 },
};

/** Room before the first column for the mark of a row that is selected, px, as in queue.css. */
const gutter = 24;

/** The columns that are shown, in their order; all of them where nobody chose. */
export const shownColumns = (chosen: readonly QueueColumn[] | undefined): Column[] =>
  (chosen ?? queueColumns).map((name) => ({ name, ...columns[name] }));

/** The columns with `name` moved before `before`, or to the end. */
export const movedColumn = (shown: readonly QueueColumn[], name: QueueColumn, before: QueueColumn | undefined): QueueColumn[] => {
  if (name === before) return [...shown];
  const others = shown.filter((other) => other !== name);
  const place = before === undefined ? others.length : others.indexOf(before);
  return [...others.slice(0, place), name, ...others.slice(place)];
};

/** The widths that a person has changed, px by column. */
export type Widths = Readonly<Record<string, number>>;

/** What the columns need beside each other, px: below it the table scrolls sideways. */
export const leastWidthOf = (shown: readonly Column[], widths: Widths): number =>
  shown.reduce((sum, { name, width, least, flexible }) => sum + (flexible ? least : Math.max(least, widths[name] ?? width)), gutter);

/** The grid's column template for these widths; without the flexible column the last one takes what is left. */
export const templateOf = (shown: readonly Column[], widths: Widths): string => {
  const flexible = shown.some((column) => column.flexible);
  return [
    `${gutter}px`,
    ...shown.map(({ name, width, least, flexible: bends, share }, place) => {
      const px = Math.max(least, widths[name] ?? width);
      if (bends) return `minmax(${least}px, ${share ?? 1}fr)`;
      if (!flexible && place === shown.length - 1) return `minmax(${px}px, 1fr)`;
      return share === undefined || widths[name] !== undefined ? `${px}px` : `minmax(${px}px, ${share}fr)`;
    }),
  ].join(' ');
};
