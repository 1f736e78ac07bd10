import { type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Region } from '../../shared/domain/finding.ts';
import { type Adjustment, filterOf } from './adjustment.ts';
import { type Evidence, EvidenceLayer } from './evidence-layer.tsx';
import { type Looks, lookOf } from './looks.ts';
import type { PictureCache } from './picture-cache.ts';
import { StageMessage } from './stage-message.tsx';
import { useGestures } from './use-gestures.ts';
import { usePicture, type ViewedDocument } from './use-picture.ts';
import { useViewport } from './use-viewport.ts';
import { applied, type Frame, fitted, outgrows, percentOf, transformOf, type ViewCommand, type ViewState } from './view-state.ts';
import { ViewerTools } from './viewer-tools.tsx';
import './viewer.css';

/** What a keyboard command can ask of the viewer. */
export type ViewerHandle = {
  command(command: ViewCommand): void;
  show(region: Region): void;
  toggleAdjusting(): void;
  toggleEvidence(): void;
};

type Props = {
  document: ViewedDocument | undefined;
  cache: PictureCache<HTMLImageElement>;
  looks: Looks;
  evidence: readonly Evidence[];
  handle?: Ref<ViewerHandle>;
  /** Called once a document's picture has been handed to the screen. */
  onPainted?: (documentId: string) => void;
};

const arrowPan: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: 80, y: 0 },
  ArrowRight: { x: -80, y: 0 },
  ArrowUp: { x: 0, y: 80 },
  ArrowDown: { x: 0, y: -80 },
};

/** The large view of one document. Draws a view state and an adjustment; the file itself is never touched. */
export const Viewer = ({ document, cache, looks, evidence, handle, onPainted }: Props) => {
  const { t } = useTranslation('review');
  const stage = useRef<HTMLDivElement>(null);
  const mount = useRef<HTMLDivElement>(null);
  const viewport = useViewport(stage);
  const [, redraw] = useState(0);
  const [adjusting, setAdjusting] = useState(false);
  const [withEvidence, setWithEvidence] = useState(true);

  const [sharper, setSharper] = useState<string>();
  const { shown, loading, failed } = usePicture(cache, document, document !== undefined && sharper === document.id);
  const look = shown === undefined ? undefined : lookOf(looks, shown.documentId);
  const ofThis = shown !== undefined && shown.documentId === document?.id;

  const known = document?.size;
  const frame = useMemo((): Frame | undefined => {
    if (shown === undefined || viewport === undefined) return undefined;
    const own = { width: shown.image.naturalWidth, height: shown.image.naturalHeight };
    return {
      picture: shown.documentId === document?.id && known !== undefined ? known : own,
      viewport,
      pixelRatio: window.devicePixelRatio,
    };
  }, [shown, viewport, document?.id, known]);

  const view: ViewState | undefined =
    frame === undefined ? undefined : look?.view === undefined ? fitted(frame) : applied(look.view, { do: 'reframe' }, frame);

  const current = useRef({ frame, view });
  current.current = { frame, view };
  const shownId = shown?.documentId;

  const command = useCallback(
    (given: ViewCommand) => {
      const { frame: at, view: from } = current.current;
      if (at === undefined || from === undefined || shownId === undefined) return;
      const next = applied(from, given, at);
      current.current.view = next;
      looks.set(shownId, { ...lookOf(looks, shownId), view: next });
      redraw((count) => count + 1);
    },
    [looks, shownId],
  );
  const adjust = useCallback(
    (adjustment: Adjustment) => {
      if (shownId === undefined) return;
      looks.set(shownId, { ...lookOf(looks, shownId), adjustment });
      redraw((count) => count + 1);
    },
    [looks, shownId],
  );
  useGestures(stage, command);
  useImperativeHandle(
    handle,
    () => ({
      command,
      show: (region) => command({ do: 'show', region }),
      toggleAdjusting: () => setAdjusting((open) => !open),
      toggleEvidence: () => setWithEvidence((visible) => !visible),
    }),
    [command],
  );

  // The original is fetched only once somebody looks closer than the rendition can show.
  const tooSmall =
    view !== undefined &&
    frame !== undefined &&
    shown?.rendition === 'screen' &&
    ofThis &&
    outgrows(view, frame, { width: shown.image.naturalWidth, height: shown.image.naturalHeight });
  useEffect(() => {
    if (tooSmall) setSharper(document?.id);
  }, [tooSmall, document?.id]);

  const image = shown?.image;
  useLayoutEffect(() => {
    const { current: place } = mount;
    if (place === null) return;
    if (image === undefined) place.replaceChildren();
    else if (place.firstChild !== image) place.replaceChildren(image);
  }, [image]);

  const painted = ofThis && viewport !== undefined ? shown?.documentId : undefined;
  const onPaintedLatest = useRef(onPainted);
  onPaintedLatest.current = onPainted;
  useEffect(() => {
    if (painted === undefined) return;
    // The first frame carries the picture to the compositor, the second begins when that one is out.
    let second = 0;
    const first = requestAnimationFrame(() => {
      second = requestAnimationFrame(() => onPaintedLatest.current?.(painted));
    });
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(second);
    };
  }, [painted]);

  const message = document === undefined ? 'none' : document.arrival !== 'held' ? document.arrival : failed ? 'unreadable' : undefined;
  return (
    <section className="viewer" aria-label={t('viewer.title')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls, this is one picture that is moved */}
      <div
        ref={stage}
        className="viewer-stage"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the photo is moved with the arrow keys
        tabIndex={0}
        role="group"
        aria-label={t('viewer.stage', { document: document?.title ?? '' })}
        onKeyDown={(event) => {
          const by = arrowPan[event.key];
          if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || view?.fitted !== false) return;
          event.preventDefault();
          event.stopPropagation();
          command({ do: 'pan', by });
        }}
      >
        <div
          ref={mount}
          className="viewer-picture"
          role="img"
          aria-label={document?.title ?? ''}
          style={
            frame !== undefined && view !== undefined && look !== undefined
              ? {
                  width: frame.picture.width,
                  height: frame.picture.height,
                  left: (frame.viewport.width - frame.picture.width) / 2,
                  top: (frame.viewport.height - frame.picture.height) / 2,
                  transform: transformOf(view),
                  filter: filterOf(look.adjustment),
                }
              : { visibility: 'hidden' }
          }
        />
        {frame !== undefined && view !== undefined && ofThis && withEvidence && (
          <EvidenceLayer evidence={evidence} view={view} frame={frame} />
        )}
        {message !== undefined && <StageMessage message={message} />}
        {loading && <div className="viewer-loading" role="progressbar" aria-label={t('viewer.loading')} />}
      </div>
      <ViewerTools
        disabled={!ofThis}
        percent={view !== undefined && frame !== undefined && ofThis ? percentOf(view, frame) : undefined}
        adjustment={look?.adjustment}
        adjusting={adjusting}
        evidence={evidence.length === 0 ? undefined : withEvidence}
        onCommand={command}
        onAdjust={adjust}
        onAdjusting={setAdjusting}
        onEvidence={setWithEvidence}
      />
    </section>
  );
};
