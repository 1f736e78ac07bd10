import { type Insets, type Tile, tileSide } from './tile.ts';

/** 64 bits as two numbers of 32, unsigned. */
export type PictureHash = readonly [high: number, low: number];

/** Columns and rows whose neighbours are compared: 8 × 8 comparisons. */
const columns = 9;
const rows = 8;

/** Samples a column and row that are averaged, so that a fine pattern does not decide by chance. */
const across = 3;
const down = 4;
/** Parts of a tile's cell that a sample between two cells is told apart by. Whole numbers keep a plain surface exactly equal. */
const parts = 256;

/** How much of each cell of a tile's row (or column) one of the compared places takes up. */
type Share = { first: number; weights: number[] };

const sharesOf = (places: number, samples: number, before: number, after: number): Share[] =>
  Array.from({ length: places }, (_, place) => {
    const whole = new Array<number>(tileSide + 1).fill(0);
    for (let nth = 0; nth < samples; nth += 1) {
      const at = (place * samples + nth + 0.5) / (places * samples);
      const exact = Math.min(tileSide - 1, Math.max(0, (before + (1 - before - after) * at) * tileSide - 0.5));
      const low = Math.floor(exact);
      const beyond = Math.round((exact - low) * parts);
      whole[low] = (whole[low] ?? 0) + parts - beyond;
      whole[low + 1] = (whole[low + 1] ?? 0) + beyond;
    }
    const first = whole.findIndex((weight) => weight > 0);
    return { first, weights: whole.slice(first, whole.findLastIndex((weight) => weight > 0) + 1) };
  });

/** The shares for each pair of insets: a handful of crops is used for every photo. */
const known = new Map<string, Share[]>();
const sharesFor = (places: number, samples: number, before: number, after: number): Share[] => {
  const name = `${places} ${before} ${after}`;
  const shares = known.get(name) ?? sharesOf(places, samples, before, after);
  known.set(name, shares);
  return shares;
};

/** The sums of a tile's columns in each of the compared rows. */
const rowsOf = (tile: Tile, top: number, bottom: number): Float64Array => {
  const sums = new Float64Array(rows * tileSide);
  const shares = sharesFor(rows, down, top, bottom);
  for (let y = 0; y < rows; y += 1) {
    const { first, weights } = shares[y] as Share;
    for (let nth = 0; nth < weights.length; nth += 1) {
      const weight = weights[nth] as number;
      for (let at = (first + nth) * tileSide, to = y * tileSide, end = to + tileSide; to < end; at += 1, to += 1)
        sums[to] = (sums[to] as number) + weight * (tile[at] as number);
    }
  }
  return sums;
};

/**
 * The difference hashes (dHash) of a picture, one for each crop: for each of 8 × 8 places whether it gets lighter to the right (Krawetz, "Kind of Like That", 2013).
 * Re-saving, another size, other light and loss of colour change a few bits; another crop changes many, so crops are hashed apart.
 */
export const hashesOf = (tile: Tile, crops: readonly Insets[]): PictureHash[] => {
  // Many crops differ in their left and right sides only.
  const known = new Map<number, Float64Array>();
  return crops.map(([left, top, right, bottom]) => {
    const name = top * 1_000 + bottom;
    const sums = known.get(name) ?? rowsOf(tile, top, bottom);
    known.set(name, sums);
    const wanted = sharesFor(columns, across, left, right);
    const halves: [number, number] = [0, 0];
    for (let y = 0; y < rows; y += 1) {
      let bits = 0;
      let before = 0;
      for (let x = 0; x < columns; x += 1) {
        const { first, weights } = wanted[x] as Share;
        let sum = 0;
        for (let nth = 0, at = y * tileSide + first; nth < weights.length; nth += 1, at += 1)
          sum += (weights[nth] as number) * (sums[at] as number);
        if (x > 0) bits = (bits << 1) | (sum > before ? 1 : 0);
        before = sum;
      }
      const half = y < rows / 2 ? 0 : 1;
      halves[half] = ((halves[half] << (columns - 1)) | bits) >>> 0;
    }
    return halves;
  });
};

/** How many of 32 bits are set (Warren, "Hacker's Delight", 5-1). */
const bitsOf = (value: number): number => {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** In how many of 64 bits two hashes differ. */
export const distanceBetween = (leftHigh: number, leftLow: number, rightHigh: number, rightLow: number): number =>
  bitsOf(leftHigh ^ rightHigh) + bitsOf(leftLow ^ rightLow);
