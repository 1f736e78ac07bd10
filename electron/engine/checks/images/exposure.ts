import { lightnessOf, patchesOf, quantileOf, type Raster } from './raster.ts';

/** How light or dark a picture is. All levels are 0–255. */
export type Exposure = {
  /** Mean lightness of everything. */
  mean: number;
  /** Mean lightness of what is neither burnt out nor a plain white backdrop. */
  subject: number;
  /** Shares (0–1) of nearly black pixels, and of burnt-out pixels that are no white backdrop. */
  darkShare: number;
  lightShare: number;
  /** Levels below which 2 and 98 of 100 pixels lie. */
  darkest: number;
  lightest: number;
};

/** Up to this level print can't be told from shadow. */
const nearlyBlack = 20;
/** From this level nothing is left of paper's or skin's texture in an 8-bit photo. */
const burntOut = 250;

/** Measures the exposure of a small rendition. */
export const measureExposure = (raster: Raster): Exposure => {
  const { width, height } = raster;
  const { values, histogram } = lightnessOf(raster);
  const { labels } = patchesOf(
    values.map((value) => (value >= burntOut ? 1 : 0)),
    width,
    height,
  );
  // A portrait's white wall and a scan's white sheet reach both upper corners in one patch; they are meant to be white.
  const [left, right] = [labels[0] ?? 0, labels[width - 1] ?? 0];
  const backdrop = left !== 0 && left === right ? left : -1;
  let [sum, dark, light, subjectSum, subjectCount] = [0, 0, 0, 0, 0];
  for (const [at, value] of values.entries()) {
    sum += value;
    if (value <= nearlyBlack) dark += 1;
    if (value < burntOut) {
      subjectSum += value;
      subjectCount += 1;
    } else if (labels[at] !== backdrop) light += 1;
  }
  const count = values.length;
  return {
    mean: sum / count,
    subject: subjectCount < count / 100 ? sum / count : subjectSum / subjectCount,
    darkShare: dark / count,
    lightShare: light / count,
    darkest: quantileOf(histogram, 0.02),
    lightest: quantileOf(histogram, 0.98),
  };
};
