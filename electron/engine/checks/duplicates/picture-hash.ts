import { type Insets, sample, type Tile } from './tile.ts';

/** 64 bits as two numbers of 32, unsigned. */
export type PictureHash = readonly [high: number, low: number];

/** Columns and rows whose neighbours are compared: 8 × 8 comparisons. */
const columns = 9;
const rows = 8;

/**
 * The difference hash (dHash) of a picture: for each of 8 × 8 places whether it gets lighter to the right (Krawetz, "Kind of Like That", 2013).
 * Re-saving, another size, other light and loss of colour change a few bits; another crop changes many, so crops are hashed apart.
 */
export const hashOf = (tile: Tile, insets: Insets = [0, 0, 0, 0]): PictureHash => {
  // Two samples a column and row, averaged, so that a fine pattern does not decide by chance.
  const fine = sample(tile, insets, columns * 3, rows * 4);
  const grid = new Float64Array(columns * rows);
  for (let y = 0; y < rows * 4; y += 1)
    for (let x = 0; x < columns * 3; x += 1) {
      const cell = Math.floor(y / 4) * columns + Math.floor(x / 3);
      grid[cell] = (grid[cell] ?? 0) + (fine[y * columns * 3 + x] ?? 0);
    }
  const halves: [number, number] = [0, 0];
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns - 1; x += 1) {
      const lighter = (grid[y * columns + x + 1] ?? 0) > (grid[y * columns + x] ?? 0) ? 1 : 0;
      const half = y < rows / 2 ? 0 : 1;
      halves[half] = ((halves[half] << 1) | lighter) >>> 0;
    }
  return halves;
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
