import type { Box, Raster } from './raster.ts';

/** What was measured of a photo's sharpness. `index`: 100 for the sharpest edge a picture of pixels can have, falling as edges widen. */
export type Sharpness = {
  index: number;
  /** The width of edges (the narrower of the well-marked ones) in the direction in which they are narrowest and widest, px of the measured picture. */
  narrow: number;
  wide: number;
  /** Edges that were measured; with none at all nothing can be said. */
  edges: number;
};

/**
 * Differences of lightness across an edge from which it counts, best first: text on paper and the rim of a card reach the first, where noise and texture stay below.
 * Only a photo that has too few such edges (a pale print, a foggy view) is measured on weaker ones.
 */
const contrasts = [48, 24, 12] as const;
/** Edges in a direction below which that direction says nothing. */
const leastEdges = 30;
/**
 * Among all edges the narrowest ones tell what the lens did: the others may be wide in nature, or lie before or behind what the photo is of. A twentieth of them:
 * on 81 unrelated pictures (flowers, clouds and fruit with little in focus among them) it told blur better (0.98) than a tenth (0.98), a quarter (0.97) and a half (0.95).
 */
const share = 0.05;
/** The narrowest an edge gets after the smoothing below, px: contrast over steepest step of an ideal edge that falls between two pixels. */
const narrowest = 1.1;
/** Steps in which widths are counted, a pixel, and the widest that is told apart, px. */
const steps = 16;
const widest = 64;

/** How many edges have which width, for each of {@link contrasts}: those that reach it and not the one before. */
type Tally = Uint32Array[];

/**
 * Measures how wide edges are, in rows, in columns and along both diagonals. The width of an edge is its contrast divided by its steepest step: 1 to 2 px where
 * the photo is sharp, 2.5 sigma for a Gaussian blur of that sigma (the steepest step of a blurred edge is contrast / (sigma sqrt(2 pi))). It does not
 * depend on how much of the photo is plain, as a variance over the frame does. A moved camera leaves the edges that lie along its way as they were, so the
 * direction with the widest edges counts.
 * Lightness is smoothed along the edge only (1 2 1), which takes noise away and leaves the width.
 * @param box the part of the picture that is measured
 */
export const measureSharpness = (raster: Raster, box: Box): Sharpness => {
  const straight = [1, 0].map((down) => tallyOf(raster, linesOf(box, raster.width, 1 - down, down)));
  const slanting = [1, -1].map((right) => tallyOf(raster, linesOf(box, raster.width, right, 1)));
  for (let grade = 0; grade < contrasts.length; grade += 1) {
    const measured = [
      ...straight.map((tally) => widthOf(tally, grade)),
      ...slanting.map((tally) => widthOf(tally, grade)).map(({ width, edges }) => ({ width: unslanted(width), edges })),
    ].filter(({ edges }) => edges >= leastEdges);
    if (measured.length === 0) continue;
    const widths = measured.map(({ width }) => width);
    const wide = Math.max(...widths);
    const edges = measured.reduce((sum, one) => sum + one.edges, 0);
    return { index: Math.min(100, (100 * narrowest) / wide), narrow: Math.min(...widths), wide, edges };
  }
  return { index: 0, narrow: widest, wide: widest, edges: 0 };
};

/** A width in steps along a diagonal as px: a step is the root of two, and the narrowest edge is as wide there as it is along a row. */
const unslanted = (width: number): number => Math.sqrt(Math.max(narrowest ** 2, 2 * width ** 2 - narrowest ** 2));

/** The width that the narrow share of the edges with this contrast or more stays below. */
const widthOf = (tally: Tally, grade: number): { width: number; edges: number } => {
  const counted = tally.slice(0, grade + 1);
  const edges = counted.reduce((sum, widths) => sum + widths.reduce((total, count) => total + count, 0), 0);
  let seen = 0;
  for (let step = 0; step < widest * steps; step += 1) {
    for (const widths of counted) seen += widths[step] as number;
    if (seen > edges * share) return { width: (step + 0.5) / steps, edges };
  }
  return { width: widest, edges };
};

/** A way through the picture: where it begins, the step from one of its pixels to the next, how many there are, and the step to its neighbour on one side. */
type Line = { from: number; step: number; length: number; beside: number };

