import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type Adjustment, unadjusted } from './adjustment.ts';
import { type Looks, lookOf } from './looks.ts';
import type { PictureCache } from './picture-cache.ts';
import { type ShownPicture, usePicture, type ViewedDocument } from './use-picture.ts';
import { useViewport } from './use-viewport.ts';
import { applied, type Frame, fitted, outgrows, percentOf, type ViewCommand, type ViewState } from './view-state.ts';

/** One photo being looked at: its picture, its view, and what changes them. */
export type PhotoView = {
  document: ViewedDocument | undefined;
  /** Where it is shown. */
  stage: HTMLDivElement | null;
  setStage: (element: HTMLDivElement | null) => void;
  shown: ShownPicture | undefined;
  /** Whether what is shown is the document asked for, and not the one before it. */
  ofThis: boolean;
  loading: boolean;
  failed: boolean;
  frame: Frame | undefined;
  view: ViewState | undefined;
  adjustment: Adjustment;
  percent: number | undefined;
  /** Carries out a command; answers with the views before and after, or nothing where there is no photo. */
  command: (command: ViewCommand) => { before: ViewState; after: ViewState } | undefined;
  adjust: (adjustment: Adjustment) => void;
};

/**
 * Looks at a document on a stage. How it was looked at is kept in `looks`. The original is fetched only once somebody looks closer than the screen's
 * rendition can show, or `closely` says that somebody is about to.
 */
export const usePhotoView = (
  document: ViewedDocument | undefined,
  cache: PictureCache<HTMLImageElement>,
  looks: Looks,
  closely: boolean,
): PhotoView => {
  const [stage, setStage] = useState<HTMLDivElement | null>(null);
  const viewport = useViewport(stage);
  const [, redraw] = useState(0);
  const [sharper, setSharper] = useState<string>();
  const { shown, loading, failed } = usePicture(cache, document, document !== undefined && (closely || sharper === document.id));
  const look = shown === undefined ? undefined : lookOf(looks, shown.documentId);
  const ofThis = shown !== undefined && shown.documentId === document?.id;

  const { width, height } = document?.size ?? {};
  const frame = useMemo((): Frame | undefined => {
    if (shown === undefined || viewport === undefined) return undefined;
    const own = { width: shown.image.naturalWidth, height: shown.image.naturalHeight };
    return {
      picture: shown.documentId === document?.id && width !== undefined && height !== undefined ? { width, height } : own,
      viewport,
      pixelRatio: window.devicePixelRatio,
    };
  }, [shown, viewport, document?.id, width, height]);

  const kept = look?.view;
  const view = useMemo(
    () => (frame === undefined ? undefined : kept === undefined ? fitted(frame) : applied(kept, { do: 'reframe' }, frame)),
    [frame, kept],
  );
  const current = useRef({ frame, view });
  current.current = { frame, view };
  const shownId = shown?.documentId;

  const command = useCallback(
    (given: ViewCommand) => {
      const { frame: at, view: before } = current.current;
      if (at === undefined || before === undefined || shownId === undefined) return undefined;
      const after = applied(before, given, at);
      current.current.view = after;
      looks.set(shownId, { ...lookOf(looks, shownId), view: after });
      redraw((count) => count + 1);
      return { before, after };
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

  const tooSmall =
    view !== undefined &&
    frame !== undefined &&
    shown?.rendition === 'screen' &&
    ofThis &&
    outgrows(view, frame, { width: shown.image.naturalWidth, height: shown.image.naturalHeight });
  useEffect(() => {
    if (tooSmall) setSharper(document?.id);
  }, [tooSmall, document?.id]);

  return {
    document,
    stage,
    setStage,
    shown,
    ofThis,
    loading,
    failed,
    frame,
    view,
    adjustment: look?.adjustment ?? unadjusted,
    percent: view !== undefined && frame !== undefined && ofThis ? percentOf(view, frame) : undefined,
    command,
    adjust,
  };
};
