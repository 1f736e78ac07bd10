import type { Raster } from './raster.ts';

/** The edges of a picture: how steep lightness or colour is at each pixel, levels a pixel, and in which direction it rises. */
export type Edges = { width: number; height: number; across: Float32Array; down: Float32Array; steepness: Float32Array };

/** The colour's slope takes the place of the lightness's only where it is this much steeper: a card on a desk of the same lightness. */
const colourLeads = 1.5;

/** Units of a plane for one level; smoothing multiplies them by 16. Integers are as exact as needed here. */
const fine = 4;
/** What is added to red against blue, so that it is never negative. */
const bias = 512;

/**
 * Light, and red against blue, of every pixel, smoothed 1 2 1 in both directions so that noise and fine texture have little slope: light in the upper 16 bits, colour in the
 * lower ones, so that each sum is made once for both. Light is below 256 × fine and colour below twice the bias, which times 16 stay within their halves.
 */
const planesOf = ({ width, height, rgb }: Raster): Int32Array => {
  const own = new Int32Array(width * height);
  for (let at = 0, from = 0; at < own.length; at += 1, from += 3) {
    const red = rgb[from] as number;
    const blue = rgb[from + 2] as number;
    const light = (77 * red + 150 * (rgb[from + 1] as number) + 29 * blue) >> 6;
    own[at] = (light << 16) | ((red - blue) * (fine / 2) + bias);
  }
  const across = new Int32Array(own.length);
  for (let at = 1; at < own.length - 1; at += 1) across[at] = (own[at - 1] as number) + 2 * (own[at] as number) + (own[at + 1] as number);
  // The outermost pixels keep what they have, since no slope is measured there.
  for (let at = width; at < width * (height - 1); at += 1)
    own[at] = (across[at - width] as number) + 2 * (across[at] as number) + (across[at + width] as number);
  return own;
};

/** Finds the edges of a picture of some 400 px. The outermost two pixels have none: what begins there can't be told from the rim. */
export const findEdges = (raster: Raster): Edges => {
  const { width, height } = raster;
  const planes = planesOf(raster);
  const across = new Float32Array(width * height);
  const down = new Float32Array(width * height);
  const steepness = new Float32Array(width * height);
  // From the difference of two pixels' neighbours to levels a pixel.
  const scale = 1 / (2 * 16 * fine);
  for (let y = 2; y < height - 2; y += 1) {
    for (let x = 2, at = y * width + 2; x < width - 2; x += 1, at += 1) {
      const left = planes[at - 1] as number;
      const right = planes[at + 1] as number;
      const above = planes[at - width] as number;
      const below = planes[at + width] as number;
      let dx = (right >> 16) - (left >> 16);
      let dy = (below >> 16) - (above >> 16);
      const cx = (right & 0xffff) - (left & 0xffff);
      const cy = (below & 0xffff) - (above & 0xffff);
      let square = dx * dx + dy * dy;
      const coloured = cx * cx + cy * cy;
      if (coloured > square * (colourLeads * colourLeads)) {
        dx = cx;
        dy = cy;
        square = coloured;
      }
      across[at] = dx * scale;
      down[at] = dy * scale;
      steepness[at] = Math.sqrt(square) * scale;
    }
  }
  return { width, height, across, down, steepness };
};
