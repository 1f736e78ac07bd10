import type { Mark, ScanComponent } from './huffman.ts';
import type { Box } from './raster.ts';
import { squareSide } from './spectrum.ts';

/** A component with how many of its blocks lie side by side and on each other in an MCU, and its quantisation table in the order of storage. */
export type SampledComponent = ScanComponent & { horizontal: number; vertical: number; steps: Uint16Array };

/** Where squares are wanted in a picture of this size, px as stored; none for most pictures. */
export type PlacesOf = (size: { width: number; height: number }) => readonly Place[];
/** The upper left corner of a square, px as stored. */
export type Place = Pick<Box, 'left' | 'top'>;

/** A scan that was read through without fault, with the places from which the wanted squares can be decoded by themselves. */
export type MarkedScan = {
  /** The scan's bytes without stuffing, and where its stretches begin beyond the first. */
  coded: Uint8Array;
  cuts: readonly number[];
  /** MCUs in a row, and in a stretch. */
  across: number;
  perStretch: number;
  components: readonly SampledComponent[];
  /** By the MCU's number in the scan. */
  marks: Map<number, Mark>;
};

/** The order in which a block's coefficients are stored (ITU-T T.81, figure A.6), as places in its eight rows. */
const order = Uint8Array.from([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57,
  50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
]);

const mcuOf = (components: readonly SampledComponent[]): { wide: number; tall: number } => ({
  wide: 8 * Math.max(...components.map(({ horizontal }) => horizontal)),
  tall: 8 * Math.max(...components.map(({ vertical }) => vertical)),
});

/** Whether squares can be put together from whole MCUs: lightness as fine as the picture and whole multiples for colour, as every camera has it. */
const fits = (components: readonly SampledComponent[]): boolean => {
  const { wide, tall } = mcuOf(components);
  const [light] = components;
  return (
    (components.length === 1 || components.length === 3) &&
    light !== undefined &&
    light.horizontal * 8 === wide &&
    light.vertical * 8 === tall &&
    squareSide % wide === 0 &&
    squareSide % tall === 0
  );
};

/** The first MCUs of the squares' rows, by number. */
const rowsOf = ({ left, top }: Place, { across, components }: MarkedScan): number[] => {
  const { wide, tall } = mcuOf(components);
  const first = Math.floor(top / tall) * across + Math.floor(left / wide);
  return Array.from({ length: squareSide / tall }, (_, row) => first + row * across);
};

/** Which MCUs of a scan have to be marked for these squares, rising; none where they can't be decoded by themselves. */
export const marksFor = (squares: readonly Place[], scan: MarkedScan): number[] =>
  squares.length === 0 || !fits(scan.components)
    ? []
    : [...new Set(squares.flatMap((square) => rowsOf(square, scan)))].sort((one, other) => one - other);

/** What has to be known while blocks are read on. */
type Reader = { bytes: Uint8Array; bit: number; predictions: Int32Array };

const block = new Float32Array(64);

