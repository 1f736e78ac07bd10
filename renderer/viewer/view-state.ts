import type { Region, Spot } from '../../shared/domain/finding.ts';
import {
  type Box,
  boxAround,
  cornersOf,
  type Point,
  type Size,
  slantedSize,
  slantVector,
  type Turn,
  turnedSize,
  turnFurther,
  turnVector,
  turnVectorBack,
} from './geometry.ts';

/**
 * How a photo is looked at, as a value. Lengths on screen are CSS px, lengths on the photo are px of the upright original, so that the view
 * stays the same when a sharper rendition takes the place of a smaller one.
 */
export type ViewState = {
  /** CSS px per photo px. */
  scale: number;
  /** From the middle of the viewport to the middle of the photo, CSS px. */
  offset: Point;
  turn: Turn;
  /** By how much it is straightened beyond the quarters: degrees clockwise, within {@link slantRange}. */
  slant: number;
  /** The whole photo is kept in view when the viewport changes. */
  fitted: boolean;
};

/** In what a photo is looked at. */
export type Frame = {
  /** The upright original, photo px. */
  picture: Size;
  /** CSS px. */
  viewport: Size;
  /** Device px per CSS px: "100 %" is one photo px on one device px. */
  pixelRatio: number;
};

/** Everything that changes a view. */
export type ViewCommand =
  | { do: 'fit' }
  | { do: 'actual'; at?: Point | undefined }
  /** Whole photo and 100 % in turn, as a double-click does. */
  | { do: 'toggle'; at?: Point | undefined }
  | { do: 'zoom'; factor: number; at?: Point | undefined }
  | { do: 'pan'; by: Point }
  | { do: 'turn'; direction: 1 | -1 }
  /** Straightens to so many degrees clockwise. */
  | { do: 'straighten'; to: number }
  /** Brings size and place back to the whole photo, and what was turned and straightened with it. */
  | { do: 'reset' }
  /** Brings a region of the photo into view, large. */
  | { do: 'show'; region: Region }
  /** The viewport or the photo has another size now. */
  | { do: 'reframe' };

/** How far a photo can be straightened, degrees, and by how much with one key. What lies further askew is turned by a quarter first. */
export const slantRange = { least: -15, greatest: 15, step: 0.5 } as const;
/** How far a photo can be enlarged: device px per photo px. Beyond it there is nothing more to see. */
const largestMagnification = 16;
/** Share of the viewport that a region takes up when it is shown. */
const regionShare = 0.6;
const middle: Point = { x: 0, y: 0 };

const plus = (left: Point, right: Point): Point => ({ x: left.x + right.x, y: left.y + right.y });
const times = ({ x, y }: Point, factor: number): Point => ({ x: x * factor, y: y * factor });

/** The scale at which one photo px is one device px. */
export const actualScale = ({ pixelRatio }: Pick<Frame, 'pixelRatio'>): number => 1 / pixelRatio;

/** How a photo lies. */
type Lying = Pick<ViewState, 'turn' | 'slant'>;

/** The size of the upright box around the photo as it lies, photo px. */
export const lyingSize = (picture: Size, { turn, slant }: Lying): Size => slantedSize(turnedSize(picture, turn), slant);
const lay = (vector: Point, { turn, slant }: Lying): Point => slantVector(turnVector(vector, turn), slant);
const layBack = (vector: Point, { turn, slant }: Lying): Point => turnVectorBack(slantVector(vector, -slant), turn);

/** The scale at which the photo, as it lies, fills the viewport one way, however small it is. */
export const fillingScale = ({ picture, viewport }: Pick<Frame, 'picture' | 'viewport'>, lying: Lying): number => {
  const { width, height } = lyingSize(picture, lying);
  return Math.min(viewport.width / width, viewport.height / height);
};

/** How many times as large as it is a photo is shown at most where it is only to be seen whole: one of a single px stays the dot that it is. */
const largestFit = 8;

/** The largest scale at which the whole photo, as it lies, is inside the viewport. */
const fitScale = (frame: Frame, lying: Lying): number => Math.min(fillingScale(frame, lying), actualScale(frame) * largestFit);

