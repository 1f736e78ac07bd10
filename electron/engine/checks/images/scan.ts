import type { Edges } from './edges.ts';
import type { Face } from './face.ts';
import type { Raster } from './raster.ts';

/** Long over short side of the documents that fill a scan: ID-1 (85.6 × 54 mm) and a passport's page (125 × 88 mm), and how far a cut may be off; cameras' own 4 : 3 and 3 : 2 are further. */
const scanRatios = [85.6 / 54, 125 / 88] as const;
const ratioAllowance = 0.05;
/** A scan's rim is paper: the rim's width as a share of the picture, how steep its pixels are at most in the middle, and how far its four sides may lie apart, levels. */
const rimWidth = 0.025;
const plainSlope = 2.5;
const rimLevels = 45;
/** And it holds print: the share of the inner pixels that are edges of print. */
const printSlope = 9;
const leastPrint = 0.03;
const largestPrint = 0.5;

/** The middle value of a strip's slopes, and its mean colour. */
const stripOf = ({ width, rgb }: Raster, { steepness }: Edges, left: number, top: number, right: number, bottom: number) => {
  const slopes: number[] = [];
  const mean = [0, 0, 0];
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      slopes.push(steepness[y * width + x] ?? 0);
      for (let channel = 0; channel < 3; channel += 1) mean[channel] = (mean[channel] ?? 0) + (rgb[(y * width + x) * 3 + channel] ?? 0);
    }
  slopes.sort((one, other) => one - other);
  return { slope: slopes[slopes.length >> 1] ?? 0, mean: mean.map((sum) => sum / slopes.length) };
};

/** Whether a document fills the picture: the picture has a document's shape, paper all around its rim, and print within. */
export const looksLikeScan = (raster: Raster, edges: Edges): boolean => {
  const { width, height } = raster;
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (!scanRatios.some((wanted) => Math.abs(ratio / wanted - 1) <= ratioAllowance)) return false;
  const wide = Math.max(3, Math.round(Math.max(width, height) * rimWidth));
  // The outermost pixels have no slope, and a scan's rim may show a line of what lay under the document.
  const strips = [
    stripOf(raster, edges, 3, 3, width - 3, 3 + wide),
    stripOf(raster, edges, 3, height - 3 - wide, width - 3, height - 3),
    stripOf(raster, edges, 3, 3, 3 + wide, height - 3),
    stripOf(raster, edges, width - 3 - wide, 3, width - 3, height - 3),
  ];
  if (strips.some(({ slope }) => slope > plainSlope)) return false;
  for (const { mean } of strips)
    for (const other of strips)
      if (Math.max(...mean.map((level, channel) => Math.abs(level - (other.mean[channel] ?? 0)))) > rimLevels) return false;
  const printed = edges.steepness.reduce((count, slope) => count + (slope >= printSlope ? 1 : 0), 0) / edges.steepness.length;
  return printed >= leastPrint && printed <= largestPrint;
};

/** Cells a side of the grid on which print has to be spread, how many of them have to hold some, and how much of a cell. */
const grid = 4;
const leastCells = 13;
const leastInCell = 0.01;

/** Whether there is print nearly everywhere: a card that lies far away on a plain ground has a scan's rim, too. */
export const printIsSpread = ({ width, height }: Raster, { steepness }: Edges): boolean => {
  const counts = new Array<number>(grid * grid).fill(0);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if ((steepness[y * width + x] ?? 0) < printSlope) continue;
      const cell = Math.floor((y * grid) / height) * grid + Math.floor((x * grid) / width);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  const cell = (width * height) / (grid * grid);
  return counts.filter((count) => count >= cell * leastInCell).length >= leastCells;
};

/** From and to. */
type Range = readonly [number, number];
/** The shape of a page (long over short side) and where its holder's face is on it: middle and height, as shares of the page's width and height. */
type PageFace = { shape: Range; x: Range; y: Range; height: Range };

/**
 * The cards and pages with a face. The shapes are those of ISO/IEC 7810, ID-1 and ID-3, with what a cut by hand leaves over or takes away, and without cameras' 4 : 3 and 16 : 9.
 * On 25 scans of passports and identity documents of 20 countries the face's middle lies at 0.15 to 0.21 of the width and 0.35 to 0.55 of the height, and it
 * is 0.15 to 0.28 high; on drawn cards it lies at 0.77 to 0.81 and 0.44 to 0.45, and is 0.22 to 0.24 high.
 */
const pageFaces: Record<string, PageFace | undefined> = {
  id_front: { shape: [1.5, 1.67], x: [0.74, 0.85], y: [0.38, 0.52], height: [0.17, 0.32] },
  passport_page: { shape: [1.36, 1.53], x: [0.13, 0.23], y: [0.33, 0.57], height: [0.13, 0.3] },
};

const within = (value: number, [from, to]: Range): boolean => value >= from && value <= to;

/** Whether an upright picture has the shape of a page of this kind, so that a page may fill it. */
export const mayBePage = (kind: string, { width, height }: { width: number; height: number }): boolean => {
  const page = pageFaces[kind];
  return page !== undefined && within(width / height, page.shape);
};

/** Whether the holder's face is where it has to be, and as large, if the upright picture is nothing but the page. */
export const liesAsOnPage = (kind: string, { region: { x, y, w, h } }: Face): boolean => {
  const page = pageFaces[kind];
  return page !== undefined && within(x + w / 2, page.x) && within(y + h / 2, page.y) && within(h, page.height);
};
