import type { Region } from '../../../../shared/domain/finding.ts';
import { loadSquare, type MarkedScan } from './jpeg-squares.ts';
import { decodeAsStored, type Picture, screenSide } from './picture.ts';
import type { Raster } from './raster.ts';
import { measureScreen, type ScreenPattern, type Squares } from './screen.ts';
import { squareSide } from './spectrum.ts';

const squaresOf = ({ width, height, rgb }: Raster, reduction: number): Squares => ({
  width,
  height,
  reduction,
  load: (left, top, light, colour) => {
    for (let row = 0, at = 0; row < squareSide; row += 1)
      for (let from = ((top + row) * width + left) * 3, end = at + squareSide; at < end; at += 1, from += 3) {
        const [red, blue] = [rgb[from] as number, rgb[from + 2] as number];
        light[at] = 0.299 * red + 0.587 * (rgb[from + 1] as number) + 0.114 * blue;
        colour[at] = (red - blue) / 2;
      }
    return true;
  },
});

/** Where a region of a picture as it is stored lies in the upright one. `exif`: the orientation it is stored with, 1 to 8 (Exif 2.32, 4.6.5). */
const upright = ({ x, y, w, h }: Region, exif: number): Region => {
  const [right, bottom] = [1 - x - w, 1 - y - h];
  const [across, down] = [exif === 2 || exif === 3 || exif === 7 || exif === 8 ? right : x, exif === 3 || exif === 4 || exif === 6 || exif === 7 ? bottom : y];
  return exif >= 5 ? { x: down, y: across, w: h, h: w } : { x: across, y: down, w, h };
};

/** Up to so many times its measured size a photo's grid is still in what is measured. */
export const losesGrid = 1.5;

/** Whether a photo of this size is made so much smaller before it is measured that its grid has to be looked for elsewhere. */
export const isReduced = ({ width, height }: { width: number; height: number }): boolean => Math.max(width, height) >= screenSide * losesGrid;

/** What was found of a display's grid, and how many times smaller than the photo the picture was in which it was looked for. */
export type ScreenFinding = { pattern: ScreenPattern | undefined; reduction: number };

/**
 * Looks for the grid of a display at the size at which it would be found: in the decoded picture where it is about as large as the photo, else in squares of the photo at its own
 * size. Ordinary JPEGs have these decoded by themselves, in some 3 ms whatever their size; other files (progressive, PNG) are decoded once more.
 */
export const lookForScreen = async (
  bytes: Uint8Array,
  picture: Picture,
  { marked, exif }: { marked: MarkedScan | undefined; exif: number },
  maxPixels: number,
): Promise<ScreenFinding> => {
  const { width, height, original } = picture;
  const reduction = Math.max(original.width, original.height) / Math.max(width, height);
  if (!isReduced(original)) return { pattern: measureScreen(squaresOf(picture, reduction)), reduction };
  const stored = exif >= 5 ? { width: original.height, height: original.width } : original;
  const own: Squares | undefined =
    marked === undefined
      ? await decodeAsStored(bytes, maxPixels).then((raster) => raster && squaresOf(raster, 1))
      : { ...stored, reduction: 1, load: (left, top, light, colour) => loadSquare(marked, { left, top }, light, colour) };
  if (own === undefined) return { pattern: measureScreen(squaresOf(picture, reduction)), reduction };
  const pattern = measureScreen(own);
  return { pattern: pattern && { ...pattern, regions: pattern.regions.map((region) => upright(region, exif)) }, reduction: 1 };
};