/** The view of the whole photo. */
export const fitted = (frame: Frame, turn: Turn = 0, slant = 0): ViewState => ({
  scale: fitScale(frame, { turn, slant }),
  offset: middle,
  turn,
  slant,
  fitted: true,
});

/** The least and the greatest scale of a photo in its frame. */
export const scaleBounds = (frame: Frame, lying: Lying): { least: number; greatest: number } => {
  const fit = fitScale(frame, lying);
  const actual = actualScale(frame);
  return { least: Math.min(fit, actual), greatest: Math.max(fit, actual * largestMagnification) };
};

/** Where the photo lies in the viewport, CSS px from its top left corner. */
export const pictureBox = ({ scale, offset, turn, slant }: ViewState, { picture, viewport }: Frame): Box => {
  const { width, height } = times2(lyingSize(picture, { turn, slant }), scale);
  return { x: viewport.width / 2 + offset.x - width / 2, y: viewport.height / 2 + offset.y - height / 2, width, height };
};

const times2 = ({ width, height }: Size, factor: number): Size => ({ width: width * factor, height: height * factor });

/** Keeps a scale within its bounds, the photo centred where it is smaller than the viewport, and without a gap at the edge where it is larger. */
export const clamped = (view: ViewState, frame: Frame): ViewState => {
  const { least, greatest } = scaleBounds(frame, view);
  const scale = Math.min(Math.max(view.scale, least), greatest);
  const { width, height } = times2(lyingSize(frame.picture, view), scale);
  const within = (offset: number, length: number, room: number): number => {
    const play = Math.max(0, (length - room) / 2);
    return Math.min(Math.max(offset, -play), play);
  };
  return {
    ...view,
    scale,
    offset: { x: within(view.offset.x, width, frame.viewport.width), y: within(view.offset.y, height, frame.viewport.height) },
  };
};

/** The view at another scale, with the photo's place under `at` (CSS px from the viewport's top left corner) staying where it is. */
export const zoomedTo = (view: ViewState, frame: Frame, scale: number, at?: Point): ViewState => {
  const { least, greatest } = scaleBounds(frame, view);
  const wanted = Math.min(Math.max(scale, least), greatest);
  const pointer = at === undefined ? middle : { x: at.x - frame.viewport.width / 2, y: at.y - frame.viewport.height / 2 };
  const factor = wanted / view.scale;
  return { ...view, scale: wanted, offset: plus(pointer, times(plus(view.offset, times(pointer, -1)), factor)), fitted: false };
};

/** The view with the photo turned by a quarter around the middle of the viewport. Four in one direction are none. */
export const turned = (view: ViewState, direction: 1 | -1): ViewState => ({
  ...view,
  turn: turnFurther(view.turn, direction),
  offset: turnVector(view.offset, direction === 1 ? 90 : 270),
});

/** The view with the photo straightened around the middle of the viewport. */
export const straightened = (view: ViewState, to: number): ViewState => {
  const slant = Math.min(Math.max(to, slantRange.least), slantRange.greatest);
  return { ...view, slant, offset: slantVector(view.offset, slant - view.slant) };
};

/** From a place in the viewport (CSS px) to fractions of the upright photo; outside 0 to 1 it is beside the photo. */
export const toFraction = (view: ViewState, { picture, viewport }: Frame, at: Point): Point => {
  const fromMiddle = plus({ x: at.x - viewport.width / 2, y: at.y - viewport.height / 2 }, times(view.offset, -1));
  const upright = times(layBack(fromMiddle, view), 1 / view.scale);
  return { x: upright.x / picture.width + 0.5, y: upright.y / picture.height + 0.5 };
};

/** From fractions of the upright photo to a place in the viewport (CSS px). */
export const toViewport = (view: ViewState, { picture, viewport }: Frame, { x, y }: Point): Point => {
  const upright = { x: (x - 0.5) * picture.width, y: (y - 0.5) * picture.height };
  const seen = plus(times(lay(upright, view), view.scale), view.offset);
  return { x: seen.x + viewport.width / 2, y: seen.y + viewport.height / 2 };
};

