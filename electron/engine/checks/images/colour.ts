import { lightnessOf, quantileOf, type Raster } from './raster.ts';

/** How much colour a picture has that is not merely a tone laid over it. */
export type Colour = {
  /** Chroma (distance from grey in levels of Cb and Cr) that the most colourful twentieth of the picture exceeds, once any tone is taken away. */
  index: number;
};

/** The most colourful share of the picture: a red seal or a face is enough for a colour photo, single noisy pixels are not. */
const colourfulShare = 0.05;
/** Levels of lightness that share one tone: wide enough for a fair mean, narrow enough to follow a sepia's curve. */
const band = 8;
/** Little light makes little chroma: a dark picture is reckoned as if its brightest parts were this light, but not from below `darkest`, where grain would count. */
const usualBrightest = 200;
const darkest = 50;
/** Steps of the histogram for one level of chroma. */
const steps = 8;

/**
 * How colourful a small rendition is: chroma by ITU-R BT.601, less the mean chroma at the same lightness. Coloured light on a grey sheet, a tint and
 * sepia give every lightness one chroma, of which nothing is left; real colours differ where the lightness is the same.
 * Wants a picture made small by averaging, in which the colour noise of sensor and compression has gone.
 */
export const measureColour = (raster: Raster): Colour => {
  const { rgb } = raster;
  const { values, histogram: lightnesses } = lightnessOf(raster);
  const count = values.length;
  const blue = new Float32Array(count);
  const red = new Float32Array(count);
  const counts = new Uint32Array(256 / band);
  const blues = new Float64Array(256 / band);
  const reds = new Float64Array(256 / band);
  for (let at = 0, from = 0; at < count; at += 1, from += 3) {
    const r = rgb[from] as number;
    const b = rgb[from + 2] as number;
    const lightness = values[at] as number;
    const cb = (b - lightness) * 0.564;
    const cr = (r - lightness) * 0.713;
    const own = (lightness / band) | 0;
    blue[at] = cb;
    red[at] = cr;
    counts[own] = (counts[own] as number) + 1;
    blues[own] = (blues[own] as number) + cb;
    reds[own] = (reds[own] as number) + cr;
  }
  const histogram = new Uint32Array(256 * steps);
  for (let at = 0; at < count; at += 1) {
    const own = ((values[at] as number) / band) | 0;
    const shared = counts[own] as number;
    const restBlue = (blue[at] as number) - (blues[own] as number) / shared;
    const restRed = (red[at] as number) - (reds[own] as number) / shared;
    const rest = Math.sqrt(restBlue * restBlue + restRed * restRed);
    const step = Math.min(histogram.length - 1, (rest * steps + 0.5) | 0);
    histogram[step] = (histogram[step] as number) + 1;
  }
  const brightest = quantileOf(lightnesses, 0.98);
  const scale = Math.max(1, usualBrightest / Math.max(darkest, brightest));
  return { index: (scale * quantileOf(histogram, 1 - colourfulShare)) / steps };
};
