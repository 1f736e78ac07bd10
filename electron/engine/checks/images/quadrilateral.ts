import type { Spot as Point } from '../../../../shared/domain/finding.ts';
import type { Edges } from './edges.ts';
import { findLines, type Line } from './lines.ts';
import type { Raster } from './raster.ts';
import { crossingOf, placeOn, type Side, sideOf, stretchOf } from './sides.ts';

/** Four corners, px: top left, top right, bottom right, bottom left as the picture shows them. */
export type Corners = [Point, Point, Point, Point];

/** A four-cornered shape with edges along its sides. */
export type Quadrilateral = {
  corners: Corners;
  /** Which sides (top, right, bottom, left) are the picture's rim instead of an edge. */
  rims: [boolean, boolean, boolean, boolean];
  /** How well its sides are marked, 0–1. */
  score: number;
};

/** What a side on the picture's rim is worth: a document that ends there shows no edge, and a guess must not beat edges that are seen. */
const rimWorth = 0.38;
/** Share of a side that must be an edge, and how much of a side's ends is left out for rounded corners. */
const leastSupport = 0.42;
const roundedEnd = 0.08;
/** Length of a side and area of a document, as shares of the picture's long side and area, from which it may be one. */
const leastLength = 0.1;
const leastArea = 0.04;
/** The part of a side next to the rim that has to be an edge, and how much of it, where the document is to be cut off there. */
const atRim = 0.25;
const leastAtRim = 0.35;
/** Larger shapes are preferred, since print inside a document has edges too: the score grows with this power of the area. */
const areaPower = 0.2;
/** How much an edge that goes on beyond the corner takes away: there the document should end. */
const beyondCost = 0.12;
/** The long side over the short one, for documents in perspective: a card 1.59, a passport page 1.42. */
const leastRatio = 1.12;
const largestRatio = 2.2;
/** How much of the score the agreement between the sides decides. */
const agreementWeight = 0.4;
/** The score from which a shape is a document. Lone shapes in landscapes and textures reach 0.41, cards that are cut off 0.49, whole ones 0.57 and more. */
const leastScore = 0.475;
/** The ratios that documents have, how far the slant of an ordinary photo changes them (as a factor), and what more costs. */
const ratios = [85.6 / 54, 125 / 88] as const;
const slant = 1.1;
const ratioCost = 0.8;
/** Candidates looked at more closely. */
const shortList = 40;
/** Points compared along a side, and how far from it inside and outside, px: near by, and where a joint or a printed line is over already. */
const points = 24;
const away = [3, 7] as const;
/** The least of its length along which a side must part the same two colours, and by how many levels. */
const leastCoherence = 0.55;
const leastContrast = 5;

const distanceOf = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** The area of a polygon, px². */
export const areaOf = (corners: readonly Point[]): number => {
  let twice = 0;
  for (const [at, { x, y }] of corners.entries()) {
    const next = corners[(at + 1) % corners.length] as Point;
    twice += x * next.y - next.x * y;
  }
  return Math.abs(twice) / 2;
};

/** Lengths of a quadrilateral's sides in its two directions, averaged, px. */
export const lengthsOf = ([a, b, c, d]: Corners): { across: number; down: number } => ({
  across: (distanceOf(a, b) + distanceOf(d, c)) / 2,
  down: (distanceOf(a, d) + distanceOf(b, c)) / 2,
});

type Candidate = { corners: Corners; sides: [Side, Side, Side, Side]; score: number };

/** Two sides that may be opposite ones, the upper (or left) one first. */
const pairsOf = (sides: readonly Side[], middle: Point, isLevel: boolean, apart: number): [Side, Side][] => {
  /** Where a line crosses the middle of the picture. */
  const positionOf = ({ cos, sin, distance }: Line): number =>
    isLevel ? (distance - middle.x * cos) / sin : (distance - middle.y * sin) / cos;
  const pairs: [Side, Side][] = [];
  for (const [index, one] of sides.entries())
    for (const other of sides.slice(index + 1)) {
      const parallel = Math.abs(one.line.cos * other.line.cos + one.line.sin * other.line.sin);
      const [first, second] = [positionOf(one.line), positionOf(other.line)];
      // Opposite sides of a card seen from a slant run up to some 35° apart.
      if (parallel < 0.82 || Math.abs(first - second) < apart) continue;
      pairs.push(first < second ? [one, other] : [other, one]);
    }
  return pairs;
};

