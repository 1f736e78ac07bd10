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
        const red = rgb[from] as number;
        const blue = rgb[from + 2] as number;
        light[at] = 0.299 * red + 0.587 * (rgb[from + 1] as number) + 0.114 * blue;
        colour[at] = (red - blue) / 2;
      }
    return true;
  },
});

/** Where a region of a picture as it is stored lies in the upright one. `exif`: the orientation it is stored with, 1 to 8 (Exif 2.32, 4.6.5). */
const upright = ({ x, y, w, h }: Region, exif: number): Region => {
  const [right, bottom] = [1 - x - w, 1 - y - h];
  const [across, down] = [
    exif === 2 || exif === 3 || exif === 7 || exif === 8 ? right : x,
    exif === 3 || exif === 4 || exif === 6 || exif === 7 ? bottom : y,
  ];
  return exif >= 5 ? { x: down, y: across, w: h, h: w } : { x: across, y: down, w, h };
};

/** Up to so many times its measured size a photo's grid is still in what is measured. */
const losesGrid = 1.5;
/** Whether a photo of this size is made so much smaller before it is measured that a fine grid has to be looked for elsewhere, too. */
export const isReduced = ({ width, height }: { width: number; height: number }): boolean =>
  Math.max(width, height) >= screenSide * losesGrid;

/** Photos with more pixels than this are not decoded a second time: on a busy machine that could take the time that a file has. */
const mostDecodedAgain = 26_000_000;

/**
 * What a pattern that repeats in one direction only loses, decibels: the courses of a wall or the ribs of a cloth; at the photo's own size also what a camera's own grid leaves in a photo
 * that was enlarged, which is in no smaller picture. A display's rows and columns are both found, unless one of them has nearly gone out of focus.
 */
const oneDirection = { smaller: 1, own: 3 };

/** What was found of a display's grid. */
export type ScreenFinding = {
  pattern: ScreenPattern | undefined;
  /** Whether all of the photo's own detail was looked at, so that what was not found is not there. */
  fully: boolean;
};

/** The stronger of what the looks at one photo found. They see the same grid, so that its other direction may be in either. */
const together = (looks: Partial<Record<keyof typeof oneDirection, ScreenPattern | undefined>>): ScreenPattern | undefined => {
  const across = Math.max(looks.smaller?.across ?? 0, looks.own?.across ?? 0);
  return (['smaller', 'own'] as const)
    .flatMap((which) => {
      const look = looks[which];
      return look === undefined
        ? []
        : [{ ...look, strength: Math.max(0, across > 0 ? look.strength : look.strength - oneDirection[which]) }];
    })
    .sort((one, other) => other.strength - one.strength)[0];
};

/**
 * Looks for the grid of a display in the decoded picture and, where that is much smaller than the photo, in squares of the photo at its own size, too: a fine grid is only there, a
 * coarse or soft one stands out more in the smaller picture. Ordinary JPEGs have these squares decoded by themselves, in a few ms whatever their size; other files (progressive, PNG) are
 * decoded once more.
 */
export const lookForScreen = async (
  bytes: Uint8Array,
  picture: Picture,
  { marked, exif }: { marked: MarkedScan | undefined; exif: number },
  maxPixels: number,
): Promise<ScreenFinding> => {
  const { width, height, original } = picture;
  const reduction = Math.max(original.width, original.height) / Math.max(width, height);
  const smaller = measureScreen(squaresOf(picture, reduction));
  if (!isReduced(original)) return { pattern: together({ smaller }), fully: true };
  const stored = exif >= 5 ? { width: original.height, height: original.width } : original;
  const raster =
    marked === undefined && original.width * original.height <= mostDecodedAgain ? await decodeAsStored(bytes, maxPixels) : undefined;
  const own: Squares | undefined =
    marked === undefined
      ? raster && squaresOf(raster, 1)
      : { ...stored, reduction: 1, load: (left, top, light, colour) => loadSquare(marked, { left, top }, light, colour) };
  if (own === undefined) return { pattern: together({ smaller }), fully: false };
  const pattern = measureScreen(own);
  return {
    pattern: together({ smaller, own: pattern && { ...pattern, regions: pattern.regions.map((region) => upright(region, exif)) } }),
    fully: pattern !== undefined,
  };
};
