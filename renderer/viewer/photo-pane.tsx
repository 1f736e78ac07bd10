import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Region } from '../../shared/domain/finding.ts';
import { filterOf } from './adjustment.ts';
import { type Evidence, EvidenceLayer } from './evidence-layer.tsx';
import { GammaFilter } from './gamma-filter.tsx';
import { boxAround, type Point } from './geometry.ts';
import { Loupe } from './loupe.tsx';
import { insideViewport } from './loupe-view.ts';
import { type Draft, draftAfterKey, middleDraft, regionOf } from './marking.ts';
import { PictureLayer, type Shown } from './picture-layer.tsx';
import { StageMessage } from './stage-message.tsx';
import { laidOver } from './two-views.ts';
import { useGestures } from './use-gestures.ts';
import type { PhotoView } from './use-photo-view.ts';
import type { ShownPicture } from './use-picture.ts';
import type { ViewCommand } from './view-state.ts';
import { type EarlierState, WipeMessage, WipeSlider } from './wipe.tsx';
import './over-photo.css';

type Props = {
  place: 'first' | 'second';
  photo: PhotoView;
  evidence: readonly Evidence[];
  /** Whether this is the one that the tools act on, of two. */
  chosen: boolean;
  /** Whether the photo's name stands on it, since there are two. */
  named: boolean;
  loupe: { at: Point | undefined; magnification: number } | undefined;
  grid: boolean;
  /** A box is drawn by the next drag or set by keys. */
  marking: boolean;
  wipe: { state: EarlierState; picture: ShownPicture | undefined; share: number } | undefined;
  onCommand: (command: ViewCommand) => void;
  onLoupe: (at: Point) => void;
  onLoupeZoom: (factor: number) => void;
  onMark: ((region: Region) => void) | undefined;
  onShare: (share: number) => void;
  onTouch: () => void;
};

const arrows: Record<string, Point> = {
  ArrowLeft: { x: 1, y: 0 },
  ArrowRight: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};
/** By how much an arrow key moves the photo and the loupe, CSS px; with Shift a quarter of it. */
const panStep = 80;
const loupeStep = 40;

/** The stage of one photo: the picture and everything that lies over it. */
export const PhotoPane = ({
  place,
  photo,
  evidence,
  chosen,
  named,
  loupe,
  grid,
  marking,
  wipe,
  onCommand,
  onLoupe,
  onLoupeZoom,
  onMark,
  onShare,
  onTouch,
}: Props) => {
  const { t } = useTranslation('viewer');
  const { document, shown: picture, frame, view, ofThis } = photo;
  const gamma = `viewer-gamma-${place}`;
  const filter = filterOf(photo.adjustment, gamma);
  const [drawn, setDrawn] = useState<Draft>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a box half set goes with the mode, and with the photo
  useEffect(() => setDrawn(undefined), [marking, document?.id]);
  const ready = frame !== undefined && view !== undefined && ofThis;
  const draft = drawn ?? (marking && chosen && ready ? middleDraft(frame) : undefined);

  const take = (box: Draft) => {
    setDrawn(undefined);
    const region = ready ? regionOf(box, view, frame) : undefined;
    if (region !== undefined) onMark?.(region);
  };
  useGestures(photo.stage, {
    command: onCommand,
    drawing: marking,
    onDraw:
      onMark === undefined || !ready
        ? undefined
        : (corners) => {
            if (corners === undefined) setDrawn(undefined);
            else if (corners.done) take(corners);
            else setDrawn(corners);
          },
    onPoint: onLoupe,
    onLoupeZoom: loupe === undefined ? undefined : onLoupeZoom,
    onTouch,
  });
  const middle = frame === undefined ? undefined : { x: frame.viewport.width / 2, y: frame.viewport.height / 2 };
  const at = loupe?.at ?? middle;

  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || !ready) return;
    const done = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (marking && draft !== undefined) {
      const next = draftAfterKey(draft, event);
      if (next !== undefined) setDrawn(next);
      else if (event.key === 'Enter') take(draft);
      else return;
      return done();
    }
    const arrow = arrows[event.key];
    if (arrow === undefined || event.altKey) return;
    const share = event.shiftKey ? 0.25 : 1;
    if (loupe !== undefined && at !== undefined)
      onLoupe(insideViewport({ x: at.x - arrow.x * loupeStep * share, y: at.y - arrow.y * loupeStep * share }, frame));
    else if (!view.fitted) onCommand({ do: 'pan', by: { x: arrow.x * panStep * share, y: arrow.y * panStep * share } });
    else return;
    done();
  };

  const shown: Shown | undefined =
    picture !== undefined && frame !== undefined && view !== undefined ? { image: picture.image, view, frame, filter } : undefined;
  const earlier = wipe?.state === 'held' && ready ? wipe.picture?.image : undefined;
  const under =
    earlier === undefined || !ready ? undefined : { ...frame, picture: { width: earlier.naturalWidth, height: earlier.naturalHeight } };
  const wiped = under !== undefined && wipe !== undefined;
  const message =
    document === undefined ? 'none' : document.arrival !== 'held' ? document.arrival : photo.failed ? 'unreadable' : undefined;
  const box = draft === undefined ? undefined : boxAround(draft.from, draft.to);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, this is one picture that is moved
    <div
      ref={photo.setStage}
      className="viewer-stage"
      data-chosen={chosen}
      data-marking={marking}
      data-loupe={loupe !== undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the photo is moved with the arrow keys
      tabIndex={0}
      role="group"
      aria-label={t(marking ? 'mark.stage' : 'stage', { document: document?.title ?? '' })}
      onFocus={onTouch}
      onKeyDown={onKey}
    >
      {photo.adjustment.gamma !== 1 && <GammaFilter id={gamma} adjustment={photo.adjustment} />}
      {wiped && earlier !== undefined && view !== undefined && frame !== undefined && (
        <PictureLayer shown={{ image: earlier, view: laidOver(view, frame, under), frame: under, filter }} title={t('wipe.earlier')} />
      )}
      <div className="viewer-present" style={wiped ? { clipPath: `inset(0 0 0 ${wipe.share * 100}%)` } : {}}>
        <PictureLayer shown={shown} title={document?.title ?? ''} />
        {ready && <EvidenceLayer evidence={evidence} view={view} frame={frame} />}
      </div>
      {named && document !== undefined && !wiped && (
        <span className="viewer-caption" aria-hidden="true">
          {document.title}
        </span>
      )}
      {grid && ready && <div className="viewer-grid" aria-hidden="true" />}
      {wiped && <WipeSlider share={wipe.share} onShare={onShare} />}
      {(wipe?.state === 'same' || wipe?.state === 'gone') && <WipeMessage state={wipe.state} />}
      {box !== undefined && (
        <div className="viewer-mark" style={{ left: box.x, top: box.y, width: box.width, height: box.height }} aria-hidden="true" />
      )}
      {marking && chosen && (
        <p className="viewer-note" role="status">
          {t('mark.how')}
        </p>
      )}
      {loupe !== undefined && ready && picture !== undefined && at !== undefined && (
        <Loupe image={picture.image} view={view} frame={frame} at={at} magnification={loupe.magnification} filter={filter} />
      )}
      {message !== undefined && <StageMessage message={message} />}
      {photo.loading && <div className="viewer-loading" role="progressbar" aria-label={t('loading')} />}
    </div>
  );
};
