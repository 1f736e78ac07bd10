import type { Light } from './light.ts';

/** What was measured of a photo's sharpness. `index`: 100 for the sharpest edge a picture of pixels can have, falling as edges widen. */
export type Sharpness = {
  index: number;
  /** The width of edges across and along the picture, px of the measured picture: the narrower of the well-marked ones. */
  across: number;
  along: number;
  /** Edges that were measured; with too few of them nothing can be said. */
  edges: number;
};

/** Difference of lightness across an edge from which it counts: text on paper, the rim of a card; noise and texture stay below. */
const leastContrast = 48;
/** Edges in a direction below which that direction says nothing. */
const leastEdges = 60;
/** Among all edges the narrow ones tell what the lens did: a wide edge may be wide in nature. A quarter of them. */
const share = 0.25;
/** The narrowest an edge gets after the smoothing below, px: contrast over steepest step of an ideal edge that falls between two pixels. */
const narrowest = 1.2;

/**
 * Measures how wide edges are, in rows and in columns. The width of an edge is its contrast divided by its steepest step: 1 to 2 px where the
 * photo is sharp, 2.5 sigma for a Gaussian blur of that sigma (the steepest step of a blurred edge is contrast / (sigma sqrt(2 pi))). It does not
 * depend on how much of the photo is plain, as a variance over the frame does, and motion blur shows in the direction of the motion.
 * Lightness is smoothed along the edge only (1 2 1), which takes noise away and leaves the width.
 */
export const measureSharpness = (light: Light): Sharpness => {
  const across = widthsOf(light, 1, light.width, light.width, light.height);
  const along = widthsOf(light, light.width, 1, light.height, light.width);
  const [x, y] = [narrowOf(across), narrowOf(along)];
  const measured = [across.length >= leastEdges ? x : undefined, along.length >= leastEdges ? y : undefined].filter(
    (width) => width !== undefined,
  );
  const widest = measured.length === 0 ? Math.min(x, y) : Math.max(...measured);
  return {
    index: Math.min(100, (100 * narrowest) / widest),
    across: x,
    along: y,
    edges: measured.length === 0 ? 0 : across.length + along.length,
  };
};

const narrowOf = (widths: number[]): number => {
  if (widths.length === 0) return Number.POSITIVE_INFINITY;
  widths.sort((left, right) => left - right);
  return widths[Math.floor(widths.length * share)] ?? Number.POSITIVE_INFINITY;
};

/** The widths of all well-marked edges met when walking in steps of `step` along lines that are `line` apart; every second line is enough. */
const widthsOf = ({ values }: Light, step: number, line: number, length: number, lines: number): number[] => {
  const widths: number[] = [];
  const smooth = new Int16Array(length);
  for (let number = 1; number < lines - 1; number += 2) {
    const start = number * line;
    for (let at = 0, place = start; at < length; at += 1, place += step)
      smooth[at] = ((values[place - line] as number) + 2 * (values[place] as number) + (values[place + line] as number)) >> 2;
    walk(smooth, widths);
  }
  return widths;
};

/** Finds each stretch in which lightness only rises or only falls, and takes its width if it is marked well enough. */
const walk = (smooth: Int16Array, widths: number[]): void => {
  let from = 0;
  let steepest = 0;
  let direction = 0;
  for (let at = 1; at < smooth.length; at += 1) {
    const change = (smooth[at] as number) - (smooth[at - 1] as number);
    const sign = Math.sign(change);
    if (sign !== 0 && sign === direction) {
      steepest = Math.max(steepest, Math.abs(change));
      continue;
    }
    if (sign === 0 && direction !== 0 && Math.abs((smooth[at + 1] ?? 0) - (smooth[at] as number)) > 0) continue;
    const contrast = Math.abs((smooth[at - 1] as number) - (smooth[from] as number));
    if (direction !== 0 && contrast >= leastContrast) widths.push(contrast / steepest);
    from = at - 1;
    direction = sign;
    steepest = Math.abs(change);
  }
};
