/**
 * Draws head-and-shoulders pictures of people who do not exist: a relief of the face under a real light, with skin, hair and clothes.
 * Promises the same picture for the same looks and size, with enough light and shade that a face detector can see a face.
 * The sample batch calls it for the cards' photos and for the portrait uploads.
 */
import { type Raster, smoothStep } from '../raster.ts';
import { bodyAt, hairColour, hairCover } from './body.ts';
import { eyeLayer, glassesCover, mix, skinColour } from './features.ts';
import type { Colour, Looks } from './looks.ts';
import { insideHead, relief } from './relief.ts';

export { inventLooks, type Looks } from './looks.ts';

/** Where the head is in the picture, all in pixels: the middle of the head and half its height. */
export type Framing = { width: number; height: number; centreX: number; centreY: number; halfHead: number };

/** The framing of an ID photo: the head fills three fifths of the height. */
export const identityFraming = (width: number, height: number): Framing => ({
  width,
  height,
  centreX: width / 2,
  centreY: height * 0.45,
  halfHead: height * 0.3,
});

const earAt = (looks: Looks, u: number, v: number, soft: number): number => {
  const x = (Math.abs(u) - looks.faceWidth - 0.015) / 0.075;
  const y = (v - 0.12) / 0.2;
  return smoothStep(1 + soft * 8, 1 - soft * 8, x * x + y * y);
};

/** How much of the key light reaches (column, row): 1 all, 0 none; looks along the light over the relief. */
const lightReaching = (
  heights: Float32Array,
  width: number,
  height: number,
  column: number,
  row: number,
  toLight: readonly number[],
  scale: number,
): number => {
  const start = heights[row * width + column] ?? 0;
  let reach = 1;
  for (let step = 1; step <= 14; step += 1) {
    const distance = step * 0.022;
    const x = Math.round(column + (toLight[0] ?? 0) * distance * scale);
    const y = Math.round(row + (toLight[1] ?? 0) * distance * scale);
    if (x < 0 || y < 0 || x >= width || y >= height) break;
    const over = (heights[y * width + x] ?? 0) - start - (toLight[2] ?? 0) * distance;
    if (over > 0) reach = Math.min(reach, 1 - Math.min(1, over * 9));
  }
  return reach;
};

/** Light on a slope with normal (nx, ny, nz) for the three colours: red goes further into skin than blue, so its shadow's edge is softer. */
const shaded = (base: Colour, facing: number, reach: number, fill: number, hollow: number): Colour => {
  const lit = (wrap: number): number => (Math.max(0, facing + wrap) / (1 + wrap)) * (wrap + (1 - wrap) * reach);
  const ambient = 0.34 + 0.16 * fill;
  return [
    base[0] * (ambient + 0.78 * lit(0.35)) * hollow,
    base[1] * (ambient + 0.78 * lit(0.22)) * hollow,
    base[2] * (ambient + 0.78 * lit(0.15)) * hollow,
  ];
};

const reliefMap = (looks: Looks, { width, height, centreX, centreY, halfHead }: Framing): Float32Array => {
  const heights = new Float32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const v = (row + 0.5 - centreY) / halfHead;
    if (v < -1.05 || v > 1.05) continue;
    for (let column = 0; column < width; column += 1) {
      const u = (column + 0.5 - centreX) / halfHead;
      if (u > -0.85 && u < 0.85) heights[row * width + column] = relief(looks, u, v);
    }
  }
  return heights;
};

