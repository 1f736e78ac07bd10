import type { Raster } from '../images/raster.ts';

/** Side of a tile, cells. 64 keep enough of a picture to lay a cropped copy over its original again; half as many lose it. */
export const tileSide = 64;

/**
 * A picture brought to a square of {@link tileSide} × {@link tileSide} lightness values, row by row, whatever its shape: what two pictures are compared by.
 * It is stored beside the file it was made of and goes with it.
 */
export type Tile = Uint8Array;

/** What is left out of a picture at its left, top, right and bottom, as shares of its width and height. */
export type Insets = readonly [left: number, top: number, right: number, bottom: number];

/** Part of a picture, as fractions of its width and height; origin top left. */
export type Part = { x: number; y: number; w: number; h: number };

/** What a cell takes in of a line of values: from which value on, and how much of each. */
type Cell = { first: number; weights: number[] };

/** The cells of a line of `length` values within the part that begins at `from` and takes up `share` of it: by weight, each value by how much of it lies in the cell. */
const cellsOf = (from: number, share: number, length: number): Cell[] =>
  Array.from({ length: tileSide }, (_, cell) => {
    const begin = Math.min(length - 1e-6, (from + (share * cell) / tileSide) * length);
    const end = Math.min(length, Math.max(begin + 1e-6, (from + (share * (cell + 1)) / tileSide) * length));
    const first = Math.floor(begin);
    const weights = Array.from(
      { length: Math.ceil(end) - first },
      (_value, at) => Math.min(end, first + at + 1) - Math.max(begin, first + at),
    );
    return { first, weights: weights.map((weight) => weight / (end - begin)) };
  });

/**
 * Averages a picture down to its tile, lightness by ITU-R BT.601. `part`: only that of it, for a portrait inside a document.
 * @param raster the upright picture, at least one pixel; some 256 px a side are plenty
 */
export const tileOf = ({ width, height, rgb }: Raster, part: Part = { x: 0, y: 0, w: 1, h: 1 }): Tile => {
  const columns = cellsOf(part.x, part.w, width);
  const narrow = new Float64Array(tileSide * height);
  const line = new Float64Array(width);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, at = y * width * 3; x < width; x += 1, at += 3)
      line[x] = 0.299 * (rgb[at] as number) + 0.587 * (rgb[at + 1] as number) + 0.114 * (rgb[at + 2] as number);
    for (let x = 0; x < tileSide; x += 1) {
      const { first, weights } = columns[x] as Cell;
      let sum = 0;
      for (let offset = 0; offset < weights.length; offset += 1) sum += (weights[offset] as number) * (line[first + offset] as number);
      narrow[y * tileSide + x] = sum;
    }
  }
  const tile = new Uint8Array(tileSide * tileSide);
  for (const [y, { first, weights }] of cellsOf(part.y, part.h, height).entries())
    for (let x = 0; x < tileSide; x += 1) {
      let sum = 0;
      for (let offset = 0; offset < weights.length; offset += 1)
        sum += (weights[offset] as number) * (narrow[(first + offset) * tileSide + x] as number);
      tile[y * tileSide + x] = Math.round(sum);
    }
  return tile;
};

/** The eight ways a picture can lie: turned clockwise by these degrees, after being mirrored left to right or not. */
export const turns = [0, 90, 180, 270].flatMap((degrees) => [false, true].map((mirrored) => ({ degrees, mirrored })));
/** One of {@link turns}. */
export type Turn = (typeof turns)[number];

/** The tile of the same picture, mirrored and then turned clockwise. */
export const turned = (tile: Tile, { degrees, mirrored }: Turn): Tile => {
  const last = tileSide - 1;
  const result = new Uint8Array(tile.length);
  const standing = degrees === 90 || degrees === 270;
  const backwards = degrees === 180 || degrees === 270;
  for (let y = 0; y < tileSide; y += 1)
    for (let x = 0; x < tileSide; x += 1) {
      const along = standing ? y : x;
      const beside = standing ? x : y;
      const column = backwards ? last - along : along;
      const row = degrees === 90 || degrees === 180 ? last - beside : beside;
      result[y * tileSide + x] = tile[row * tileSide + (mirrored ? last - column : column)] ?? 0;
    }
  return result;
};

/** `columns` × `rows` values of what is left of a tile within `insets`, between its cells by bilinear interpolation. */
export const sample = (tile: Tile, [left, top, right, bottom]: Insets, columns: number, rows: number): Float64Array => {
  const values = new Float64Array(columns * rows);
  const place = (at: number, count: number, from: number, share: number): readonly [number, number, number] => {
    const exact = Math.min(tileSide - 1, Math.max(0, (from + (share * (at + 0.5)) / count) * tileSide - 0.5));
    const low = Math.floor(exact);
    return [low, Math.min(tileSide - 1, low + 1), exact - low];
  };
  const across = Array.from({ length: columns }, (_, at) => place(at, columns, left, 1 - left - right));
  for (let y = 0; y < rows; y += 1) {
    const [above, below, down] = place(y, rows, top, 1 - top - bottom);
    for (const [x, [low, high, over]] of across.entries()) {
      const upper = (tile[above * tileSide + low] ?? 0) * (1 - over) + (tile[above * tileSide + high] ?? 0) * over;
      const lower = (tile[below * tileSide + low] ?? 0) * (1 - over) + (tile[below * tileSide + high] ?? 0) * over;
      values[y * columns + x] = upper * (1 - down) + lower * down;
    }
  }
  return values;
};
