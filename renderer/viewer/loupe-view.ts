import type { Point } from './geometry.ts';
import type { Frame, ViewState } from './view-state.ts';

/** How much larger the loupe shows than the view around it. */
export const loupeRange = { least: 2, greatest: 4, usual: 2.5 } as const;

/** The loupe's edge, CSS px; it is round. */
export const loupeSize = 240;

/** The magnification after a turn of the wheel. */
export const loupeZoomed = (magnification: number, factor: number): number =>
  Math.min(Math.max(magnification * factor, loupeRange.least), loupeRange.greatest);

/** The view inside the loupe: what lies under `at` (CSS px from the viewport's top left corner) stays there, and all around it is larger. */
export const magnified = (view: ViewState, { viewport }: Frame, at: Point, magnification: number): ViewState => {
  const pointer = { x: at.x - viewport.width / 2, y: at.y - viewport.height / 2 };
  return {
    ...view,
    scale: view.scale * magnification,
    offset: {
      x: pointer.x + (view.offset.x - pointer.x) * magnification,
      y: pointer.y + (view.offset.y - pointer.y) * magnification,
    },
  };
};

/** A place kept inside the viewport. */
export const insideViewport = ({ x, y }: Point, { viewport }: Frame): Point => ({
  x: Math.min(Math.max(x, 0), viewport.width),
  y: Math.min(Math.max(y, 0), viewport.height),
});
