import { lightnessOf, patchesOf, quantileOf, type Raster } from './raster.ts';

/** How light or dark a picture is. */
export type Exposure = {
  /** 100 where light reaches from shadows to highlights, falling as the picture gets darker or brighter, to 0 where hardly anything is left. */
  index: number;
  /** Which side is the worse one. */
  side: 'dark' | 'bright';
  /** Mean lightness, 0–255. */
  mean: number;
  /** Shares (0–1) of nearly black pixels, and of burnt-out pixels that are no white backdrop. */
  darkShare: number;
  lightShare: number;
};

/** Up to this level print can't be told from shadow. */
const nearlyBlack = 20;
/** From this level nothing is left of paper's or skin's texture in an 8-bit photo. */
const burntOut = 250;

/** Where a level stands between "nothing left" (0) and "as in a usual photo" (1); beyond both it goes on, so that one good figure outweighs a weak one. */
const between = (level: number, nothing: number, usual: number): number => (level - nothing) / (usual - nothing);

/**
 * Measures the exposure of a small rendition by its histogram. Less light and a darker curve lower the mean, the shadows (a quarter of the pixels is darker)
 * and the highlights (a tenth is brighter); more light, a brighter curve and a veil raise the mean, the shadows and the darkest tones. No single one of them
 * tells all (a night scene is dark in the mean, and a card on a black desk in its shadows), so their average is taken, less what is clipped.
 * The two ends of each ramp are where natural photos have practically nothing left, and where the usual ones are; towards the light they are wide, since a
 * pale card that fills the picture is as it should be: only print that is no longer dark, and paper that is burnt out, tell that it is not.
 */
export const measureExposure = (raster: Raster): Exposure => {
  const { width, height } = raster;
  const { values, histogram } = lightnessOf(raster);
  const count = values.length;
  const [mean, darkShare, brightShare] = sumsOf(histogram, count);
  const lightShare = brightShare === 0 ? 0 : withoutBackdrop(values, width, height);
  const [darkest, shadows, highlights] = [0.02, 0.25, 0.9].map((share) => quantileOf(histogram, share)) as [number, number, number];
  const dark = (between(mean, 20, 110) + between(shadows, 5, 60) + between(highlights, 60, 180)) / 3 - 0.6 * darkShare;
  const bright = (between(mean, 250, 150) + between(shadows, 250, 110) + between(darkest, 120, 40)) / 3 - 2.5 * lightShare;
  const index = 100 * Math.min(1, Math.max(0, Math.min(dark, bright)));
  return { index, side: dark <= bright ? 'dark' : 'bright', mean, darkShare, lightShare };
};

/** Mean level, and the shares of nearly black and of burnt-out pixels. */
const sumsOf = (histogram: Uint32Array, count: number): [number, number, number] => {
  let [sum, dark, light] = [0, 0, 0];
  for (const [level, pixels] of histogram.entries()) {
    sum += level * pixels;
    if (level <= nearlyBlack) dark += pixels;
    if (level >= burntOut) light += pixels;
  }
  return [sum / count, dark / count, light / count];
};

/** The share of burnt-out pixels. A portrait's white wall and a scan's white sheet reach both upper corners in one patch; they are meant to be white. */
const withoutBackdrop = (values: Uint8Array, width: number, height: number): number => {
  const { labels, patches } = patchesOf(
    values.map((value) => (value >= burntOut ? 1 : 0)),
    width,
    height,
  );
  const [left, right] = [labels[0] ?? 0, labels[width - 1] ?? 0];
  const backdrop = left !== 0 && left === right ? left : -1;
  return patches.reduce((sum, { area }, index) => (index + 1 === backdrop ? sum : sum + area), 0) / values.length;
};
