import { SwapOutlined } from '@ant-design/icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { wipedBy, withinEdges } from './wipe-share.ts';

/** What can be said of the photo of the attempt before: it is held, it is the very same file, it is not held here, or there was no attempt. */
export type EarlierState = 'held' | 'same' | 'gone' | 'none';

type Props = { share: number; onShare: (share: number) => void };

/** The slider between the earlier photo on its left and the present one on its right, moved by mouse and by arrow keys. */
export const WipeSlider = ({ share, onShare }: Props) => {
  const { t } = useTranslation('viewer');
  const handle = useRef<HTMLDivElement>(null);
  useEffect(() => handle.current?.focus(), []);
  const percent = Math.round(share * 100);
  return (
    <>
      <span className="viewer-wipe-label" data-side="earlier">
        {t('wipe.earlier')}
      </span>
      <span className="viewer-wipe-label" data-side="present">
        {t('wipe.present')}
      </span>
      <div
        ref={handle}
        className="viewer-wipe"
        role="slider"
        tabIndex={0}
        aria-label={t('wipe.slider')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={t('wipe.value', { percent })}
        style={{ left: `${share * 100}%` }}
        onKeyDown={(event) => {
          const next = wipedBy(share, event.key);
          if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          event.stopPropagation();
          onShare(next);
        }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          const { parentElement } = event.currentTarget;
          if (!event.currentTarget.hasPointerCapture(event.pointerId) || parentElement === null) return;
          const { left, width } = parentElement.getBoundingClientRect();
          onShare(withinEdges((event.clientX - left) / width));
        }}
      >
        <span aria-hidden="true">
          <SwapOutlined />
        </span>
      </div>
    </>
  );
};

/** Says in place why no earlier photo can be laid under this one. */
export const WipeMessage = ({ state }: { state: Exclude<EarlierState, 'held' | 'none'> }) => {
  const { t } = useTranslation('viewer');
  return (
    <p className="viewer-note" role="status">
      {t(`wipe.${state}`)}
    </p>
  );
};
