import type { Spot as Point } from '../../../../shared/domain/finding.ts';
import { type Corners, lengthsOf } from './corners.ts';
import { crossingOf, placeOn, roundedEnd, type Side, stretchOf } from './sides.ts';

/** Two sides that run level, the upper one first, and two upright ones, the left one first, that may be a document's. */
export type Candidate = { corners: Corners; sides: [Side, Side, Side, Side]; score: number };

/** What a side on the picture's rim is worth: a document that ends there shows no edge, and a guess must not beat edges that are seen. */
const rimWorth = 0.38;
/** Share of a side that must be an edge. */
const leastSupport = 0.42;
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
/** The ratios that documents have, as logarithms, how far the slant of an ordinary photo changes them (as a factor), and what more costs. */
const ratios = [Math.log(85.6 / 54), Math.log(125 / 88)] as const;
const slant = Math.log(1.1);
const ratioCost = 0.8;
/** Opposite sides of a card seen from a slant run up to some 35° apart; the cosine of it. */
const leastParallel = 0.82;

/** Two lines of one way, by their places among the others, the upper (or left) one first. */
type Pair = readonly [number, number];

const pairsOf = (sides: readonly Side[], positions: readonly number[], apart: number): Pair[] => {
  const pairs: Pair[] = [];
  for (let one = 0; one < sides.length; one += 1)
    for (let other = one + 1; other < sides.length; other += 1) {
      const [{ line }, { line: beside }] = [sides[one] as Side, sides[other] as Side];
      const [first, second] = [positions[one] as number, positions[other] as number];
      if (Math.abs(line.cos * beside.cos + line.sin * beside.sin) < leastParallel || Math.abs(first - second) < apart) continue;
      pairs.push(first < second ? [one, other] : [other, one]);
    }
  return pairs;
};

/** How well a side is marked between two crossings, with the length that counts; undefined where it can't be a document's. */
type Marked = { worth: number; length: number };

const beyond = (side: Side, place: number, by: number): number => {
  const { visible, support } = stretchOf(side, place + by * 0.5, place + by * 2);
  return visible > 0 ? support : 0;
};

/** Judges a side between the places at which it meets two others. `shortest`: px that have to be seen of it. */
const markedBetween = (side: Side, from: number, to: number, fromRim: boolean, toRim: boolean, shortest: number): Marked | undefined => {
  if (side.rim) {
    const length = Math.abs(to - from);
    return { worth: rimWorth * length, length };
  }
  const end = (to - from) * roundedEnd;
  const { visible, support } = stretchOf(side, from + end, to - end);
  if (support < leastSupport || visible < shortest) return undefined;
  // Where a document goes on beyond the picture, its sides do so up to the rim.
  if (fromRim && stretchOf(side, from, from + (to - from) * atRim).support < leastAtRim) return undefined;
  if (toRim && stretchOf(side, to, to + (from - to) * atRim).support < leastAtRim) return undefined;
  return { worth: visible * (support - (beyondCost * (beyond(side, from, -end) + beyond(side, to, end))) / 2), length: visible };
};

/** A remembered answer for each line of one way between each two of the other: whole shapes share their sides with hundreds of others. */
const rememberMarked = (
  sides: readonly Side[],
  others: readonly Side[],
  crossing: (side: number, other: number) => Point | undefined,
  shortest: number,
) => {
  const known: (Marked | undefined | null)[] = new Array(sides.length * others.length ** 2).fill(null);
  return (at: number, one: number, other: number): Marked | undefined => {
    const place = (at * others.length + one) * others.length + other;
    const before = known[place];
    if (before !== null) return before;
    const side = sides[at] as Side;
    const [from, to] = [placeOn(side, crossing(at, one) as Point), placeOn(side, crossing(at, other) as Point)];
    const marked = markedBetween(side, from, to, (others[one] as Side).rim, (others[other] as Side).rim, shortest);
    known[place] = marked;
    return marked;
  };
};

/** How well a shape's ratio fits a document's (0–1), 0 where none has such a one. A shape that is cut off has any. */
const likelihoodOf = (corners: Corners, rims: number): number => {
  if (rims > 0) return 1;
  const { across, down } = lengthsOf(corners);
  const ratio = Math.max(across, down) / Math.min(across, down);
  if (ratio < leastRatio || ratio > largestRatio) return 0;
  const known = Math.log(ratio);
  const off = Math.min(Math.abs(known - ratios[0]), Math.abs(known - ratios[1]));
  return 1 - ratioCost * Math.max(0, off - slant);
};

