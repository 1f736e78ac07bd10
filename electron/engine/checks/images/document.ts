import type { Spot } from '../../../../shared/domain/finding.ts';
import { areaOf, type Corners, lengthsOf } from './corners.ts';
import { findEdges } from './edges.ts';
import { findQuadrilateral, type Quadrilateral } from './quadrilateral.ts';
import type { Raster } from './raster.ts';
import { looksLikeScan, printIsSpread } from './scan.ts';

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
/** What covers less of the picture may be print of a document that fills it, as the frame of its portrait. */
const printShare = 0.3;

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

/** The outline of a document whose rims are the picture's. */
export const wholePicture = ({ width, height }: { width: number; height: number }): Outline => {
  const corners: Corners = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
  ];
  const [long, short] = [Math.max(width, height) / width, Math.min(width, height) / width];
  return { corners, visible: corners, complete: true, fillsPicture: true, share: 1, long, short, skew: 0, tall: height > width };
};

/** Finds the document of a picture of some 400 px, whether it lies on a ground or fills the picture; undefined where none can be made out. */
export const findDocument = (raster: Raster): Outline | undefined => {
  const edges = findEdges(raster);
  const quadrilateral = findQuadrilateral(raster, edges);
  if (quadrilateral === undefined) return looksLikeScan(raster, edges) ? wholePicture(raster) : undefined;
  const outline = described(quadrilateral, raster);
  // Of what fills the picture some print may have been taken for a side, or for the whole document.
  if (quadrilateral.rims.includes(true) && looksLikeScan(raster, edges)) return wholePicture(raster);
  if (outline.share < printShare && looksLikeScan(raster, edges) && printIsSpread(raster, edges)) return wholePicture(raster);
  return outline;
};
