import { type Insets, sample, type Tile, tileSide } from './tile.ts';

/** Values a side at which two pictures are laid over each other. */
const side = 32;
/** Farthest that one side of a copy may have been cropped, as a share of the original. */
const deepest = 0.15;
/** Steps by which the crop is felt out, from coarse to fine. */
const steps = [0.04, 0.02, 0.01, 0.005];
/** What is less alike than this before a step is no copy, however it is cropped. */
const hopeless = [0.4, 0.6, 0.8, 0.9];

/** Differences of each value from its right and lower neighbour: what is left of a picture when its light is taken away. */
const edgesOf = (values: Float64Array): Float64Array => {
  const edges = new Float64Array(2 * side * (side - 1));
  let at = 0;
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const value = values[y * side + x] ?? 0;
      if (x < side - 1) edges[at++] = (values[y * side + x + 1] ?? 0) - value;
      if (y < side - 1) edges[at++] = (values[(y + 1) * side + x] ?? 0) - value;
    }
  return edges;
};

/** Pearson's correlation of two lists of one length; 0 where one of them is flat. */
const correlation = (left: Float64Array, right: Float64Array): number => {
  let [sumLeft, sumRight] = [0, 0];
  for (let at = 0; at < left.length; at += 1) {
    sumLeft += left[at] ?? 0;
    sumRight += right[at] ?? 0;
  }
  const [meanLeft, meanRight] = [sumLeft / left.length, sumRight / left.length];
  let [both, ofLeft, ofRight] = [0, 0, 0];
  for (let at = 0; at < left.length; at += 1) {
    const a = (left[at] ?? 0) - meanLeft;
    const b = (right[at] ?? 0) - meanRight;
    both += a * b;
    ofLeft += a * a;
    ofRight += b * b;
  }
  return ofLeft === 0 || ofRight === 0 ? 0 : both / Math.sqrt(ofLeft * ofRight);
};

/**
 * How alike two pictures are, up to 1: the correlation of their edges when one is laid over the other, cropped by up to 15 % on each side as fits best. What was
 * only saved again, made smaller, lighter or grey has 0.99 and more; what was cropped, too, 0.975 and more.
 * @param begin crops of which one is near the true one; from the best of them it is felt out edge by edge
 */
export const likenessOf = (original: Tile, copy: Tile, begin: readonly Insets[]): number => {
  const wanted = edgesOf(sample(copy, [0, 0, 0, 0], side, side));
  const at = (insets: Insets): number => correlation(wanted, edgesOf(sample(original, insets, side, side)));
  let [best, insets]: [number, Insets] = [-1, [0, 0, 0, 0]];
  for (const crop of begin) {
    const found = at(crop);
    if (found > best) [best, insets] = [found, crop];
  }
  for (const [place, step] of steps.entries()) {
    if (best < (hopeless[place] ?? 0)) return best;
    for (let round = 0, better = true; better && round < 6; round += 1) {
      better = false;
      for (const [edge, inset] of insets.entries())
        for (const moved of [inset + step, inset - step]) {
          if (moved < 0 || moved > deepest) continue;
          const tried = insets.with(edge, moved) as unknown as Insets;
          const found = at(tried);
          if (found <= best + 1e-4) continue;
          [best, insets] = [found, tried];
          better = true;
        }
    }
  }
  return best;
};

/** How much of a portrait is left out on each side to lay its inner part over the other one, as a share. */
const rim = 0.05;

const innerOf = (tile: Tile): Tile => Uint8Array.from(sample(tile, [rim, rim, rim, rim], tileSide, tileSide), Math.round);

/**
 * How alike two portraits are that were taken out of photos of documents, up to 1. Each was laid straight by corners that are a few pixels off, so that it shows a
 * little more on some sides than the other and a little less on others, and neither is a crop of the other: the inner part of either is laid over the whole other one.
 */
export const portraitLikenessOf = (one: Tile, other: Tile, begin: readonly Insets[]): number =>
  Math.max(likenessOf(one, innerOf(other), begin), likenessOf(other, innerOf(one), begin));
