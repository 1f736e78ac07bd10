import type { Spot as Point } from '../../../../shared/domain/finding.ts';
import type { Edges } from './edges.ts';
import type { Line } from './lines.ts';

/** A line that may be a document's side, with how well each stretch of it is supported by edges. */
export type Side = {
  line: Line;
  /** The picture's own rim, where a document may be cut off. */
  rim: boolean;
  /** Up to each place along the line: how much of it lies in the picture, and on how much lie edges that rise to the one side, and to the other. */
  inPicture: Uint16Array;
  rising: Uint16Array;
  falling: Uint16Array;
  /** The place of the line's foot, px. */
  foot: number;
};

/** What a stretch of a side is worth. `support`: the share of what is in the picture that has an edge. */
export type Stretch = { visible: number; support: number };

/** Cosine of how far an edge's own direction may be off the line's (15°). */
const alongCosine = 0.966;
/** Slope that counts as an edge, levels a pixel, and how far beside the line it may lie, px. */
const leastSlope = 2.5;
const beside = 1;

/** How much of a side's ends says nothing, as a share of it: there are the document's rounded corners. */
export const roundedEnd = 0.08;

/** Measures a line over its whole way through the picture. */
export const sideOf = (line: Line, { width, height, across, down, steepness }: Edges, rim = false): Side => {
  const foot = Math.ceil(Math.hypot(width, height));
  const length = foot * 2 + 1;
  const side = { line, rim, foot, inPicture: new Uint16Array(length), rising: new Uint16Array(length), falling: new Uint16Array(length) };
  const { cos, sin, distance } = line;
  let inPicture = 0;
  let rising = 0;
  let falling = 0;
  for (let place = 0; place < length; place += 1) {
    const x = distance * cos - (place - foot) * sin;
    const y = distance * sin + (place - foot) * cos;
    if (x >= 2 && y >= 2 && x < width - 2 && y < height - 2) {
      inPicture += 1;
      let up = 0;
      let below = 0;
      for (let off = -beside; off <= beside; off += 1) {
        const at = ((y + off * sin + 0.5) | 0) * width + ((x + off * cos + 0.5) | 0);
        const steep = steepness[at] as number;
        if (steep < leastSlope) continue;
        const rise = (across[at] as number) * cos + (down[at] as number) * sin;
        if (rise > alongCosine * steep) up = 1;
        else if (rise < -alongCosine * steep) below = 1;
      }
      rising += up;
      falling += below;
    }
    side.inPicture[place] = inPicture;
    side.rising[place] = rising;
    side.falling[place] = falling;
  }
  return side;
};

/** The place of a point along a side. */
export const placeOn = ({ line: { cos, sin }, foot }: Side, { x, y }: Point): number => foot - x * sin + y * cos;

/** What lies between two places of a side. */
export const stretchOf = ({ inPicture, rising, falling }: Side, one: number, other: number): Stretch => {
  const within = (place: number): number => Math.min(inPicture.length - 1, Math.max(0, Math.round(place)));
  const [from, to] = [within(Math.min(one, other)), within(Math.max(one, other))];
  const visible = (inPicture[to] as number) - (inPicture[from] as number);
  if (visible === 0) return { visible, support: 0 };
  const up = (rising[to] as number) - (rising[from] as number);
  const below = (falling[to] as number) - (falling[from] as number);
  return { visible, support: Math.max(up, below) / visible };
};

/** Where two lines cross; undefined for parallel ones. */
export const crossingOf = (one: Line, other: Line): Point | undefined => {
  const determinant = one.cos * other.sin - one.sin * other.cos;
  if (Math.abs(determinant) < 0.2) return undefined;
  return {
    x: (one.distance * other.sin - other.distance * one.sin) / determinant,
    y: (other.distance * one.cos - one.distance * other.cos) / determinant,
  };
};
