// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows by itself, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and aria-activedescendant names the row that is meant
import { BorderOutlined, CheckSquareFilled } from '@ant-design/icons';
import { memo } from 'react';
import type { QueueRow } from '../../../shared/domain/queue.ts';
import { useTranslation } from '../../i18n/index.ts';
import { Cell } from './cells.tsx';
import type { Column } from './columns.ts';
import { Matched } from './matched.tsx';

type Props = {
  index: number;
  top: number;
  row: QueueRow | undefined;
  columns: readonly Column[];
  /** The row that the keys act on. */
  meant: boolean;
  /** Chosen together with others for one action; undefined while none are. */
  chosen: boolean | undefined;
  nowMs: number;
};

/** One row; drawn again only when something of it changed, so that scrolling draws the rows that come into sight and no others. */
export const Row = memo(({ index, top, row, columns, meant, chosen, nowMs }: Props) => {
  const { t } = useTranslation('queue');
  const named = columns.some(({ name }) => name === 'name');
  return (
    <div
      id={`queue-row-${index}`}
      className={`queue-row${meant ? ' queue-meant' : ''}${row?.state === 'decided' ? ' queue-decided' : row?.claim?.state === 'lost' ? ' queue-lost' : ''}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen ?? meant}
      data-index={index}
      data-application={row?.applicationId}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className="queue-choose" aria-hidden="true" data-choose>
        {chosen === true ? <CheckSquareFilled /> : <BorderOutlined />}
      </span>
      {columns.map(({ name }, place) => (
        <div key={name} role="gridcell" className="queue-cell">
          {row === undefined ? (
            name === 'name' ? (
              <span className="queue-quiet">{t('rowLoading')}</span>
            ) : null
          ) : (
            <>
              <Cell column={name} row={row} nowMs={nowMs} />
              {(named ? name === 'name' : place === 0) ? <Matched matched={row.matched} /> : null}
            </>
          )}
        </div>
      ))}
    </div>
  );
});
