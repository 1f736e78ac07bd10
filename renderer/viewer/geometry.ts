import type { Region } from '../../shared/domain/finding.ts';

/** A place in CSS px or in photo px, as its user says; y points down. */
export type Point = { x: number; y: number };
/** A width and a height, in CSS px or in photo px, as its user says. */
export type Size = { width: number; height: number };
/** A clockwise turn of the upright photo, degrees. */
export type Turn = 0 | 90 | 180 | 270;
/** A rectangle by its top left corner. */
export type Box = Point & Size;

/** The turn after a further quarter, clockwise or against the clock. */
export const turnFurther = (turn: Turn, direction: 1 | -1): Turn => ((turn + direction * 90 + 360) % 360) as Turn;

/** The size a picture takes up once turned. */
export const turnedSize = ({ width, height }: Size, turn: Turn): Size =>
  turn === 90 || turn === 270 ? { width: height, height: width } : { width, height };

/** A vector turned clockwise around the origin. Quarters are exact: no sine, no rounding. */
export const turnVector = ({ x, y }: Point, turn: Turn): Point => {
  switch (turn) {
    case 0:
      return { x, y };
    case 90:
      return { x: 0 - y, y: x };
    case 180:
      return { x: 0 - x, y: 0 - y };
    case 270:
      return { x: y, y: 0 - x };
    default:
      return turn satisfies never;
  }
};

/** The same, turned back. */
export const turnVectorBack = (vector: Point, turn: Turn): Point => turnVector(vector, ((360 - turn) % 360) as Turn);

/** A vector turned clockwise around the origin by any number of degrees; by none it is the very same. */
export const slantVector = (vector: Point, degrees: number): Point => {
  if (degrees === 0) return vector;
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return { x: vector.x * cosine - vector.y * sine, y: vector.x * sine + vector.y * cosine };
};

/** The size of the upright box around a picture of that size slanted by so many degrees. */
export const slantedSize = ({ width, height }: Size, degrees: number): Size => {
  if (degrees === 0) return { width, height };
  const [sine, cosine] = [Math.abs(Math.sin((degrees * Math.PI) / 180)), Math.abs(Math.cos((degrees * Math.PI) / 180))];
  return { width: width * cosine + height * sine, height: width * sine + height * cosine };
};

/** The smallest upright box around some corners. */
export const boxAround = (...corners: readonly Point[]): Box => {
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
};

/** The corners of a region, in order around. */
export const cornersOf = ({ x, y, w, h }: Region): Point[] => [
  { x, y },
  { x: x + w, y },
  { x: x + w, y: y + h },
  { x, y: y + h },
];

/** The smallest region around some corners, kept inside the photo; beside the photo it has no width or no height. */
export const regionBetween = (...corners: readonly Point[]): Region => {
  const { x, y, width, height } = boxAround(...corners);
  const [left, top] = [Math.min(Math.max(x, 0), 1), Math.min(Math.max(y, 0), 1)];
  return { x: left, y: top, w: Math.min(Math.max(x + width, 0), 1) - left, h: Math.min(Math.max(y + height, 0), 1) - top };
};

/** A region kept inside the photo: fractions from 0 to 1. */
export const insidePhoto = ({ x, y, w, h }: Region): Region => {
  const left = Math.min(Math.max(x, 0), 1);
  const top = Math.min(Math.max(y, 0), 1);
  return { x: left, y: top, w: Math.min(Math.max(w, 0), 1 - left), h: Math.min(Math.max(h, 0), 1 - top) };
};