/**
 * Lines in each direction, and pixels on them: so many meet thousands of edges, and more would not change what is measured. Longer lines meet more of them, so that there
 * have to be fewer.
 */
const enoughLines = 160;
const enoughPixels = 130_000;
const spacingOf = (side: number, length: number): number => Math.max(2, Math.floor(side / Math.min(enoughLines, enoughPixels / length)));

/** Rows, columns or diagonals of a part of a picture, evenly spaced. The outermost lines have no neighbours and are left out. `stride`: pixels in the picture's rows. */
function* linesOf({ left, top, width, height }: Box, stride: number, right: number, down: number): Generator<Line> {
  const first = top * stride + left;
  const step = down * stride + right;
  const [everyColumn, everyRow] = [spacingOf(width, height), spacingOf(height, width)];
  if (down === 0) for (let y = 1; y < height - 1; y += everyRow) yield { from: first + y * stride, step, length: width, beside: stride };
  else if (right === 0) for (let x = 1; x < width - 1; x += everyColumn) yield { from: first + x, step, length: height, beside: 1 };
  else {
    const beside = right * stride - 1;
    // There are as many diagonals as the upper and one other side have pixels together.
    const every = everyColumn + everyRow;
    for (let x = 3; x < width - 3; x += every)
      yield { from: first + stride + x, step, length: Math.min(right === 1 ? width - 1 - x : x, height - 2), beside };
    for (let y = 1 + every; y < height - 3; y += every)
      yield { from: first + y * stride + (right === 1 ? 1 : width - 2), step, length: Math.min(height - 1 - y, width - 2), beside };
  }
}

/** Counts the edges met along some lines. */
const tallyOf = (raster: Raster, lines: Iterable<Line>): Tally => {
  const tally = contrasts.map(() => new Uint32Array(widest * steps));
  const values = new Uint8Array(Math.max(raster.width, raster.height));
  for (const line of lines)
    if (line.length > 2) {
      readLine(raster.rgb, line, values);
      walk(values, line.length, tally);
    }
  return tally;
};

/** Reads the lightness along a line (ITU-R BT.601, the weights times 256), smoothed with the neighbours on its two sides. */
const readLine = (rgb: Uint8Array, { from, step, length, beside }: Line, values: Uint8Array): void => {
  const aside = beside * 3;
  for (let place = 0, at = from * 3; place < length; place += 1, at += step * 3) {
    const red = (rgb[at - aside] as number) + 2 * (rgb[at] as number) + (rgb[at + aside] as number);
    const green = (rgb[at + 1 - aside] as number) + 2 * (rgb[at + 1] as number) + (rgb[at + 1 + aside] as number);
    const blue = (rgb[at + 2 - aside] as number) + 2 * (rgb[at + 2] as number) + (rgb[at + 2 + aside] as number);
    values[place] = (77 * red + 150 * green + 29 * blue) >> 10;
  }
};

const [strong, fair, weak] = contrasts;

/** Finds each stretch of a line in which lightness only rises or only falls, and counts its width if it is marked well enough. */
const walk = (values: Uint8Array, length: number, tally: Tally): void => {
  const [strongs, fairs, weaks] = tally as [Uint32Array, Uint32Array, Uint32Array];
  let before = values[0] as number;
  let begin = before;
  let steepest = 0;
  let direction = 0;
  for (let place = 1; place < length - 1; place += 1) {
    const value = values[place] as number;
    const change = value - before;
    if (direction > 0 ? change > 0 : direction < 0 && change < 0) {
      const size = change > 0 ? change : -change;
      if (size > steepest) steepest = size;
      before = value;
      continue;
    }
    if (direction !== 0) {
      // One level step in the middle of a slope does not end it.
      if (change === 0 && values[place + 1] !== value) continue;
      const contrast = before > begin ? before - begin : begin - before;
      if (contrast >= weak) {
        const width = Math.min(widest * steps - 1, ((contrast * steps) / steepest) | 0);
        const counted = contrast >= strong ? strongs : contrast >= fair ? fairs : weaks;
        counted[width] = (counted[width] as number) + 1;
      }
    }
    begin = before;
    direction = change;
    steepest = change > 0 ? change : -change;
    before = value;
  }
};
