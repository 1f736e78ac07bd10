import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Region } from '../../shared/domain/finding.ts';
import { type Adjustment, unadjusted } from './adjustment.ts';
import type { Evidence } from './evidence-layer.tsx';
import type { Looks } from './looks.ts';
import { PhotoPane } from './photo-pane.tsx';
import type { PictureCache } from './picture-cache.ts';
import { following } from './two-views.ts';
import { useModes, type ViewerMode } from './use-modes.ts';
import { type PhotoView, usePhotoView } from './use-photo-view.ts';
import { usePicture, type ViewedDocument } from './use-picture.ts';
import type { ViewCommand } from './view-state.ts';
import { type ToolKeys, ViewerTools } from './viewer-tools.tsx';
import type { EarlierState } from './wipe.tsx';
import './viewer.css';

/** What a keyboard command can ask of the viewer. */
export type ViewerHandle = {
  command(command: ViewCommand): void;
  show(region: Region): void;
  toggle(mode: ViewerMode): void;
  /** Changes the adjustment of the chosen photo. */
  adjust(change: (adjustment: Adjustment) => Adjustment): void;
  /** Straightens the chosen photo by so many degrees more. */
  straighten(by: number): void;
  /** The chosen photo as it is: unadjusted, not turned, whole. */
  reset(): void;
  /** Gives the keyboard to the photo. */
  focus(): void;
};

type Props = {
  /** The keys of the tools, as the screen has them. */
  keys: ToolKeys;
  document: ViewedDocument | undefined;
  /** The photo beside it; absent: one photo alone. */
  second: ViewedDocument | undefined;
  /** The photo of the attempt before. */
  earlier: { state: EarlierState; document?: ViewedDocument | undefined };
  cache: PictureCache<HTMLImageElement>;
  looks: Looks;
  evidenceOf: (documentId: string) => readonly Evidence[];
  handle?: Ref<ViewerHandle>;
  /** Lays a second photo beside the first, or takes it away; absent where there is none. */
  onPair?: (() => void) | undefined;
  /** Whether the next drag is to draw a box, and how that is asked for and given up; absent where no box is taken. */
  marking?: { on: boolean; set: (on: boolean) => void; take: (documentId: string, region: Region) => void } | undefined;
  /** Called once a document's picture has been handed to the screen. */
  onPainted?: (documentId: string) => void;
};

/** The large view of one document, or of two beside each other. Draws view states and adjustments; the files themselves are never touched. */
export const Viewer = ({ keys, document, second, earlier, cache, looks, evidenceOf, handle, onPair, marking, onPainted }: Props) => {
  const { t } = useTranslation('viewer');
  const modes = useModes();
  const { on } = modes;
  const one = usePhotoView(document, cache, looks, on.loupe);
  const other = usePhotoView(second, cache, looks, on.loupe);
  const [chosenPlace, setChosenPlace] = useState<'first' | 'second'>('first');
  const paired = second !== undefined;
  const chosen = paired && chosenPlace === 'second' ? other : one;
  const wiping = on.wipe && earlier.state !== 'none';
  const under = usePicture(cache, wiping ? earlier.document : undefined, one.shown?.rendition === 'original');

  const run = (photo: PhotoView, command: ViewCommand) => {
    const change = photo.command(command);
    if (command.do === 'straighten') modes.straightened();
    if (!paired || !on.linked || change === undefined) return;
    const also = following(command, change.before, change.after);
    if (also !== undefined) (photo === one ? other : one).command(also);
  };
  const focus = () => chosen.stage?.focus();
  const set = (mode: ViewerMode, next: boolean) => {
    if (mode === 'marking') marking?.set(next);
    else modes.set(mode, next);
    // What is worked by the arrow keys gets the keyboard; what is closed gives it back.
    if (mode === 'loupe' || mode === 'marking' ? next : !next && (mode === 'wipe' || mode === 'adjusting')) focus();
  };
  const isOn = { ...on, marking: marking?.on === true };
  useImperativeHandle(handle, () => ({
    command: (command) => run(chosen, command),
    show: (region) => void one.command({ do: 'show', region }),
    toggle: (mode) => set(mode, !isOn[mode]),
    adjust: (change) => chosen.adjust(change(chosen.adjustment)),
    straighten: (by) => run(chosen, { do: 'straighten', to: (chosen.view?.slant ?? 0) + by }),
    reset: () => {
      chosen.adjust(unadjusted);
      run(chosen, { do: 'reset' });
    },
    focus,
  }));

  const painted = one.ofThis && one.frame !== undefined ? one.shown?.documentId : undefined;
  const onPaintedLatest = useRef(onPainted);
  onPaintedLatest.current = onPainted;
  useEffect(() => {
    if (painted === undefined) return;
    // The first frame carries the picture to the compositor, the second begins when that one is out.
    let later = 0;
    const first = requestAnimationFrame(() => {
      later = requestAnimationFrame(() => onPaintedLatest.current?.(painted));
    });
    return () => {
      cancelAnimationFrame(first);
      cancelAnimationFrame(later);
    };
  }, [painted]);

  const pane = (place: 'first' | 'second', photo: PhotoView) => (
    <PhotoPane
      place={place}
      photo={photo}
      evidence={on.evidence && photo.document !== undefined ? evidenceOf(photo.document.id) : []}
      chosen={photo === chosen}
      named={paired}
      loupe={
        on.loupe && (photo === chosen || (paired && on.linked)) ? { at: modes.loupeAt, magnification: modes.magnification } : undefined
      }
      grid={modes.grid && photo === chosen}
      marking={isOn.marking}
      wipe={
        wiping && place === 'first'
          ? {
              state: earlier.state,
              picture: under.shown?.documentId === earlier.document?.id ? under.shown : undefined,
              share: modes.share,
            }
          : undefined
      }
      onCommand={(command) => run(photo, command)}
      onLoupe={(at) => {
        if (on.loupe) modes.moveLoupe(at);
      }}
      onLoupeZoom={modes.zoomLoupe}
      onMark={
        marking === undefined || photo.document === undefined
          ? undefined
          : (region) => {
              if (photo.document !== undefined) marking.take(photo.document.id, region);
            }
      }
      onShare={modes.setShare}
      onTouch={() => setChosenPlace(place)}
    />
  );
  return (
    <section
      className="viewer"
      aria-label={t('title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        const open = (['marking', 'loupe', 'wipe'] as const).find((mode) => isOn[mode]);
        if (open === undefined && !paired) return;
        event.preventDefault();
        event.stopPropagation();
        if (open !== undefined) set(open, false);
        else onPair?.();
      }}
    >
      <div className="viewer-stages">
        {pane('first', one)}
        {paired && pane('second', other)}
      </div>
      <ViewerTools
        keys={keys}
        disabled={!chosen.ofThis}
        percent={chosen.percent}
        adjustment={chosen.adjustment}
        slant={chosen.view?.slant ?? 0}
        on={isOn}
        offered={{
          evidence: on.evidence ? one.document !== undefined && evidenceOf(one.document.id).length > 0 : true,
          wipe: earlier.state !== 'none',
          linked: paired,
          marking: marking !== undefined,
        }}
        paired={paired}
        onPair={onPair}
        onCommand={(command) => run(chosen, command)}
        onAdjust={chosen.adjust}
        onStraightening={modes.straightening}
        onMode={set}
      />
    </section>
  );
};
