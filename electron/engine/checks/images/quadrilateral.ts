import type { Spot as Point } from '../../../../shared/domain/finding.ts';
import { candidatesOf } from './candidates.ts';
import { type Corners, distanceOf } from './corners.ts';
import type { Edges } from './edges.ts';
import { findLines } from './lines.ts';
import type { Raster } from './raster.ts';
import { roundedEnd, type Side, sideOf } from './sides.ts';

/** A four-cornered shape with edges along its sides. */
export type Quadrilateral = {
  corners: Corners;
  /** Which sides (top, right, bottom, left) are the picture's rim instead of an edge. */
  rims: [boolean, boolean, boolean, boolean];
  /** How well its sides are marked, 0–1. */
  score: number;
};

/** How much of the score the agreement between the sides decides. */
const agreementWeight = 0.4;
/** The score from which a shape is a document. Lone shapes in landscapes and textures reach 0.41, cards that are cut off 0.49, whole ones 0.57 and more. */
const leastScore = 0.475;
/** Candidates looked at more closely. */
const shortList = 40;
/** Points compared along a side, and how far from it inside and outside, px: near by, and where a joint or a printed line is over already. */
const points = 24;
const away = [3, 7] as const;
/** The least of its length along which a side must part the same two colours, and by how many levels. */
const leastCoherence = 0.55;
const leastContrast = 5;

type Parting = { coherence: number; mean: readonly [number, number, number]; contrast: number };

/** How far a side parts the same two colours all along it (0–1), inside less outside. */
const partingAt = ({ width, height, rgb }: Raster, from: Point, to: Point, distance: number): Parting => {
  const length = distanceOf(from, to);
  const nx = ((to.y - from.y) / length) * distance;
  const ny = (-(to.x - from.x) / length) * distance;
  let [red, green, blue, all, count] = [0, 0, 0, 0, 0];
  for (let index = 0; index < points; index += 1) {
    const share = roundedEnd + ((1 - 2 * roundedEnd) * (index + 0.5)) / points;
    const x = from.x + (to.x - from.x) * share;
    const y = from.y + (to.y - from.y) * share;
    const outX = Math.round(x + nx);
    const outY = Math.round(y + ny);
    const inX = Math.round(x - nx);
    const inY = Math.round(y - ny);
    if (Math.min(outX, outY, inX, inY) < 0 || Math.max(outX, inX) >= width || Math.max(outY, inY) >= height) continue;
    const outside = (outY * width + outX) * 3;
    const inside = (inY * width + inX) * 3;
    const r = (rgb[inside] as number) - (rgb[outside] as number);
    const g = (rgb[inside + 1] as number) - (rgb[outside + 1] as number);
    const b = (rgb[inside + 2] as number) - (rgb[outside + 2] as number);
    red += r;
    green += g;
    blue += b;
    all += Math.sqrt(r * r + g * g + b * b);
    count += 1;
  }
  const together = Math.hypot(red, green, blue);
  if (count === 0) return { coherence: 0, mean: [0, 0, 0], contrast: 0 };
  return {
    coherence: together / Math.max(all, 1),
    mean: [red / count, green / count, blue / count],
    contrast: together / count / Math.sqrt(3),
  };
};

/** The weaker of what a side parts near by and a little further off. */
const partingOf = (raster: Raster, from: Point, to: Point): Parting => {
  const [near, far] = away.map((distance) => partingAt(raster, from, to, distance)) as [Parting, Parting];
  return far.contrast === 0 || far.contrast > near.contrast ? near : far;
};

/** How alike a document's sides are (0–1): they part the same paper from the same ground. */
const agreementOf = (partings: readonly Parting[]): number => {
  const together = Math.hypot(...([0, 1, 2] as const).map((channel) => partings.reduce((sum, { mean }) => sum + mean[channel], 0)));
  const contrasts = partings.map(({ contrast }) => contrast);
  const sum = contrasts.reduce((total, contrast) => total + contrast, 0);
  return Math.min(1, (2 * Math.min(...contrasts) * contrasts.length) / sum) * 0.5 + (together / (sum * Math.sqrt(3))) * 0.5;
};

/** Finds the best marked four-cornered shape of a picture: lines, then all shapes of two and two of them and the picture's rims. */
export const findQuadrilateral = (raster: Raster, edges: Edges): Quadrilateral | undefined => {
  const { width, height } = raster;
  const { level, upright } = findLines(edges);
  const rim = (cos: number, sin: number, distance: number): Side => sideOf({ cos, sin, distance }, edges, true);
  const levels = [...level.map((line) => sideOf(line, edges)), rim(0, 1, 0), rim(0, 1, height)];
  const uprights = [...upright.map((line) => sideOf(line, edges)), rim(1, 0, 0), rim(1, 0, width)];
  let best: Quadrilateral | undefined;
  for (const { corners, sides, score } of candidatesOf(levels, uprights, width, height, shortList)) {
    const seen = [0, 1, 2, 3].filter((index) => sides[index]?.rim === false);
    const partings = seen.map((index) => partingOf(raster, corners[index] as Point, corners[(index + 1) % 4] as Point));
    if (partings.some(({ coherence, contrast }) => coherence < leastCoherence || contrast < leastContrast)) continue;
    const coherence = partings.reduce((sum, parting) => sum + parting.coherence, 0) / partings.length;
    const whole = score * coherence * (1 - agreementWeight + agreementWeight * agreementOf(partings));
    if (whole > (best?.score ?? leastScore)) best = { corners, rims: sides.map((side) => side.rim) as Quadrilateral['rims'], score: whole };
  }
  return best;
};
