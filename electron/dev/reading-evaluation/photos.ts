import { encode, expose } from '../../intake/sample/camera.ts';
import { layInPerspective, type Point, type Quadrilateral } from '../../intake/sample/homography.ts';
import type { Random } from '../../intake/sample/random.ts';
import type { Raster } from '../../intake/sample/raster.ts';
import type { DrawnPage } from './cards.ts';

/** How a page is photographed. */
export type Rendering = {
  name: string;
  /** Whether it counts as a clean photo. */
  clean: boolean;
  /** Width of the page in the photo, as a share. */
  fill: number;
  /** Largest turn either way, degrees, and how far the corners are drawn out of the rectangle, as a share of the page's width. */
  turn: number;
  perspective: number;
  quarter?: 90 | 180 | 270;
  defocus?: number;
  motion?: number;
  glare?: boolean;
  gain?: number;
  grain?: number;
  quality?: number;
  width?: number;
};

/** The renderings of the evaluation. Clean ones are what an applicant with a phone and good will takes. */
export const renderings: readonly Rendering[] = [
  { name: 'clean', clean: true, fill: 0.8, turn: 1, perspective: 0.01 },
  { name: 'small', clean: true, fill: 0.5, turn: 3, perspective: 0.02 },
  { name: 'tilted', clean: true, fill: 0.7, turn: 9, perspective: 0.03 },
  { name: 'at an angle', clean: true, fill: 0.72, turn: 4, perspective: 0.1 },
  { name: 'turned 90', clean: true, fill: 0.75, turn: 3, perspective: 0.03, quarter: 90 },
  { name: 'turned 180', clean: true, fill: 0.75, turn: 3, perspective: 0.03, quarter: 180 },
  { name: 'turned 270', clean: true, fill: 0.75, turn: 3, perspective: 0.03, quarter: 270 },
  { name: 'blurred', clean: false, fill: 0.75, turn: 3, perspective: 0.03, defocus: 3.2 },
  { name: 'very blurred', clean: false, fill: 0.7, turn: 3, perspective: 0.03, defocus: 6 },
  { name: 'moved', clean: false, fill: 0.75, turn: 3, perspective: 0.03, motion: 12 },
  { name: 'glare', clean: false, fill: 0.75, turn: 3, perspective: 0.03, glare: true },
  { name: 'dark', clean: false, fill: 0.75, turn: 3, perspective: 0.03, gain: 0.3, grain: 5 },
  { name: 'small file', clean: false, fill: 0.75, turn: 3, perspective: 0.03, width: 620, quality: 40 },
  { name: 'tiny', clean: false, fill: 0.7, turn: 3, perspective: 0.02, width: 420, quality: 60 },
];

const table = (random: Random, width: number, height: number): Raster => {
  const colour = random.pick([
    [122, 96, 70],
    [60, 66, 74],
    [188, 186, 180],
    [84, 110, 96],
  ] as const);
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    const wave = 10 * Math.sin(row / 37) + 6 * Math.sin(row / 5.3);
    for (let column = 0; column < width; column += 1) {
      const shade = wave + 8 * Math.sin(column / 91 + row / 210);
      for (let channel = 0; channel < 3; channel += 1)
        pixels[(row * width + column) * 3 + channel] = Math.min(255, Math.max(0, (colour[channel] ?? 0) + shade));
    }
  }
  return { width, height, pixels };
};

/** Photographs a page: laid on a table in perspective, exposed, and written as a JPEG. */
export const photograph = async (page: DrawnPage, rendering: Rendering, random: Random): Promise<Uint8Array> => {
  const [width, height] = [1_600, 1_200];
  const scene = table(random, width, height);
  const wide = width * rendering.fill;
  const tall = (wide * page.height) / page.width;
  const angle = (random.between(-rendering.turn, rendering.turn) * Math.PI) / 180;
  const corner = (across: number, down: number): Point => {
    const [x, y] = [
      across * wide + random.between(-1, 1) * rendering.perspective * wide,
      down * tall + random.between(-1, 1) * rendering.perspective * wide,
    ];
    return [width / 2 + x * Math.cos(angle) - y * Math.sin(angle), height / 2 + x * Math.sin(angle) + y * Math.cos(angle)];
  };
  const corners: Quadrilateral = [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)];
  layInPerspective(scene, page, corners);
  const photo = await expose(scene, random, {
    ...(rendering.defocus === undefined ? {} : { defocus: rendering.defocus }),
    ...(rendering.motion === undefined ? {} : { motion: { length: rendering.motion, direction: random.between(-90, 90) } }),
    ...(rendering.glare === true
      ? { glare: { x: random.between(0.3, 0.6), y: random.between(0.35, 0.65), radius: random.between(0.08, 0.14) } }
      : {}),
    ...(rendering.gain === undefined ? {} : { gain: rendering.gain }),
    ...(rendering.grain === undefined ? {} : { grain: rendering.grain }),
  });
  return encode(photo, {
    quality: rendering.quality ?? 85,
    ...(rendering.width === undefined ? {} : { width: rendering.width }),
    ...(rendering.quarter === undefined ? {} : { turn: rendering.quarter }),
  });
};
