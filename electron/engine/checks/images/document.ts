import type { Spot } from '../../../../shared/domain/finding.ts';
import { patchesOf, quantileOf, type Raster } from './raster.ts';

/** A document that lies in a picture. */
export type Outline = {
  /** Its corners, clockwise from the one nearest the picture's top left. */
  corners: [Spot, Spot, Spot, Spot];
  /** The share (0–1) of the picture it covers. */
  share: number;
  /** Whether all of it is in the picture: no side of it lies on the picture's rim. */
  complete: boolean;
  /** Its long and short side, as shares of the picture's width. */
  long: number;
  short: number;
  /** How far its upper side is turned from level, degrees, clockwise, -45 to 45. */
  skew: number;
  /** Whether its long side runs downwards. */
  tall: boolean;
};

/** The rim that is taken for the ground the document lies on, as a share of the picture's sides. */
const rim = 0.04;
/** Smallest share of the picture that is taken for a document, and how much of its four-cornered outline has to be filled, shares. */
const leastShare = 0.08;
const leastFilled = 0.82;
/** A ground is told from a document by at least this distance of colour, levels. */
const leastDistance = 22;
/** Share of an outline's circumference on the picture's rim from which something is cut off. */
const leastCut = 0.04;

type Level = [number, number, number];

/** The middle colour of a strip of the rim. */
const middleOf = ({ width, rgb }: Raster, left: number, top: number, right: number, bottom: number): Level => {
  const counts = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  for (let y = top; y < bottom; y += 1)
    for (let at = (y * width + left) * 3; at < (y * width + right) * 3; at += 3)
      for (const [channel, levels] of counts.entries()) {
        const level = rgb[at + channel] as number;
        levels[level] = (levels[level] as number) + 1;
      }
  return counts.map((levels) => quantileOf(levels, 0.5)) as Level;
};

/** How far each pixel's colour is from the ground's at the nearest sides; hue counts as well as lightness. */
const distances = (raster: Raster): Uint8Array => {
  const { width, height, rgb } = raster;
  const [wide, tall] = [Math.max(2, Math.round(width * rim)), Math.max(2, Math.round(height * rim))];
  const grounds = [
    middleOf(raster, 0, 0, width, tall),
    middleOf(raster, 0, height - tall, width, height),
    middleOf(raster, 0, 0, wide, height),
    middleOf(raster, width - wide, 0, width, height),
  ];
  const squares = new Int32Array(width * height).fill(3 * 255 * 255);
  for (const [r, g, b] of grounds)
    for (let at = 0, from = 0; at < squares.length; at += 1, from += 3) {
      const dr = (rgb[from] as number) - r;
      const dg = (rgb[from + 1] as number) - g;
      const db = (rgb[from + 2] as number) - b;
      const square = dr * dr + dg * dg + db * db;
      if (square < (squares[at] as number)) squares[at] = square;
    }
  const far = new Uint8Array(squares.length);
  for (let at = 0; at < far.length; at += 1) far[at] = Math.sqrt((squares[at] as number) / 3);
  return far;
};

/** The level that parts a histogram into the two groups that differ most (Otsu 1979). */
const parting = (values: Uint8Array): number => {
  const histogram = new Float64Array(256);
  let total = 0;
  for (const value of values) {
    histogram[value] = (histogram[value] as number) + 1;
    total += value;
  }
  let [best, level, below, sum] = [0, 0, 0, 0];
  for (let value = 0; value < 255; value += 1) {
    below += histogram[value] as number;
    sum += value * (histogram[value] as number);
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const between = below * above * (sum / below - (total - sum) / above) ** 2;
    if (between > best) [best, level] = [between, value];
  }
  return level;
};

/** Whatever can't be reached from the rim over ground: a document with all that is printed on it. */
const enclosed = (far: Uint8Array, threshold: number, width: number, height: number): Uint8Array => {
  const inside = new Uint8Array(far.length);
  for (let at = 0; at < far.length; at += 1) inside[at] = (far[at] as number) <= threshold ? 1 : 0;
  const { labels, patches } = patchesOf(inside, width, height);
  const outer = new Uint8Array(patches.length + 1);
  for (let x = 0; x < width; x += 1) for (const at of [x, (height - 1) * width + x]) outer[labels[at] as number] = 1;
  for (let y = 0; y < height; y += 1) for (const at of [y * width, y * width + width - 1]) outer[labels[at] as number] = 1;
  outer[0] = 0;
  for (let at = 0; at < inside.length; at += 1) inside[at] = outer[labels[at] as number] === 1 ? 0 : 1;
  return inside;
};

