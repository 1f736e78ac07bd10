import { useLayoutEffect, useRef } from 'react';
import { type Frame, transformOf, type ViewState } from './view-state.ts';

/** A picture on the stage. */
export type Shown = { image: HTMLImageElement; view: ViewState; frame: Frame; filter: string };

/** The decoded picture itself, laid as its view says; an empty place before there is one. */
export const PictureLayer = ({ shown, title }: { shown: Shown | undefined; title: string }) => {
  const mount = useRef<HTMLDivElement>(null);
  const image = shown?.image;
  useLayoutEffect(() => {
    const { current: place } = mount;
    if (place === null) return;
    if (image === undefined) place.replaceChildren();
    // Two documents may have the same bytes and so share one decoded picture, which can stand in one place only.
    else if (place.dataset.of !== image.src || place.firstChild === null)
      place.replaceChildren(image.isConnected && image.parentElement !== place ? image.cloneNode() : image);
    place.dataset.of = image?.src ?? '';
  }, [image]);
  return (
    <div
      ref={mount}
      className="viewer-picture"
      role="img"
      aria-label={title}
      style={
        shown === undefined
          ? { visibility: 'hidden' }
          : {
              width: shown.frame.picture.width,
              height: shown.frame.picture.height,
              left: (shown.frame.viewport.width - shown.frame.picture.width) / 2,
              top: (shown.frame.viewport.height - shown.frame.picture.height) / 2,
              transform: transformOf(shown.view),
              filter: shown.filter,
            }
      }
    />
  );
};
