// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows by itself, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and aria-activedescendant names the row that is meant
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type MouseEvent, type RefObject, useEffect, useRef } from 'react';
import type { QueueColumn } from '../../../shared/domain/queue.ts';
import { useClockOffset } from '../../engine/index.ts';
import { useNow } from '../../parts/index.ts';
import { type Column, leastWidthOf, type OrderBy, templateOf, type Widths } from './columns.ts';
import { Heading } from './heading.tsx';
import { whereabouts } from './remembered.ts';
import { Row } from './row.tsx';
import type { Rows } from './use-rows.ts';

/** Height of a row and of the headings, px, as in queue.css. */
const rowHeight = 34;
const headingHeight = 32;
/** Rows kept drawn above and below what is seen. */
const beyond = 12;

type Props = {
  rows: Rows;
  columns: readonly Column[];
  onColumns: (columns: QueueColumn[]) => void;
  at: number;
  chosen: ReadonlySet<string>;
  /** A row was pointed at; with Shift, up to it, and with Ctrl or on its mark, it too. */
  onAt: (index: number, how: 'only' | 'too' | 'up_to') => void;
  onOpen: (index: number) => void;
  order: { by: OrderBy; descending: boolean };
  onOrder: (order: { by: OrderBy; descending: boolean }) => void;
  widths: Widths;
  onWidths: (widths: Widths) => void;
  label: string;
  grid: RefObject<HTMLDivElement | null>;
};

/** Which row the mouse meant. */
const onRow = ({ target }: MouseEvent, act: (index: number, mark: boolean) => void): void => {
  const index = target instanceof Element ? target.closest<HTMLElement>('[data-index]')?.dataset.index : undefined;
  if (index !== undefined) act(Number(index), target instanceof Element && target.closest('[data-choose]') !== null);
};

/** The table. One element has the focus and tells which row is meant, so that rows may come and go as it scrolls. */
export const Grid = ({ rows, columns, onColumns, at, chosen, onAt, onOpen, order, onOrder, widths, onWidths, label, grid }: Props) => {
  const now = useNow() + useClockOffset();
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => grid.current,
    estimateSize: () => rowHeight,
    overscan: beyond,
    paddingStart: headingHeight,
    scrollPaddingStart: headingHeight,
    initialOffset: whereabouts.scroll,
  });
  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const until = items.at(-1)?.index ?? 0;
  const { see } = rows;
  useEffect(() => see(from, until));
  const shown = useRef(at);
  useEffect(() => {
    // Only a row that was moved to is brought into sight; a reload of the list leaves the scroll where it is.
    if (shown.current === at) return;
    shown.current = at;
    virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);
  useEffect(() => {
    const element = grid.current;
    if (element === null) return;
    // The table also comes back while somebody types in the search box, when a search finds something again; what is typed goes on there.
    if (!(document.activeElement instanceof HTMLInputElement)) element.focus({ preventScroll: true });
    const scrolled = (): void => {
      whereabouts.scroll = element.scrollTop;
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => element.removeEventListener('scroll', scrolled);
  }, [grid]);
  const style = {
    '--queue-columns': templateOf(columns, widths),
    '--queue-least': `${leastWidthOf(columns, widths) + 16}px`,
    '--queue-height': `${virtual.getTotalSize()}px`,
  } as CSSProperties;
  const present = at >= from && at <= until && rows.rowAt(at) !== undefined;
  return (
    <div
      ref={grid}
      className={`queue-grid${rows.stale ? ' queue-stale' : ''}`}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.total + 1}
      aria-multiselectable
      aria-colcount={columns.length}
      aria-busy={rows.stale}
      aria-activedescendant={present ? `queue-row-${at}` : undefined}
      style={style}
    >
      <Heading columns={columns} onColumns={onColumns} order={order} widths={widths} onOrder={onOrder} onWidths={onWidths} />
      {/* The grid has the focus and the keys; the rows take the mouse, all of them here. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the grid's */}
      <div
        className="queue-rows"
        role="rowgroup"
        onClick={(event) =>
          onRow(event, (index, mark) => onAt(index, event.shiftKey ? 'up_to' : mark || event.ctrlKey || event.metaKey ? 'too' : 'only'))
        }
        onDoubleClick={(event) => onRow(event, (index, mark) => !mark && onOpen(index))}
      >
        {items.map(({ index, start }) => (
          <Row
            key={index}
            index={index}
            top={start - headingHeight}
            row={rows.rowAt(index)}
            columns={columns}
            meant={index === at}
            chosen={chosen.size === 0 ? undefined : chosen.has(rows.rowAt(index)?.applicationId ?? '')}
            nowMs={now}
          />
        ))}
      </div>
    </div>
  );
};
