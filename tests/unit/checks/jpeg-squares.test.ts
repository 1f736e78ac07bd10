import sharp, { type JpegOptions } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSquare } from '../../../electron/engine/checks/images/jpeg-squares.ts';
import { walkJpeg } from '../../../electron/engine/checks/images/jpeg-structure.ts';
import { squareSide } from '../../../electron/engine/checks/images/spectrum.ts';
import { drawPhoto } from './pictures.ts';

/** Corners of squares on whole MCUs of every kind used here; some share rows of MCUs. */
const places = [
  { left: 0, top: 0 },
  { left: 160, top: 128 },
  { left: 320, top: 128 },
  { left: 352, top: 256 },
];

/** How far a square's lightness and colour are from what the decoder gives, levels: the mean, and the largest. What it cuts off at 0 and 255 is left out. */
const distances = async (bytes: Uint8Array) => {
  const { data, info } = await sharp(bytes).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const channel = (at: number, which: number): number => data[at * info.channels + (info.channels < 3 ? 0 : which)] ?? 0;
  const { marked } = walkJpeg(bytes, () => places);
  if (marked === undefined) return undefined;
  let [count, lightSum, lightMost, colourSum] = [0, 0, 0, 0];
  for (const place of places) {
    const [light, colour] = [new Float32Array(squareSide ** 2), new Float32Array(squareSide ** 2)];
    expect(loadSquare(marked, place, light, colour)).toBe(true);
    for (let row = 0, at = 0; row < squareSide; row += 1)
      for (let column = 0; column < squareSide; column += 1, at += 1) {
        const from = (place.top + row) * info.width + place.left + column;
        const [red, green, blue] = [channel(from, 0), channel(from, 1), channel(from, 2)];
        if (Math.min(red, green, blue) < 2 || Math.max(red, green, blue) > 253) continue;
        const off = Math.abs((light[at] ?? 0) - (0.299 * red + 0.587 * green + 0.114 * blue));
        count += 1;
        lightSum += off;
        lightMost = Math.max(lightMost, off);
        colourSum += Math.abs((colour[at] ?? 0) - (red - blue) / 2);
      }
  }
  return { count, light: lightSum / count, lightMost, colour: colourSum / count };
};

/** A grey JPEG of plain blocks with a restart marker after every `restart` of them, which sharp does not write. Codes of four bits for DC, one bit for the end of a block. */
const withRestarts = (across: number, down: number, restart: number): Uint8Array => {
  const segment = (marker: number, ...content: number[]) => [
    0xff,
    marker,
    (content.length + 2) >> 8,
    (content.length + 2) & 255,
    ...content,
  ];
  const lengths = (length: number, count: number) => Array.from({ length: 16 }, (_, index) => (index + 1 === length ? count : 0));
  const scan: number[] = [];
  let [bits, prediction] = ['', 0];
  const flush = (): void => {
    for (const octet of bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? []) {
      scan.push(Number.parseInt(octet, 2));
      if (scan.at(-1) === 0xff) scan.push(0);
    }
    [bits, prediction] = ['', 0];
  };
  for (let block = 0; block < across * down; block += 1) {
    if (block > 0 && block % restart === 0) {
      flush();
      scan.push(0xff, 0xd0 + ((block / restart - 1) % 8));
    }
    const level = ((block * 37) % 161) - 80;
    const change = level - prediction;
    const size = change === 0 ? 0 : Math.floor(Math.log2(Math.abs(change))) + 1;
    const value = change < 0 ? change + 2 ** size - 1 : change;
    bits += `${size.toString(2).padStart(4, '0')}${size === 0 ? '' : value.toString(2).padStart(size, '0')}0`;
    prediction = level;
  }
  flush();
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xdb, 0, ...new Array<number>(64).fill(8)),
    ...segment(0xc0, 8, (down * 8) >> 8, (down * 8) & 255, (across * 8) >> 8, (across * 8) & 255, 1, 1, 0x11, 0),
    ...segment(0xc4, 0, ...lengths(4, 12), ...Array.from({ length: 12 }, (_, size) => size)),
    ...segment(0xc4, 0x10, ...lengths(1, 1), 0),
    ...segment(0xdd, restart >> 8, restart & 255),
    ...segment(0xda, 1, 1, 0, 0, 63, 0),
    ...scan,
    ...[0xff, 0xd9],
  ]);
};

let photo: Uint8Array;
beforeAll(async () => {
  photo = await drawPhoto(600, 400);
});

describe('squares of a JPEG decoded by themselves', () => {
  it.each<[string, JpegOptions, boolean]>([
    ['colour half as fine', { chromaSubsampling: '4:2:0' }, false],
    ['colour as fine as light', { chromaSubsampling: '4:4:4' }, false],
    ['grey', {}, true],
    ['strongly compressed', { quality: 30 }, false],
  ])('are what the decoder shows there: %s', async (_name, options, grey) => {
    const pipeline = sharp(photo).greyscale(grey);
    const found = await distances(await (grey ? pipeline.toColourspace('b-w') : pipeline).jpeg(options).toBuffer());
    expect(found?.count).toBeGreaterThan(50_000);
    expect(found?.lightMost).toBeLessThan(1.6);
    expect(found?.colour).toBeLessThan(1.5);
  });

  it('are found behind restart markers, also where one stands in the middle of a square', async () => {
    for (const restart of [1, 7, 75]) {
      const found = await distances(withRestarts(75, 50, restart));
      expect(found?.count).toBeGreaterThan(50_000);
      expect(found?.lightMost).toBeLessThan(1);
    }
  });

  it('are not offered where the picture can’t be put together from them', async () => {
    const progressive = await sharp(photo).jpeg({ progressive: true }).toBuffer();
    expect(walkJpeg(progressive, () => places).marked).toBeUndefined();
    const cut = (await sharp(photo).jpeg().toBuffer()).subarray(0, 9_000);
    expect(walkJpeg(cut, () => places).marked).toBeUndefined();
    expect(walkJpeg(await sharp(photo).jpeg().toBuffer()).marked).toBeUndefined();
  });
});
