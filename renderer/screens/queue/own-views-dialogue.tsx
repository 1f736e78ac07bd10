import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { QueueLook } from '../../../shared/domain/queue.ts';
import { useTranslation } from '../../i18n/index.ts';
import { Dialogue } from '../../parts/index.ts';
import type { OwnViews } from './own-views.ts';

/** Longest name of a view, characters, as the settings hold it. */
const longestName = 60;

/** Saves how the table is looked at as a view, and renames, reorders and removes those there are. */
export const OwnViewsDialogue = ({
  own,
  look,
  onSaved,
  onClose,
}: {
  own: OwnViews;
  look: QueueLook;
  onSaved: (id: string) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslation('queue');
  const [name, setName] = useState('');
  const ready = name.trim() !== '' && !own.full;
  return (
    <Dialogue title={t('own.title')} width={520} onClose={onClose}>
      <form
        className="queue-own-save"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          onSaved(own.add(name.trim(), look));
          onClose();
        }}
      >
        <Input
          aria-label={t('own.name')}
          placeholder={t('own.name')}
          maxLength={longestName}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="primary" htmlType="submit" disabled={!ready}>
          {t('own.save')}
        </Button>
      </form>
      <p className="queue-quiet">{own.full ? t('own.full', { most: own.views.length }) : t('own.detail')}</p>
      <ul className="queue-column-list" aria-label={t('own.title')}>
        {own.views.map((view, place) => (
          <li key={view.id}>
            <Input
              aria-label={t('own.rename', { name: view.name })}
              maxLength={longestName}
              defaultValue={view.name}
              onPressEnter={({ currentTarget }) => currentTarget.blur()}
              onBlur={({ currentTarget }) => {
                const wanted = currentTarget.value.trim();
                if (wanted !== '' && wanted !== view.name) own.rename(view.id, wanted);
              }}
            />
            <Button
              size="small"
              type="text"
              icon={<ArrowUpOutlined />}
              disabled={place === 0}
              aria-label={t('columnChoice.up', { column: view.name })}
              onClick={() => own.move(view.id, -1)}
            />
            <Button
              size="small"
              type="text"
              icon={<ArrowDownOutlined />}
              disabled={place === own.views.length - 1}
              aria-label={t('columnChoice.down', { column: view.name })}
              onClick={() => own.move(view.id, 1)}
            />
            <Button
              size="small"
              type="text"
              danger
              icon={<DeleteOutlined />}
              aria-label={t('own.remove', { name: view.name })}
              onClick={() => own.remove(view.id)}
            />
          </li>
        ))}
      </ul>
    </Dialogue>
  );
};
