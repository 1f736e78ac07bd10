import { type KeyboardEvent, useRef } from 'react';
import { type QueueView, queueViews } from '../../../shared/domain/queue.ts';
import { useQueueCounts } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';

/** The saved views as tabs, each with how many it holds. */
export const Views = ({ view, onView }: { view: QueueView; onView: (view: QueueView) => void }) => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  const counts = useQueueCounts().data;
  const tabs = useRef(new Map<QueueView, HTMLButtonElement>());
  const pressed = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = queueViews[(queueViews.indexOf(view) + by + queueViews.length) % queueViews.length];
    if (next === undefined) return;
    onView(next);
    tabs.current.get(next)?.focus();
  };
  return (
    <div className="queue-views" role="tablist" aria-label={t('viewsName')} onKeyDown={pressed}>
      {queueViews.map((one) => (
        <button
          key={one}
          ref={(button) => {
            if (button !== null) tabs.current.set(one, button);
          }}
          type="button"
          role="tab"
          id={`queue-view-${one}`}
          aria-selected={one === view}
          aria-controls="queue-panel"
          tabIndex={one === view ? 0 : -1}
          className="queue-view"
          onClick={() => onView(one)}
        >
          {t(`views.${one}`)}
          <span className={`queue-view-count${(one === 'at_risk') && (counts?.[one] ?? 0) > 0 ? ' queue-view-risk' : ''}`}>
            {counts === undefined ? '' : format.count(counts[one])}
          </span>
        </button>
      ))}
    </div>
  );
};
