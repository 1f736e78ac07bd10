import { useLayoutEffect, useState } from 'react';
import { type PictureCache, pictureAddress, type Rendition } from './picture-cache.ts';

/** A document as the viewer needs it. `size` is the upright original's, px; absent where it is not known yet. */
export type ViewedDocument = {
  id: string;
  sha256: string;
  title: string;
  /** `preparing`: here, and its pictures for the screen are still being made. */
  arrival: 'held' | 'preparing' | 'awaited' | 'damaged' | 'evicted' | 'erased';
  size?: { width: number; height: number } | undefined;
};

/** What is on the stage: a decoded picture, of which document, in which rendition. */
export type ShownPicture = { documentId: string; sha256: string; rendition: Rendition; image: HTMLImageElement };

/** The stage's state. `shown` may still be another document's picture while `loading`. */
export type Stage = { shown?: ShownPicture | undefined; loading: boolean; failed: boolean };

/**
 * The picture to show of a document: at once if it is decoded already, otherwise the last one stays until the new one is ready to be painted.
 * A sharper rendition replaces the smaller one when it is there; that it can't be had changes nothing.
 */
export const usePicture = (cache: PictureCache<HTMLImageElement>, document: ViewedDocument | undefined, sharper: boolean): Stage => {
  const [stage, setStage] = useState<Stage>({ loading: false, failed: false });
  const { id, sha256, arrival } = document ?? {};
  // Once it was examined there are pictures that there were not before.
  const examined = document?.size !== undefined;
  const rendition: Rendition = sharper ? 'original' : 'screen';

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when it was examined
  useLayoutEffect(() => {
    if (id === undefined || sha256 === undefined || arrival !== 'held') {
      setStage({ loading: false, failed: false });
      return;
    }
    let wanted = true;
    const show = (image: HTMLImageElement) =>
      setStage({ shown: { documentId: id, sha256, rendition, image }, loading: false, failed: false });
    const entry = cache.ask(pictureAddress(sha256, rendition));
    if (entry.state === 'ready') show(entry.picture);
    else {
      setStage(({ shown }) => ({ shown, loading: true, failed: false }));
      const ready = entry.state === 'loading' ? entry.ready : Promise.resolve(entry);
      void ready.then((settled) => {
        if (!wanted) return;
        if (settled.state === 'ready') show(settled.picture);
        else
          setStage(({ shown }) => ({
            shown: shown?.sha256 === sha256 ? shown : undefined,
            loading: false,
            failed: shown?.sha256 !== sha256,
          }));
      });
    }
    return () => {
      wanted = false;
    };
  }, [cache, id, sha256, arrival, rendition, examined]);
  return stage;
};
