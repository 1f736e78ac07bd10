import type { Region } from '../../shared/domain/finding.ts';
import { type Point, regionBetween } from './geometry.ts';
import { type Frame, toFraction, type ViewState } from './view-state.ts';

/** Share of the viewport that a box begins with when it is set by keyboard, and by which one key moves it. */
const beginsWith = 0.25;
/** Step of one key and with Alt held, CSS px. */
const steps = { wide: 16, fine: 2 } as const;
/** The smallest box, CSS px. */
const smallest = 8;

/** A box that is being set, by two opposite corners in the viewport, CSS px. */
export type Draft = { from: Point; to: Point };

/** The box that setting by keyboard begins with: in the middle of the stage. */
export const middleDraft = ({ viewport: { width, height } }: Frame): Draft => ({
  from: { x: width * (0.5 - beginsWith / 2), y: height * (0.5 - beginsWith / 2) },
  to: { x: width * (0.5 + beginsWith / 2), y: height * (0.5 + beginsWith / 2) },
});

/** The box after an arrow key: moved, or with Shift its lower right corner moved; Alt moves finely. Undefined: no key of the box. */
export const draftAfterKey = (
  { from, to }: Draft,
  { key, shiftKey, altKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey'>,
): Draft | undefined => {
  const step = altKey ? steps.fine : steps.wide;
  const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (by === undefined) return undefined;
  const [x = 0, y = 0] = by;
  const moved = { x: to.x + x * step, y: to.y + y * step };
  if (shiftKey) return { from, to: { x: Math.max(moved.x, from.x + smallest), y: Math.max(moved.y, from.y + smallest) } };
  return { from: { x: from.x + x * step, y: from.y + y * step }, to: moved };
};

/** The region of the photo that a box covers, as fractions kept inside the photo; undefined where it lies beside the photo. */
export const regionOf = ({ from, to }: Draft, view: ViewState, frame: Frame): Region | undefined => {
  const corners = [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }].map((corner) => toFraction(view, frame, corner));
  const region = regionBetween(...corners);
  return region.w > 0 && region.h > 0 ? region : undefined;
};