/** The `count` best marked shapes that two lines of each way make, best first. Shapes that no document has are left out. */
export const candidatesOf = (
  levels: readonly Side[],
  uprights: readonly Side[],
  width: number,
  height: number,
  count: number,
): Candidate[] => {
  const crossings = levels.flatMap(({ line }) =>
    uprights.map((upright) => {
      const crossing = crossingOf(line, upright.line);
      if (crossing === undefined) return undefined;
      const { x, y } = crossing;
      return x < -0.5 * width || x > 1.5 * width || y < -0.5 * height || y > 1.5 * height ? undefined : crossing;
    }),
  );
  const crossing = (level: number, upright: number): Point | undefined => crossings[level * uprights.length + upright];
  const long = Math.max(width, height);
  const markedLevel = rememberMarked(levels, uprights, crossing, leastLength * long);
  const markedUpright = rememberMarked(uprights, levels, (upright, level) => crossing(level, upright), leastLength * long);
  /** Where a line crosses the middle of the picture. */
  const heights = levels.map(({ line: { cos, sin, distance } }) => (distance - (width / 2) * cos) / sin);
  const offsets = uprights.map(({ line: { cos, sin, distance } }) => (distance - (height / 2) * sin) / cos);
  const uprightPairs = pairsOf(uprights, offsets, leastLength * long);
  const best: Candidate[] = [];
  for (const level of pairsOf(levels, heights, leastLength * long))
    for (const upright of uprightPairs) {
      const [a, b] = [crossing(level[0], upright[0]), crossing(level[0], upright[1])];
      const [d, c] = [crossing(level[1], upright[0]), crossing(level[1], upright[1])];
      if (a === undefined || b === undefined || c === undefined || d === undefined) continue;
      if (a.x >= b.x || d.x >= c.x || a.y >= d.y || b.y >= c.y) continue;
      const top = markedLevel(level[0], upright[0], upright[1]);
      if (top === undefined) continue;
      const bottom = markedLevel(level[1], upright[0], upright[1]);
      if (bottom === undefined) continue;
      const left = markedUpright(upright[0], level[0], level[1]);
      if (left === undefined) continue;
      const right = markedUpright(upright[1], level[0], level[1]);
      if (right === undefined) continue;
      const topRim = (levels[level[0]] as Side).rim;
      const bottomRim = (levels[level[1]] as Side).rim;
      const leftRim = (uprights[upright[0]] as Side).rim;
      const rightRim = (uprights[upright[1]] as Side).rim;
      const rims = Number(topRim) + Number(bottomRim) + Number(leftRim) + Number(rightRim);
      // Two opposite sides alone are a plank, a joint, a shadow: a document that is cut off still shows a corner.
      if (rims > 2 || (rims === 2 && topRim === bottomRim)) continue;
      const share = Math.abs((a.x - c.x) * (b.y - d.y) - (b.x - d.x) * (a.y - c.y)) / 2 / (width * height);
      if (share < leastArea) continue;
      const marked = (top.worth + right.worth + bottom.worth + left.worth) / (top.length + right.length + bottom.length + left.length);
      const well = marked * Math.min(share, 1) ** areaPower;
      // Most shapes are not among the best even if their ratio is a document's own.
      if (best.length === count && well <= (best[count - 1] as Candidate).score) continue;
      const corners: Corners = [a, b, c, d];
      const score = well * likelihoodOf(corners, rims);
      const sides: Candidate['sides'] = [
        levels[level[0]] as Side,
        uprights[upright[1]] as Side,
        levels[level[1]] as Side,
        uprights[upright[0]] as Side,
      ];
      if (score > 0) keep(best, { corners, sides, score }, count);
    }
  return best;
};

/** Puts a candidate in its place among the best ones. */
const keep = (best: Candidate[], candidate: Candidate, count: number): void => {
  if (best.length === count && candidate.score <= (best[count - 1] as Candidate).score) return;
  let at = best.length;
  while (at > 0 && (best[at - 1] as Candidate).score < candidate.score) at -= 1;
  best.splice(at, 0, candidate);
  if (best.length > count) best.pop();
};