type Point = readonly [number, number];
const cross = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** The convex hull (Andrew's monotone chain), clockwise as seen on a screen. */
const hullOf = (points: Point[]): Point[] => {
  const sorted = points.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const chain = (ordered: readonly Point[]): Point[] => {
    const hull: Point[] = [];
    for (const point of ordered) {
      while (hull.length >= 2 && cross(hull.at(-2) as Point, hull.at(-1) as Point, point) <= 0) hull.pop();
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  return [...chain(sorted), ...chain([...sorted].reverse())];
};

/** Leaves four corners of a hull: again and again the corner goes whose triangle with its neighbours is smallest. */
const fourCorners = (hull: readonly Point[]): Point[] => {
  const corners = [...hull];
  while (corners.length > 4) {
    let [least, place] = [Number.POSITIVE_INFINITY, 0];
    for (let at = 0; at < corners.length; at += 1) {
      const area = Math.abs(cross(corners.at(at - 1) as Point, corners[at] as Point, corners[(at + 1) % corners.length] as Point));
      if (area < least) [least, place] = [area, at];
    }
    corners.splice(place, 1);
  }
  return corners;
};

const areaOf = (corners: readonly Point[]): number =>
  Math.abs(
    corners.reduce(
      (sum, [x, y], at) => sum + x * (corners[(at + 1) % corners.length]?.[1] ?? 0) - y * (corners[(at + 1) % corners.length]?.[0] ?? 0),
      0,
    ),
  ) / 2;

const between = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

/**
 * Finds a document that lies on a ground of another colour, on a small rendition (about 256 px): what the ground seen at the rim does not reach, if it
 * has four corners. Undefined where there is none, as where a document fills the picture.
 */
export const findDocument = (raster: Raster): Outline | undefined => {
  const { width, height } = raster;
  const far = distances(raster);
  const threshold = Math.max(leastDistance, parting(far));
  const inside = enclosed(far, threshold, width, height);
  const { patches, labels } = patchesOf(inside, width, height);
  const largest = patches.reduce((best, { area }, index) => (area > (patches[best]?.area ?? 0) ? index : best), 0);
  const patch = patches[largest];
  if (patch === undefined || patch.area < leastShare * width * height) return undefined;
  const points: Point[] = [];
  for (let y = patch.top; y <= patch.bottom; y += 1) {
    let [first, last] = [-1, -1];
    for (let x = patch.left; x <= patch.right; x += 1)
      if (labels[y * width + x] === largest + 1) {
        if (first < 0) first = x;
        last = x;
      }
    if (first >= 0) points.push([first, y], [last + 1, y], [first, y + 1], [last + 1, y + 1]);
  }
  const hull = hullOf(points);
  const corners = fourCorners(hull);
  const area = areaOf(corners);
  if (corners.length < 4 || patch.area / areaOf(hull) < leastFilled || area / areaOf(hull) < leastFilled) return undefined;
  return described(corners, hull, width, height);
};

const described = (corners: readonly Point[], hull: readonly Point[], width: number, height: number): Outline => {
  const start = corners.reduce((best, [x, y], index) => (x + y < (corners[best]?.[0] ?? 0) + (corners[best]?.[1] ?? 0) ? index : best), 0);
  const ordered = [0, 1, 2, 3].map((step) => corners[(start + step) % 4] as Point) as [Point, Point, Point, Point];
  const [a, b, c, d] = ordered;
  const [across, down] = [(between(a, b) + between(d, c)) / 2, (between(a, d) + between(b, c)) / 2];
  let [onRim, around] = [0, 0];
  for (const [at, point] of hull.entries()) {
    const next = hull[(at + 1) % hull.length] as Point;
    const length = between(point, next);
    around += length;
    const along = (axis: 0 | 1, place: number) => Math.abs(point[axis] - place) < 1.5 && Math.abs(next[axis] - place) < 1.5;
    if (along(0, 0) || along(0, width) || along(1, 0) || along(1, height)) onRim += length;
  }
  return {
    corners: ordered.map(([x, y]) => ({ x: x / width, y: y / height })) as Outline['corners'],
    share: areaOf(corners) / (width * height),
    complete: onRim < leastCut * around,
    long: Math.max(across, down) / width,
    short: Math.min(across, down) / width,
    skew: (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI,
    tall: down > across,
  };
};