/** The upright box around a region of the photo in the viewport (CSS px), whichever way the photo lies. */
export const regionBox = (view: ViewState, frame: Frame, region: Region): Box =>
  boxAround(...cornersOf(region).map((corner) => toViewport(view, frame, corner)));

/** The corners of an outline on the photo as an SVG's `points`, CSS px from the top left of `box`. */
export const outlinePoints = (view: ViewState, frame: Frame, outline: readonly Spot[], box: Pick<Box, 'x' | 'y'>): string =>
  outline
    .map((spot) => toViewport(view, frame, spot))
    .map(({ x, y }) => `${(x - box.x).toFixed(1)},${(y - box.y).toFixed(1)}`)
    .join(' ');

/** Whether a rendition of `rendered` px is shown larger than its own pixels, so that the original would be sharper. */
export const outgrows = (view: ViewState, frame: Frame, rendered: Size): boolean =>
  rendered.width < frame.picture.width && view.scale * frame.pixelRatio * frame.picture.width > rendered.width * 1.05;

const shown = (view: ViewState, frame: Frame, region: Region): ViewState => {
  const size = lyingSize({ width: region.w * frame.picture.width, height: region.h * frame.picture.height }, view);
  const scale = Math.min(
    (frame.viewport.width * regionShare) / Math.max(size.width, 1),
    (frame.viewport.height * regionShare) / Math.max(size.height, 1),
  );
  const { least } = scaleBounds(frame, view);
  // A small region is not blown up beyond what the photo holds.
  const sensible = Math.max(least, Math.min(scale, actualScale(frame) * 2));
  const upright = { x: (region.x + region.w / 2 - 0.5) * frame.picture.width, y: (region.y + region.h / 2 - 0.5) * frame.picture.height };
  return { ...view, scale: sensible, offset: times(lay(upright, view), -sensible), fitted: false };
};

/** The view after a command. */
export const applied = (view: ViewState, command: ViewCommand, frame: Frame): ViewState => {
  switch (command.do) {
    case 'fit':
      return fitted(frame, view.turn, view.slant);
    case 'actual':
      return clamped(zoomedTo(view, frame, actualScale(frame), command.at), frame);
    case 'toggle':
      return view.fitted
        ? clamped(zoomedTo(view, frame, toggledScale(frame, view), command.at), frame)
        : fitted(frame, view.turn, view.slant);
    case 'zoom':
      return clamped(zoomedTo(view, frame, view.scale * command.factor, command.at), frame);
    case 'pan':
      return clamped({ ...view, offset: plus(view.offset, command.by), fitted: false }, frame);
    case 'turn': {
      const next = turned(view, command.direction);
      return view.fitted ? fitted(frame, next.turn, next.slant) : clamped(next, frame);
    }
    case 'straighten': {
      const next = straightened(view, command.to);
      return view.fitted ? fitted(frame, next.turn, next.slant) : clamped(next, frame);
    }
    case 'reset':
      return fitted(frame);
    case 'show':
      return clamped(shown(view, frame, command.region), frame);
    case 'reframe':
      return view.fitted ? fitted(frame, view.turn, view.slant) : clamped(view, frame);
    default:
      return command satisfies never;
  }
};

/** 100 %, or twice the fit where the photo is so small that 100 % would show it smaller than it is already. */
const toggledScale = (frame: Frame, lying: Lying): number => {
  const fit = fitScale(frame, lying);
  const actual = actualScale(frame);
  return actual > fit * 1.1 ? actual : fit * 2;
};

/** The CSS transform of an element of the picture's size, laid with its middle on the viewport's middle. */
export const transformOf = ({ scale, offset, turn, slant }: ViewState): string =>
  `translate(${offset.x}px, ${offset.y}px) rotate(${turn + slant}deg) scale(${scale})`;

/** The magnification as people say it: 100 is one photo px on one device px. */
export const percentOf = ({ scale }: ViewState, { pixelRatio }: Pick<Frame, 'pixelRatio'>): number => Math.round(scale * pixelRatio * 100);