/** The next 16 bits. */
const ahead = (bytes: Uint8Array, bit: number): number => {
  const at = bit >> 3;
  return ((((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)) >> (8 - (bit & 7))) & 0xffff;
};

/** The value in the first `size` of 16 bits (ITU-T T.81, F.2.2.1). */
const amountIn = (bits: number, size: number): number => {
  const value = bits >> (16 - size);
  return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
};

/** Reads one block into {@link block}, multiplied by its steps. The walk has found no fault in it before. Returns whether it is all of one level. */
const readBlock = (reader: Reader, index: number, { dc, ac, steps }: SampledComponent): boolean => {
  const { bytes, predictions } = reader;
  const { codes } = ac;
  let bit = reader.bit;
  block.fill(0);
  const first = dc.codes[ahead(bytes, bit)] as number;
  bit += first >> 8;
  const length = first & 0xff;
  if (length > 0) {
    predictions[index] = (predictions[index] as number) + amountIn(ahead(bytes, bit), length);
    bit += length;
  }
  block[0] = (predictions[index] as number) * (steps[0] as number);
  let plain = true;
  for (let place = 1; place < 64; place += 1) {
    const entry = codes[ahead(bytes, bit)] as number;
    bit += entry >> 8;
    const symbol = entry & 0xff;
    if (symbol === 0) break;
    place += symbol >> 4;
    const size = symbol & 15;
    if (size === 0) continue;
    block[order[place] as number] = amountIn(ahead(bytes, bit), size) * (steps[place] as number);
    bit += size;
    plain = false;
  }
  reader.bit = bit;
  return plain;
};

const cosine = (step: number): number => Math.cos((step * Math.PI) / 16) / 2;
const [c1, c2, c3, c4, c5, c6, c7] = [1, 2, 3, 4, 5, 6, 7].map(cosine) as [number, number, number, number, number, number, number];

/** The inverse cosine transform of eight values (ITU-T T.81, A.3.3), the even and the odd ones apart. */
const invert = (from: Float32Array, at: number, step: number, to: Float32Array, first: number, stride: number): void => {
  const x0 = from[at] as number;
  const x1 = from[at + step] as number;
  const x2 = from[at + step * 2] as number;
  const x3 = from[at + step * 3] as number;
  const x4 = from[at + step * 4] as number;
  const x5 = from[at + step * 5] as number;
  const x6 = from[at + step * 6] as number;
  const x7 = from[at + step * 7] as number;
  const sum = (x0 + x4) * c4;
  const apart = (x0 - x4) * c4;
  const inner = x2 * c6 - x6 * c2;
  const outer = x2 * c2 + x6 * c6;
  const odd0 = x1 * c1 + x3 * c3 + x5 * c5 + x7 * c7;
  const odd1 = x1 * c3 - x3 * c7 - x5 * c1 - x7 * c5;
  const odd2 = x1 * c5 - x3 * c1 + x5 * c7 + x7 * c3;
  const odd3 = x1 * c7 - x3 * c5 + x5 * c3 - x7 * c1;
  to[first] = sum + outer + odd0;
  to[first + stride * 7] = sum + outer - odd0;
  to[first + stride] = apart + inner + odd1;
  to[first + stride * 6] = apart + inner - odd1;
  to[first + stride * 2] = apart - inner + odd2;
  to[first + stride * 5] = apart - inner - odd2;
  to[first + stride * 3] = sum - outer + odd3;
  to[first + stride * 4] = sum - outer - odd3;
};

const between = new Float32Array(64);

/** Turns {@link block} into levels (without the middle one, 128) and puts them where they belong in a plane. */
const lay = (plain: boolean, plane: Float32Array, first: number, stride: number): void => {
  if (plain) {
    const level = (block[0] as number) / 8;
    for (let row = 0; row < 8; row += 1) plane.fill(level, first + row * stride, first + row * stride + 8);
    return;
  }
  for (let column = 0; column < 8; column += 1) invert(block, column, 8, between, column, 8);
  for (let row = 0; row < 8; row += 1) invert(between, row * 8, 1, plane, first + row * stride, 1);
};

/** Decodes the MCUs of one square into a plane for each component. */
const planesOf = (scan: MarkedScan, square: Place): Float32Array[] | undefined => {
  const { coded, cuts, components, marks, perStretch } = scan;
  const { wide, tall } = mcuOf(components);
  const planes = components.map(
    ({ horizontal, vertical }) => new Float32Array((squareSide / wide) * horizontal * 8 * (squareSide / tall) * vertical * 8),
  );
  for (const [row, first] of rowsOf(square, scan).entries()) {
    const mark = marks.get(first);
    if (mark === undefined) return undefined;
    const reader: Reader = { bytes: coded, bit: mark.bit, predictions: mark.predictions.slice() };
    for (let column = 0; column < squareSide / wide; column += 1) {
      const mcu = first + column;
      if (column > 0 && mcu % perStretch === 0) {
        reader.bit = (cuts[mcu / perStretch - 1] ?? 0) * 8;
        reader.predictions.fill(0);
      }
      for (const [index, component] of components.entries()) {
        const { horizontal, vertical } = component;
        const stride = (squareSide / wide) * horizontal * 8;
        for (let down = 0; down < vertical; down += 1)
          for (let right = 0; right < horizontal; right += 1) {
            const plain = readBlock(reader, index, component);
            lay(plain, planes[index] as Float32Array, (row * vertical + down) * 8 * stride + (column * horizontal + right) * 8, stride);
          }
      }
    }
  }
  return planes;
};

/** From ITU-T T.871: red is lightness and 1.402 of the one colour, blue lightness and 1.772 of the other. */
const [redShare, blueShare] = [1.402, 1.772] as const;

/**
 * Decodes one square of a marked scan: lightness, and half of red against blue, levels. Colour that is stored coarser is repeated.
 * @returns whether it could be decoded
 */
export const loadSquare = (scan: MarkedScan, square: Place, light: Float32Array, colour: Float32Array): boolean => {
  const planes = planesOf(scan, square);
  const [own, blue, red] = planes ?? [];
  if (own === undefined) return false;
  for (let at = 0; at < light.length; at += 1) light[at] = (own[at] as number) + 128;
  if (blue === undefined || red === undefined) {
    colour.fill(0);
    return true;
  }
  const { wide, tall } = mcuOf(scan.components);
  const [, { horizontal, vertical }, other] = scan.components as [SampledComponent, SampledComponent, SampledComponent];
  if (other.horizontal !== horizontal || other.vertical !== vertical) return false;
  const [acrossOne, downOne] = [wide / 8 / horizontal, tall / 8 / vertical];
  const stride = squareSide / acrossOne;
  for (let row = 0, at = 0; row < squareSide; row += 1) {
    const line = Math.floor(row / downOne) * stride;
    for (let column = 0; column < squareSide; column += 1, at += 1) {
      const from = line + Math.floor(column / acrossOne);
      colour[at] = (redShare * (red[from] as number) - blueShare * (blue[from] as number)) / 2;
    }
  }
  return true;
};
