// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows by itself, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and aria-activedescendant names the row that is meant
import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { QueueColumn } from '../../../shared/domain/queue.ts';
import { useTranslation } from '../../i18n/index.ts';
import { type Column, movedColumn, type OrderBy, type Widths } from './columns.ts';

type Order = { by: OrderBy; descending: boolean };

/** Pixels by which an arrow key changes a width. */
const widthStep = 12;

/** How wide the edge's column is now, px: more than its own width where it has a share of a large screen. */
const seenWidth = (edge: HTMLElement): number | undefined => edge.parentElement?.offsetWidth;

const Edge = ({ column, width, onWidth }: { column: Column; width: number; onWidth: (width: number) => void }) => {
  const { t } = useTranslation('queue');
  const dragged = (down: PointerEvent<HTMLHRElement>): void => {
    const edge = down.currentTarget;
    const scale = edge.getBoundingClientRect().width / edge.offsetWidth || 1;
    const seen = seenWidth(edge) ?? width;
    edge.setPointerCapture(down.pointerId);
    const moved = (event: globalThis.PointerEvent): void =>
      onWidth(Math.max(column.least, Math.round(seen + (event.clientX - down.clientX) / scale)));
    const done = (): void => {
      edge.removeEventListener('pointermove', moved);
      edge.removeEventListener('pointerup', done);
      edge.removeEventListener('pointercancel', done);
    };
    edge.addEventListener('pointermove', moved);
    edge.addEventListener('pointerup', done);
    edge.addEventListener('pointercancel', done);
  };
  const pressed = (event: KeyboardEvent<HTMLHRElement>): void => {
    const by = event.key === 'ArrowRight' ? widthStep : event.key === 'ArrowLeft' ? -widthStep : 0;
    if (by === 0) return;
    event.preventDefault();
    onWidth(Math.max(column.least, (seenWidth(event.currentTarget) ?? width) + by));
  };
  return (
    <hr
      className="queue-edge"
      tabIndex={0}
      draggable
      onDragStart={(event) => {
        // The edge is dragged by itself.
        event.preventDefault();
        event.stopPropagation();
      }}
      aria-orientation="vertical"
      aria-label={t('widthOf', { column: t(`columns.${column.name}`) })}
      aria-valuenow={width}
      aria-valuemin={column.least}
      onPointerDown={dragged}
      onKeyDown={pressed}
    />
  );
};

/** The headings: a click orders, another turns the order round; the edge between two changes a width, and a heading is dragged to another place. */
export const Heading = ({
  columns,
  order,
  widths,
  onColumns,
  onOrder,
  onWidths,
}: {
  columns: readonly Column[];
  order: Order;
  widths: Widths;
  onColumns: (columns: QueueColumn[]) => void;
  onOrder: (order: Order) => void;
  onWidths: (widths: Widths) => void;
}) => {
  const { t } = useTranslation('queue');
  const [dragged, setDragged] = useState<QueueColumn>();
  const [over, setOver] = useState<QueueColumn>();
  const dropped = (before: QueueColumn): void => {
    if (dragged !== undefined)
      onColumns(
        movedColumn(
          columns.map(({ name }) => name),
          dragged,
          before,
        ),
      );
    setDragged(undefined);
    setOver(undefined);
  };
  return (
    <div className="queue-row queue-heading" role="row" aria-rowindex={1}>
      <span className="queue-choose" aria-hidden="true" />
      {columns.map((column) => {
        const ordered = column.order !== undefined && order.by === column.order;
        return (
          <div
            key={column.name}
            role="columnheader"
            className={`queue-cell${over === column.name && dragged !== column.name ? ' queue-drop' : ''}`}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              setDragged(column.name);
            }}
            onDragOver={(event) => {
              if (dragged === undefined) return;
              event.preventDefault();
              setOver(column.name);
            }}
            onDragEnd={() => {
              setDragged(undefined);
              setOver(undefined);
            }}
            onDrop={(event) => {
              event.preventDefault();
              dropped(column.name);
            }}
            aria-sort={ordered ? (order.descending ? 'descending' : 'ascending') : undefined}
          >
            {column.order === undefined ? (
              <span className="queue-heading-word">{t(`columns.${column.name}`)}</span>
            ) : (
              <button
                type="button"
                className="queue-order"
                onClick={() => column.order !== undefined && onOrder({ by: column.order, descending: ordered ? !order.descending : false })}
              >
                <span className="queue-heading-word">{t(`columns.${column.name}`)}</span>
                {ordered ? order.descending ? <CaretDownOutlined aria-hidden="true" /> : <CaretUpOutlined aria-hidden="true" /> : null}
              </button>
            )}
            {column.flexible ? null : (
              <Edge
                column={column}
                width={Math.max(column.least, widths[column.name] ?? column.width)}
                onWidth={(width) => onWidths({ ...widths, [column.name]: width })}
              />
            )}
          </div>
        );
      })}
    </div>
  );
};