const candidateOf = (level: [Side, Side], upright: [Side, Side], { width, height }: Edges): Candidate | undefined => {
  const [top, bottom] = level;
  const [left, right] = upright;
  const found = [
    crossingOf(top.line, left.line),
    crossingOf(top.line, right.line),
    crossingOf(bottom.line, right.line),
    crossingOf(bottom.line, left.line),
  ];
  const corners: Point[] = [];
  for (const corner of found) {
    if (corner === undefined || corner.x < -0.5 * width || corner.x > 1.5 * width || corner.y < -0.5 * height || corner.y > 1.5 * height)
      return undefined;
    corners.push(corner);
  }
  const [a, b, c, d] = corners as Corners;
  if (a.x >= b.x || d.x >= c.x || a.y >= d.y || b.y >= c.y) return undefined;
  const sides: Candidate['sides'] = [top, right, bottom, left];
  const area = areaOf(corners);
  if (area < leastArea * width * height) return undefined;
  const rims = sides.filter(({ rim }) => rim).length;
  // Two opposite sides alone are a plank, a joint, a shadow: a document that is cut off still shows a corner.
  if (rims > 2 || (rims === 2 && top.rim === bottom.rim)) return undefined;
  let likely = 1;
  if (rims === 0) {
    const { across, down } = lengthsOf([a, b, c, d]);
    const ratio = Math.max(across, down) / Math.min(across, down);
    if (ratio < leastRatio || ratio > largestRatio) return undefined;
    const off = Math.min(...ratios.map((known) => Math.abs(Math.log(ratio / known))));
    likely = 1 - ratioCost * Math.max(0, off - Math.log(slant));
  }
  let [worth, length] = [0, 0];
  for (const [index, side] of sides.entries()) {
    const [from, to] = [placeOn(side, corners[index] as Point), placeOn(side, corners[(index + 1) % 4] as Point)];
    const long = Math.abs(to - from);
    if (side.rim) {
      worth += rimWorth * long;
      length += long;
      continue;
    }
    const end = (to - from) * roundedEnd;
    const { visible, support } = stretchOf(side, from + end, to - end);
    if (support < leastSupport || visible < leastLength * Math.max(width, height)) return undefined;
    // Where a document goes on beyond the picture, its sides do so up to the rim.
    for (const [near, place, on] of [
      [sides[(index + 3) % 4], from, to],
      [sides[(index + 1) % 4], to, from],
    ] as const) {
      if (near?.rim === true && stretchOf(side, place, place + (on - place) * atRim).support < leastAtRim) return undefined;
    }
    const beyond = (place: number, by: number): number => {
      const stretch = stretchOf(side, place + by * 0.5, place + by * 2);
      return stretch.support * (stretch.visible > 0 ? 1 : 0);
    };
    worth += visible * (support - (beyondCost * (beyond(from, -end) + beyond(to, end))) / 2);
    length += visible;
  }
  const inPicture = Math.min(area, width * height) / (width * height);
  return { corners: [a, b, c, d], sides, score: (worth / length) * inPicture ** areaPower * likely };
};

type Parting = { coherence: number; mean: readonly [number, number, number]; contrast: number };

/** How far a side parts the same two colours all along it (0–1), inside less outside. */
const partingAt = ({ width, height, rgb }: Raster, from: Point, to: Point, distance: number): Parting => {
  const length = distanceOf(from, to);
  const [nx, ny] = [((to.y - from.y) / length) * distance, (-(to.x - from.x) / length) * distance];
  let [red, green, blue, all, count] = [0, 0, 0, 0, 0];
  for (let index = 0; index < points; index += 1) {
    const share = roundedEnd + ((1 - 2 * roundedEnd) * (index + 0.5)) / points;
    const [x, y] = [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
    const [outX, outY, inX, inY] = [Math.round(x + nx), Math.round(y + ny), Math.round(x - nx), Math.round(y - ny)];
    if (Math.min(outX, outY, inX, inY) < 0 || Math.max(outX, inX) >= width || Math.max(outY, inY) >= height) continue;
    const [outside, inside] = [(outY * width + outX) * 3, (inY * width + inX) * 3];
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
  const middle = { x: width / 2, y: height / 2 };
  const apart = leastLength * Math.max(width, height);
  const levels = pairsOf([...level.map((line) => sideOf(line, edges)), rim(0, 1, 0), rim(0, 1, height)], middle, true, apart);
  const uprights = pairsOf([...upright.map((line) => sideOf(line, edges)), rim(1, 0, 0), rim(1, 0, width)], middle, false, apart);
  const candidates: Candidate[] = [];
  for (const one of levels)
    for (const other of uprights) {
      const candidate = candidateOf(one, other, edges);
      if (candidate !== undefined) candidates.push(candidate);
    }
  candidates.sort((one, other) => other.score - one.score);
  let best: Quadrilateral | undefined;
  for (const { corners, sides, score } of candidates.slice(0, shortList)) {
    const seen = [0, 1, 2, 3].filter((index) => sides[index]?.rim === false);
    const partings = seen.map((index) => partingOf(raster, corners[index] as Point, corners[(index + 1) % 4] as Point));
    if (partings.some(({ coherence, contrast }) => coherence < leastCoherence || contrast < leastContrast)) continue;
    const coherence = partings.reduce((sum, parting) => sum + parting.coherence, 0) / partings.length;
    const whole = score * coherence * (1 - agreementWeight + agreementWeight * agreementOf(partings));
    if (whole > (best?.score ?? leastScore)) best = { corners, rims: sides.map((side) => side.rim) as Quadrilateral['rims'], score: whole };
  }
  return best;
};