/** Draws a person over `background` (its size is the framing's), and changes the background's pixels in place. */
export const drawPerson = (looks: Looks, framing: Framing, background: Raster): Raster => {
  const { width, height, centreX, centreY, halfHead } = framing;
  const heights = reliefMap(looks, framing);
  const soft = 0.8 / halfHead;
  const lean = 0.35 + 0.25 * Math.abs(looks.lightSide);
  const length = Math.hypot(lean, 0.42, 0.84);
  const toLight = [(Math.sign(looks.lightSide || 1) * lean) / length, -0.42 / length, 0.84 / length] as const;
  const { pixels } = background;
  for (let row = 0; row < height; row += 1) {
    const v = (row + 0.5 - centreY) / halfHead;
    for (let column = 0; column < width; column += 1) {
      const u = (column + 0.5 - centreX) / halfHead;
      if (Math.abs(u) > 2 || v < -1.25) continue;
      const at = (row * width + column) * 3;
      let colour: Colour = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
      const hair = Math.abs(u) < 1 && v < 1.7 ? hairCover(looks, u, v, soft) : { front: 0, behind: 0 };
      const strands = hair.front + hair.behind > 0 ? hairColour(looks, u, v) : undefined;
      if (strands !== undefined && hair.behind > 0)
        colour = mix(colour, [strands[0] * 0.55, strands[1] * 0.55, strands[2] * 0.55], hair.behind);
      if (v > 0.4) {
        const body = bodyAt(looks, u, v, soft);
        colour = mix(colour, body.colour, body.cover);
      }
      const ear = earAt(looks, u, v, soft);
      if (ear > 0) {
        const inner = 0.62 + 0.22 * smoothStep(0.02, 0.09, Math.abs(Math.abs(u) - looks.faceWidth - 0.02));
        colour = mix(colour, [looks.skin[0] * inner, looks.skin[1] * inner * 0.86, looks.skin[2] * inner * 0.84], ear);
      }
      const head = Math.abs(v) < 1.02 ? smoothStep(-soft * 0.5, soft * 3, insideHead(looks, u, v)) : 0;
      if (head > 0) {
        const here = row * width + column;
        const dx = ((heights[here + 1] ?? 0) - (heights[here - 1] ?? 0)) * halfHead * 0.5;
        const dy = ((heights[here + width] ?? 0) - (heights[here - width] ?? 0)) * halfHead * 0.5;
        const steep = Math.min(1, 1.5 / Math.max(0.001, Math.hypot(dx, dy)));
        const [nx, ny] = [-dx * steep, -dy * steep];
        const norm = Math.hypot(nx, ny, 1);
        const facing = (nx * toLight[0] + ny * toLight[1] + toLight[2]) / norm;
        const cast = facing > 0.1 ? lightReaching(heights, width, height, column, row, toLight, halfHead) : 1;
        const reach = 1 - (1 - cast) * smoothStep(0.12, 0.45, facing);
        const fill = Math.max(0, (-nx * toLight[0] + 0.8) / norm);
        const around =
          (heights[here - Math.round(halfHead * 0.06)] ?? 0) +
          (heights[here + Math.round(halfHead * 0.06)] ?? 0) +
          (heights[here - Math.round(halfHead * 0.06) * width] ?? 0) +
          (heights[here + Math.round(halfHead * 0.06) * width] ?? 0);
        const hollow = 1 - Math.min(0.3, Math.max(0, around / 4 - (heights[here] ?? 0)) * 9);
        const hairShade = 1 - 0.28 * hairCover(looks, u, v - 0.06, 0.12).front;
        let skin = shaded(skinColour(looks, u, v, soft), facing, reach, fill, hollow * hairShade);
        const gloss =
          Math.max(0, (nx * toLight[0] + ny * toLight[1] + 1 + toLight[2]) / (norm * Math.hypot(toLight[0], toLight[1], 1 + toLight[2]))) **
            28 *
          26 *
          reach;
        skin = [skin[0] + gloss, skin[1] + gloss, skin[2] + gloss];
        const eye = eyeLayer(looks, u, v, soft);
        if (eye !== undefined) skin = mix(skin, mix(eye.colour, shaded(eye.colour, facing, reach, fill, 1), 0.5), eye.cover);
        colour = mix(colour, skin, head);
      }
      if (strands !== undefined && hair.front > 0) colour = mix(colour, strands, hair.front);
      const rim = Math.abs(v) < 0.3 ? glassesCover(looks, u, v, soft) : 0;
      if (rim > 0) colour = mix(colour, [32, 30, 34], rim * 0.9);
      pixels[at] = Math.min(255, Math.max(0, colour[0]));
      pixels[at + 1] = Math.min(255, Math.max(0, colour[1]));
      pixels[at + 2] = Math.min(255, Math.max(0, colour[2]));
    }
  }
  return background;
};
