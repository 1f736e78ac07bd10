import type { Region } from '../../../../shared/domain/finding.ts';
import type { Raster } from '../images/raster.ts';
import { findLines } from './find-lines.ts';
import { between, cornersOf, middleOf, type Point, type TurnedBox, turned, undirected } from './geometry.ts';
import type { ReadingModels } from './models.ts';
import { charactersOf, type LineProbabilities, lineProbabilities, meanConfidence, type ReadCharacter, textOf } from './read-line.ts';

/** A line of a page. */
export type PageLine = {
  /** In px of the picture; its angle is the direction of reading. */
  box: TurnedBox;
  read: ReadCharacter[];
  text: string;
  probabilities: LineProbabilities;
  /** The box on the straightened page: its left and right end, and its middle's height, in px. */
  left: number;
  right: number;
  level: number;
};

/** What was read of a picture. */
export type Page = {
  picture: Raster;
  lines: PageLine[];
  /** The direction of reading, radians from the picture's x axis, clockwise. */
  direction: number;
  /** A point of the picture on the straightened page, */
  straighten(point: Point): Point;
  /** and the direction of reading there. */
  directionAt(point: Point): number;
  /** The upright rectangle around points of the picture, as fractions of the whole photo. */
  fractions(points: readonly Point[]): Region;
};

/** Which part of the photo a picture shows, as fractions; the whole unless told otherwise. */
export const wholePhoto: Region = { x: 0, y: 0, w: 1, h: 1 };

/** Lines of which the direction is sure are at least this much longer than high. */
const longLine = 2.2;
/** A line further off the page's direction belongs to something else: a stamp, a watermark. Radians. */
const mostOff = 0.22;
/**
 * How much is read of a page, as the sum of its lines' widths in their heights. A passport's page has some 250; a photo that is full of print from edge to edge is no
 * document, and must not take forever.
 */
const mostToRead = 1_000;
/** Lines on which it is tried which way up the page is. */
const tried = 4;
/** Mean probability under which a line is taken for ornament. */
const ornament = 0.45;

/** Finds the lines of a picture, however it is turned, and reads them in the direction in which they make most sense. */
export const readPage = async (models: ReadingModels, picture: Raster, part: Region = wholePhoto): Promise<Page> => {
  const boxes = await findLines(models, picture);
  const axis = axisOf(boxes);
  const direction = await directionOf(models, picture, boxes, axis);
  const residual = residualOf(boxes, direction, { x: picture.width / 2, y: picture.height / 2 });
  const page: Page = {
    picture,
    lines: [],
    direction,
    straighten: residual.straighten,
    directionAt: (point) => direction + residual.at(point),
    fractions: (points) => {
      const within = (value: number): number => Math.min(1, Math.max(0, value));
      const [xs, ys] = [points.map(({ x }) => within(x / picture.width)), points.map(({ y }) => within(y / picture.height))];
      const [left, top] = [Math.min(...xs), Math.min(...ys)];
      return {
        x: part.x + left * part.w,
        y: part.y + top * part.h,
        w: (Math.max(...xs) - left) * part.w,
        h: (Math.max(...ys) - top) * part.h,
      };
    },
  };
  let room = mostToRead;
  for (const found of boxes) {
    const box = directed(found, page);
    if (box === undefined) continue;
    room -= box.width / box.height;
    if (room < 0) break;
    const line = await readBox(models, page, box);
    if (line.text.trim() !== '' && meanConfidence(line.read) >= ornament) page.lines.push(line);
  }
  return page;
};

/** Reads one box of a page. */
export const readBox = async (models: ReadingModels, page: Pick<Page, 'picture' | 'straighten'>, box: TurnedBox): Promise<PageLine> => {
  const probabilities = await lineProbabilities(models, page.picture, box);
  const read = charactersOf(probabilities, models.characters);
  const half = turned({ x: box.width / 2, y: 0 }, box.angle);
  const from = page.straighten({ x: box.centre.x - half.x, y: box.centre.y - half.y });
  const to = page.straighten({ x: box.centre.x + half.x, y: box.centre.y + half.y });
  return { box, read, text: textOf(read), probabilities, left: from.x, right: to.x, level: (from.y + to.y) / 2 };
};

/** The axis along which most text runs, (-π/2, π/2]; 0 where there is none. */
const axisOf = (boxes: readonly TurnedBox[]): number => {
  const long = boxes.filter(({ width, height }) => width > height * longLine);
  let best = { weight: -1, axis: 0 };
  for (const { angle } of long) {
    const near = long.filter((other) => Math.abs(undirected(other.angle - angle)) < 0.15);
    const weight = near.reduce((sum, { width }) => sum + width, 0);
    if (weight <= best.weight) continue;
    const off = near.reduce((sum, other) => sum + undirected(other.angle - angle) * other.width, 0) / weight;
    best = { weight, axis: undirected(angle + off) };
  }
  return best.axis;
};

