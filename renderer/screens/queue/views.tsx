import { type KeyboardEvent, useRef } from 'react';
import { type QueueLook, type QueueView, queueViews } from '../../../shared/domain/queue.ts';
import { useListTotals, useQueueCounts } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { PersonText } from '../../parts/index.ts';
import type { OwnViews } from './own-views.ts';

type Tab = { key: string; title: string; count: number | undefined; risk: boolean; show: () => void };

/** The fixed views and the person's own as tabs, each with how many it holds. */
export const Views = ({
  look,
  own,
  onView,
  onOwn,
}: {
  look: QueueLook;
  own: OwnViews;
  onView: (view: QueueView) => void;
  onOwn: (id: string) => void;
}) => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  const counts = useQueueCounts().data;
  const totals = useListTotals(own.views.map(({ view, order, filter }) => ({ view, order, ...filter })));
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const tabs: Tab[] = [
    ...queueViews.map((view) => ({
      key: view as string,
      title: t(`views.${view}`),
      count: counts?.[view],
      risk: view === 'at_risk',
      show: () => onView(view),
    })),
    ...own.views.map(({ id, name }, place) => ({ key: id, title: name, count: totals[place], risk: false, show: () => onOwn(id) })),
  ];
  const present = own.views.some(({ id }) => id === look.own) ? look.own : look.view;
  const pressed = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.findIndex(({ key }) => key === present) + by + tabs.length) % tabs.length];
    next?.show();
    buttons.current.get(next?.key ?? '')?.focus();
  };
  return (
    <div className="queue-views" role="tablist" aria-label={t('viewsName')} onKeyDown={pressed}>
      {tabs.map(({ key, title, count, risk, show }) => (
        <button
          key={key}
          ref={(button) => {
            if (button !== null) buttons.current.set(key, button);
          }}
          type="button"
          role="tab"
          id={`queue-view-${key}`}
          aria-selected={key === present}
          aria-controls="queue-panel"
          tabIndex={key === present ? 0 : -1}
          className="queue-view"
          title={title}
          onClick={show}
        >
          <PersonText className="queue-view-name" text={title} />
          <span className={`queue-view-count${risk && (count ?? 0) > 0 ? ' queue-view-risk' : ''}`}>
            {count === undefined ? '' : format.count(count)}
          </span>
        </button>
      ))}
    </div>
  );
};
