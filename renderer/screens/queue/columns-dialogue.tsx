import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { type QueueColumn, queueColumns } from '../../../shared/domain/queue.ts';
import { useTranslation } from '../../i18n/index.ts';
import { Dialogue } from '../../parts/index.ts';

/** Which columns are shown, and in which order. */
export const ColumnsDialogue = ({
  columns,
  onColumns,
  onClose,
}: {
  columns: readonly QueueColumn[] | undefined;
  onColumns: (columns: QueueColumn[] | undefined) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslation('queue');
  const shown = columns ?? queueColumns;
  // Those that are not shown keep their place in the list while it is open.
  const [listed, setListed] = useState<QueueColumn[]>([...shown, ...queueColumns.filter((name) => !shown.includes(name))]);
  const settle = (order: QueueColumn[], visible: readonly QueueColumn[]): void => {
    setListed(order);
    onColumns(order.filter((name) => visible.includes(name)));
  };
  const move = (name: QueueColumn, by: -1 | 1): void => {
    const from = listed.indexOf(name);
    const other = listed[from + by];
    if (other === undefined) return;
    settle(
      listed.map((present) => (present === name ? other : present === other ? name : present)),
      shown,
    );
  };
  return (
    <Dialogue
      title={t('columnChoice.title')}
      width={420}
      onClose={onClose}
      footer={
        <>
          <Button
            disabled={columns === undefined}
            onClick={() => {
              setListed([...queueColumns]);
              onColumns(undefined);
            }}
          >
            {t('columnChoice.reset')}
          </Button>
          <Button type="primary" onClick={onClose}>
            {t('filter.done')}
          </Button>
        </>
      }
    >
      <ul className="queue-column-list">
        {listed.map((name, place) => {
          const word = t(`columns.${name}`);
          const visible = shown.includes(name);
          return (
            <li key={name}>
              <Checkbox
                checked={visible}
                disabled={visible && shown.length === 1}
                onChange={({ target }) => settle(listed, target.checked ? [...shown, name] : shown.filter((other) => other !== name))}
              >
                {word}
              </Checkbox>
              <Button
                size="small"
                type="text"
                icon={<ArrowUpOutlined />}
                disabled={place === 0}
                aria-label={t('columnChoice.up', { column: word })}
                onClick={() => move(name, -1)}
              />
              <Button
                size="small"
                type="text"
                icon={<ArrowDownOutlined />}
                disabled={place === listed.length - 1}
                aria-label={t('columnChoice.down', { column: word })}
                onClick={() => move(name, 1)}
              />
            </li>
          );
        })}
      </ul>
    </Dialogue>
  );
};
