import type { Spot } from '../../../../shared/domain/finding.ts';
import { areaOf, type Corners, lengthsOf } from './corners.ts';
import { type Edges, findEdges } from './edges.ts';
import { findQuadrilateral, type Quadrilateral } from './quadrilateral.ts';
import type { Raster } from './raster.ts';

/** A document in a picture. */
export type Outline = {
  /** Its corners, clockwise from the top left as the picture shows them, as fractions. They may lie outside where it is cut off. */
  corners: Corners;
  /** What of it is in the picture, as a polygon. */
  visible: Spot[];
  /** Whether all of it is in the picture. */
  complete: boolean;
  /** The document's own rims are the picture's: a scan, or a photo cut to size. */
  fillsPicture: boolean;
  /** The share (0–1) of the picture it covers. */
  share: number;
  /** Its long and short side, as shares of the picture's width; what is cut off counts as far as it would go. */
  long: number;
  short: number;
  /** How far its sides are turned from the picture's, degrees, clockwise, -45 to 45. */
  skew: number;
  /** Whether its long side runs downwards. */
  tall: boolean;
};

/** How far a corner may lie outside, as a share of the picture's long side: the corners of cards are rounded, and the crossing of their sides is a little further out. */
const cornerAllowance = 0.012;
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

/** What of a polygon lies in the picture (Sutherland and Hodgman 1974); fractions. */
const clipped = (corners: readonly Spot[]): Spot[] => {
  const clip = (polygon: readonly Spot[], axis: 'x' | 'y', bound: 0 | 1): Spot[] => {
    const inside = (point: Spot): boolean => (bound === 0 ? point[axis] >= 0 : point[axis] <= 1);
    return polygon.flatMap((point, index) => {
      const next = polygon[(index + 1) % polygon.length] as Spot;
      const kept = inside(point) ? [point] : [];
      if (inside(point) === inside(next)) return kept;
      const part = (bound - point[axis]) / (next[axis] - point[axis]);
      return [...kept, { x: point.x + (next.x - point.x) * part, y: point.y + (next.y - point.y) * part }];
    });
  };
  return clip(clip(clip(clip(corners, 'x', 0), 'x', 1), 'y', 0), 'y', 1);
};

/** The mean turn of the sides that are seen, weighed with their lengths. */
const skewOf = ({ corners, rims }: Quadrilateral): number => {
  let [sum, length] = [0, 0];
  let reference: number | undefined;
  for (const [index, from] of corners.entries()) {
    const to = corners[(index + 1) % 4] as Spot;
    if (rims[index] === true) continue;
    const long = Math.hypot(to.x - from.x, to.y - from.y);
    const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI - index * 90;
    // The sides are in order around, so that each should be a quarter turn on from the one before.
    reference ??= turn;
    sum += (reference + ((((turn - reference + 180) % 360) + 360) % 360) - 180) * long;
    length += long;
  }
  const mean = sum / length;
  return mean - 90 * Math.round(mean / 90);
};

const described = (quadrilateral: Quadrilateral, { width, height }: Raster): Outline => {
  const { corners, rims } = quadrilateral;
  const allowance = cornerAllowance * Math.max(width, height);
  const outside = corners.some(({ x, y }) => x < -allowance || y < -allowance || x > width + allowance || y > height + allowance);
  const { across, down } = lengthsOf(corners);
  const fractions = corners.map(({ x, y }) => ({ x: x / width, y: y / height })) as Corners;
  const visible = clipped(fractions);
  return {
    corners: fractions,
    visible,
    complete: !outside && !rims.includes(true),
    fillsPicture: false,
    share: areaOf(visible),
    long: Math.max(across, down) / width,
    short: Math.min(across, down) / width,
    skew: skewOf(quadrilateral),
    tall: down > across,
  };
};

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
const fillsPicture = (raster: Raster, edges: Edges): boolean => {
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

/** Finds the document of a picture of some 400 px, whether it lies on a ground or fills the picture; undefined where none can be made out. */
export const findDocument = (raster: Raster): Outline | undefined => {
  const edges = findEdges(raster);
  const quadrilateral = findQuadrilateral(raster, edges);
  // Of what fills the picture some print may have been taken for a side.
  const doubtful = quadrilateral === undefined || quadrilateral.rims.includes(true);
  const whole = doubtful && fillsPicture(raster, edges);
  if (!whole) return quadrilateral === undefined ? undefined : described(quadrilateral, raster);
  const { width, height } = raster;
  const corners: Corners = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ];
  const [long, short] = [Math.max(width, height) / width, Math.min(width, height) / width];
  return { corners, visible: corners, complete: true, fillsPicture: true, share: 1, long, short, skew: 0, tall: height > width };
};
