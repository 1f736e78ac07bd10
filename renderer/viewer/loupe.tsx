import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from './geometry.ts';
import { loupeSize, magnified } from './loupe-view.ts';
import type { Frame, ViewState } from './view-state.ts';

type Props = { image: HTMLImageElement; view: ViewState; frame: Frame; at: Point; magnification: number; filter: string };

/** The loupe: what lies under the pointer, larger, drawn anew from the sharpest picture that is here and with the same adjustments. */
export const Loupe = ({ image, view, frame, at, magnification, filter }: Props) => {
  const { t } = useTranslation('viewer');
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const { current } = canvas;
    const context = current?.getContext('2d') ?? null;
    if (current === null || context === null) return;
    const { scale, offset, turn, slant } = magnified(view, frame, at, magnification);
    const ratio = frame.pixelRatio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, current.width, current.height);
    context.imageSmoothingQuality = 'high';
    context.scale(ratio, ratio);
    context.translate(loupeSize / 2 - at.x, loupeSize / 2 - at.y);
    context.translate(frame.viewport.width / 2 + offset.x, frame.viewport.height / 2 + offset.y);
    context.rotate(((turn + slant) * Math.PI) / 180);
    context.scale(scale, scale);
    const { width, height } = frame.picture;
    context.drawImage(image, -width / 2, -height / 2, width, height);
  }, [image, view, frame, at, magnification]);
  return (
    <div
      className="viewer-loupe"
      role="img"
      aria-label={t('loupe.shown', { magnification: magnification.toFixed(1) })}
      style={{ left: at.x - loupeSize / 2, top: at.y - loupeSize / 2, width: loupeSize, height: loupeSize }}
    >
      <canvas
        ref={canvas}
        width={Math.round(loupeSize * frame.pixelRatio)}
        height={Math.round(loupeSize * frame.pixelRatio)}
        style={{ filter }}
      />
      <span aria-hidden="true">{magnification.toFixed(1)}×</span>
    </div>
  );
};
