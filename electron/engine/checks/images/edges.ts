import type { Raster } from './raster.ts';

/** The edges of a picture: how steep lightness or colour is at each pixel, levels a pixel, and in which direction it rises. */
export type Edges = { width: number; height: number; across: Float32Array; down: Float32Array; steepness: Float32Array };

/** The colour's slope takes the place of the lightness's only where it is this much steeper: a card on a desk of the same lightness. */
const colourLeads = 1.5;

/** Light, and red against blue, of every pixel, smoothed 1 2 1 in both directions so that noise and fine texture have little slope. */
const planesOf = ({ width, height, rgb }: Raster): [Float32Array, Float32Array] => {
  const light = new Float32Array(width * height);
  const colour = new Float32Array(width * height);
  for (let at = 0, from = 0; at < light.length; at += 1, from += 3) {
    const red = rgb[from] as number;
    const blue = rgb[from + 2] as number;
    light[at] = 0.299 * red + 0.587 * (rgb[from + 1] as number) + 0.114 * blue;
    colour[at] = (red - blue) / 2;
  }
  return [smoothed(light, width, height), smoothed(colour, width, height)];
};

const smoothed = (values: Float32Array, width: number, height: number): Float32Array => {
  const pass = (from: Float32Array, step: number): Float32Array => {
    const to = Float32Array.from(from);
    for (let at = step; at < from.length - step; at += 1)
      to[at] = ((from[at - step] as number) + 2 * (from[at] as number) + (from[at + step] as number)) / 4;
    return to;
  };
  return height < 3 ? values : pass(pass(values, 1), width);
};

/** Finds the edges of a picture of some 400 px. The outermost two pixels have none: what begins there can't be told from the rim. */
export const findEdges = (raster: Raster): Edges => {
  const { width, height } = raster;
  const [light, colour] = planesOf(raster);
  const across = new Float32Array(width * height);
  const down = new Float32Array(width * height);
  const steepness = new Float32Array(width * height);
  for (let y = 2; y < height - 2; y += 1) {
    for (let x = 2, at = y * width + 2; x < width - 2; x += 1, at += 1) {
      let dx = ((light[at + 1] as number) - (light[at - 1] as number)) / 2;
      let dy = ((light[at + width] as number) - (light[at - width] as number)) / 2;
      const cx = ((colour[at + 1] as number) - (colour[at - 1] as number)) / 2;
      const cy = ((colour[at + width] as number) - (colour[at - width] as number)) / 2;
      let steep = Math.sqrt(dx * dx + dy * dy);
      const coloured = Math.sqrt(cx * cx + cy * cy);
      if (coloured > steep * colourLeads) {
        dx = cx;
        dy = cy;
        steep = coloured;
      }
      across[at] = dx;
      down[at] = dy;
      steepness[at] = steep;
    }
  }
  return { width, height, across, down, steepness };
};
