import type { Random } from './random.ts';
import { fractalNoise, noise, type Raster } from './raster.ts';

/** What a document can lie on. */
export const surfaceKinds = ['wood', 'cloth', 'stone', 'desk', 'dark_wood'] as const;
/** One of {@link surfaceKinds}. */
export type SurfaceKind = (typeof surfaceKinds)[number];

type Shade = (x: number, y: number, seed: number) => readonly [number, number, number];

const grained =
  (red: number, green: number, blue: number, depth: number): Shade =>
  (x, y, seed) => {
    const bend = fractalNoise(x * 2.2, y * 0.7, seed, 2);
    const rings = Math.abs(Math.sin((y * 7 + bend * 5) * Math.PI));
    const fibre = noise(x * 9, y * 150, seed + 3);
    const board = ((y * 3.1) % 1 < 0.012 ? 0.6 : 1) * (0.94 + 0.1 * noise(0, Math.floor(y * 3.1), seed + 8));
    const light = board * (1 - depth * (0.5 * rings + 0.5 * fibre));
    return [red * light, green * light * (1 - 0.06 * rings), blue * light * (1 - 0.1 * rings)];
  };

const shades: Record<SurfaceKind, Shade> = {
  wood: grained(196, 152, 106, 0.3),
  dark_wood: grained(112, 76, 54, 0.42),
  cloth: (x, y, seed) => {
    const weave = 0.5 + 0.25 * Math.sin(x * 520) + 0.25 * Math.sin(y * 520);
    const fold = fractalNoise(x * 2.5 + y, y * 1.6, seed, 3);
    const light = 0.62 + 0.42 * fold + 0.13 * weave + 0.1 * noise(x * 260, y * 260, seed + 4);
    return [92 * light, 104 * light, 132 * light];
  },
  stone: (x, y, seed) => {
    const cloud = fractalNoise(x * 5, y * 5, seed, 4);
    const vein = Math.max(0, 1 - Math.abs(fractalNoise(x * 3 + 9, y * 3, seed + 7, 4) - 0.5) * 26);
    const light = 0.78 + 0.26 * cloud - 0.2 * vein + 0.06 * noise(x * 300, y * 300, seed + 5);
    return [164 * light, 160 * light, 154 * light];
  },
  desk: (x, y, seed) => {
    const light = 0.88 + 0.12 * fractalNoise(x * 3, y * 3, seed, 3) + 0.07 * noise(x * 380, y * 380, seed + 6);
    return [120 * light, 128 * light, 122 * light];
  },
};

/** A surface seen from above, `width` by `height` pixels. */
export const drawSurface = (kind: SurfaceKind, random: Random, width: number, height: number): Raster => {
  const seed = random.whole(1, 100_000);
  const shade = shades[kind];
  const pixels = new Uint8Array(width * height * 3);
  let at = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [red, green, blue] = shade(column / width, row / width, seed);
      pixels[at] = Math.min(255, red);
      pixels[at + 1] = Math.min(255, green);
      pixels[at + 2] = Math.min(255, blue);
      at += 3;
    }
  }
  return { width, height, pixels };
};