/** Which way along the axis, or across it, the lines are read: the one in which the longest of them come out surest. */
const directionOf = async (models: ReadingModels, picture: Raster, boxes: readonly TurnedBox[], axis: number): Promise<number> => {
  const along = boxes
    .filter((box) => box.width > box.height * longLine && Math.abs(undirected(box.angle - axis)) < mostOff)
    .slice(0, tried);
  const sureness = async (direction: number): Promise<number> => {
    let sum = 0;
    for (const box of along) {
      const angle = direction + undirected(box.angle - axis);
      const read = charactersOf(await lineProbabilities(models, picture, { ...box, angle }), models.characters);
      sum += meanConfidence(read) * Math.min(read.length, 12);
    }
    return sum;
  };
  return (await sureness(axis)) >= (await sureness(axis + Math.PI)) ? axis : axis + Math.PI;
};

/**
 * A photo taken at an angle makes parallel lines run together: their directions differ a little with their place. A plane through the directions
 * of the long lines says how they run everywhere, and following it makes rows of lines that belong together.
 */
const residualOf = (
  boxes: readonly TurnedBox[],
  direction: number,
  middle: Point,
): { at(point: Point): number; straighten(point: Point): Point } => {
  const flat = ({ x, y }: Point): Point => turned({ x: x - middle.x, y: y - middle.y }, -direction);
  const samples = boxes
    .filter(({ width, height }) => width > height * longLine * 1.5)
    .map((box) => ({ ...flat(box.centre), off: undirected(box.angle - direction), weight: box.width }))
    .filter(({ off }) => Math.abs(off) < mostOff);
  const usual = middleOf(samples.map(({ off }) => off));
  const [a, b, c] = planeThrough(samples.filter(({ off }) => Math.abs(off - usual) < 0.09));
  return {
    at: (point) => {
      const { x, y } = flat(point);
      return a + b * x + c * y;
    },
    // The rows are the curves whose slope is the plane's value: y - a x - b x² / 2 - c x y keeps its value along them, to first order.
    straighten: (point) => {
      const { x, y } = flat(point);
      return { x: x + a * y, y: y - a * x - (b * x * x) / 2 - c * x * y };
    },
  };
};

/** The plane a + b x + c y nearest to the samples by weighted least squares, drawn a little towards a flat one so that two lines make no wild one. */
const planeThrough = (samples: readonly { x: number; y: number; off: number; weight: number }[]): [number, number, number] => {
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return [0, 0, 0];
  const mean = (of: (sample: (typeof samples)[number]) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample) * sample.weight, 0) / total;
  const [mx, my, mo] = [mean(({ x }) => x), mean(({ y }) => y), mean(({ off }) => off)];
  const damping = 100 ** 2;
  const xx = mean(({ x }) => (x - mx) ** 2) + damping;
  const yy = mean(({ y }) => (y - my) ** 2) + damping;
  const xy = mean(({ x, y }) => (x - mx) * (y - my));
  const xo = mean(({ x, off }) => (x - mx) * (off - mo));
  const yo = mean(({ y, off }) => (y - my) * (off - mo));
  const determinant = xx * yy - xy * xy;
  const [b, c] = [(xo * yy - yo * xy) / determinant, (yo * xx - xo * xy) / determinant];
  return [mo - b * mx - c * my, b, c];
};

/** The box with the direction of reading; undefined where it runs another way than the page. */
const directed = (found: TurnedBox, page: Pick<Page, 'directionAt'>): TurnedBox | undefined => {
  const expected = page.directionAt(found.centre);
  // A single character's own direction says nothing.
  if (found.width < found.height * longLine) return boxAt(found, expected);
  const off = undirected(found.angle - expected);
  return Math.abs(off) > mostOff ? undefined : { ...found, angle: expected + off };
};

/** The box around a box, at another angle. */
const boxAt = (box: TurnedBox, angle: number): TurnedBox => {
  if (Math.abs(between(box.angle, angle)) < 0.02) return box;
  const corners = cornersOf(box).map(({ x, y }) => turned({ x: x - box.centre.x, y: y - box.centre.y }, -angle));
  // Half of what the corners stick out: the text itself is rounder than its box.
  const extent = (values: readonly number[], side: number) => (Math.max(...values) - Math.min(...values) + side) / 2;
  const nearest = Math.abs(Math.cos(box.angle - angle)) >= Math.SQRT1_2;
  return {
    centre: box.centre,
    angle,
    width: extent(
      corners.map(({ x }) => x),
      nearest ? box.width : box.height,
    ),
    height: extent(
      corners.map(({ y }) => y),
      nearest ? box.height : box.width,
    ),
  };
};
