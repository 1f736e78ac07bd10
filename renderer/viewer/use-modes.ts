import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Point } from './geometry.ts';
import { loupeRange, loupeZoomed } from './loupe-view.ts';

/** How long the grid stays after the photo was straightened, ms. */
const gridLingers = 1_500;

/** What can be switched on and off over the photos. */
export type ViewerMode = 'adjusting' | 'evidence' | 'loupe' | 'wipe' | 'linked' | 'marking';

/** The switches of the viewer and what belongs to them. */
export type Modes = {
  on: Record<ViewerMode, boolean>;
  set: (mode: ViewerMode, on: boolean) => void;
  /** Where the loupe is, CSS px from the stage's top left corner; undefined before it was moved: in the middle. */
  loupeAt: Point | undefined;
  magnification: number;
  moveLoupe: (at: Point) => void;
  zoomLoupe: (factor: number) => void;
  /** How far the earlier photo is uncovered, share of the width. */
  share: number;
  setShare: (share: number) => void;
  /** Whether the grid to straighten by is shown. */
  grid: boolean;
  straightening: (busy: boolean) => void;
  /** The photo was straightened a little. */
  straightened: () => void;
};

/** Keeps them while the viewer is shown. */
export const useModes = (): Modes => {
  const [on, setOn] = useState<Record<ViewerMode, boolean>>({
    adjusting: false,
    evidence: true,
    loupe: false,
    wipe: false,
    linked: true,
    marking: false,
  });
  const [loupeAt, moveLoupe] = useState<Point>();
  const [magnification, setMagnification] = useState<number>(loupeRange.usual);
  const [share, setShare] = useState(0.5);
  const [held, straightening] = useState(false);
  const [lingering, setLingering] = useState(false);
  const timer: RefObject<ReturnType<typeof setTimeout> | undefined> = useRef(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    on,
    set: (mode, next) => setOn((known) => ({ ...known, [mode]: next })),
    loupeAt,
    magnification,
    moveLoupe,
    zoomLoupe: (factor) => setMagnification((known) => loupeZoomed(known, factor)),
    share,
    setShare,
    grid: held || lingering,
    straightening,
    straightened: () => {
      setLingering(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setLingering(false), gridLingers);
    },
  };
};
