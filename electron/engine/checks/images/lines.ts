import type { Edges } from './edges.ts';

/** A straight line: the points with `x · cos + y · sin = distance`, px. */
export type Line = { cos: number; sin: number; distance: number };

/** Slope from which an edge counts, levels a pixel; and the slope from which a steeper one counts no more, so that print does not outvote a pale card's rim. */
const leastSlope = 3;
const fullSlope = 14;
/** Directions told apart, a half circle, and how far an edge's own direction may be off, in such steps. */
const directions = 180;
const spread = 2;
/** Lines kept for each of the two ways they can run. */
const kept = 20;
/** Two lines are one when they differ by at most so many directions and px. */
const sameDirection = 4;
const sameDistance = 5;

const cosines = Float32Array.from({ length: directions }, (_, index) => Math.cos((index * Math.PI) / directions));
const sines = Float32Array.from({ length: directions }, (_, index) => Math.sin((index * Math.PI) / directions));

/** Votes for one level of slope: whole numbers take half the room, and even a line across the whole picture does not fill them. */
const voteUnits = 4;
/** Directions (of the half circle) of slopes whose smaller part is so many of `ratioSteps` of the larger one. */
const ratioSteps = 512;
const directionOf = Uint8Array.from({ length: ratioSteps + 1 }, (_, step) =>
  Math.round((Math.atan(step / ratioSteps) * directions) / Math.PI),
);

/** Votes of a Hough transform (Duda and Hart 1972): each edge that is the steepest across itself votes for the lines through it that run along it. */
const votesOf = ({ width, height, across, down, steepness }: Edges): { votes: Uint16Array; rows: number; middle: number } => {
  const middle = Math.ceil(Math.hypot(width, height));
  const rows = middle * 2 + 1;
  const votes = new Uint16Array(directions * rows);
  for (let y = 2; y < height - 2; y += 1)
    for (let x = 2, at = y * width + 2; x < width - 2; x += 1, at += 1) {
      const steep = steepness[at] as number;
      if (steep < leastSlope) continue;
      const dx = across[at] as number;
      const dy = down[at] as number;
      const wide = dx < 0 ? -dx : dx;
      const tall = dy < 0 ? -dy : dy;
      // The two neighbours across the edge, to the nearest of eight directions.
      const step = (wide > 0.38 * steep ? (dx < 0 ? -1 : 1) : 0) + (tall > 0.38 * steep ? (dy < 0 ? -width : width) : 0);
      if ((steepness[at + step] as number) > steep || (steepness[at - step] as number) >= steep) continue;
      const weight = ((steep < fullSlope ? steep : fullSlope) * voteUnits) | 0;
      const turn =
        tall <= wide
          ? (directionOf[((tall * ratioSteps) / wide + 0.5) | 0] as number)
          : directions / 2 - (directionOf[((wide * ratioSteps) / tall + 0.5) | 0] as number);
      // A slope and its opposite lie across the same line.
      const direction = dx < 0 === dy < 0 ? turn : directions - turn;
      for (let off = direction - spread + directions; off <= direction + spread + directions; off += 1) {
        const index = off % directions;
        const distance = (x * (cosines[index] as number) + y * (sines[index] as number) + middle + 0.5) | 0;
        const place = index * rows + distance;
        votes[place] = (votes[place] as number) + weight;
      }
    }
  return { votes, rows, middle };
};

/**
 * The picture's straight lines with most edges along them, parted into those that run more level and those that run more upright; strongest first.
 */
export const findLines = (edges: Edges): { level: Line[]; upright: Line[] } => {
  const { votes, rows, middle } = votesOf(edges);
  const least = voteUnits * fullSlope * 0.25 * 0.12 * Math.max(edges.width, edges.height);
  const peaks: { index: number; distance: number; strength: number }[] = [];
  for (let index = 0; index < directions; index += 1)
    for (let distance = 1; distance < rows - 1; distance += 1) {
      const at = index * rows + distance;
      const here = votes[at] as number;
      if (here === 0 || here < (votes[at - 1] as number) || here < (votes[at + 1] as number)) continue;
      const strength = here + (votes[at - 1] as number) + (votes[at + 1] as number);
      if (strength >= least) peaks.push({ index, distance: distance - middle, strength });
    }
  peaks.sort((one, other) => other.strength - one.strength);
  const level: typeof peaks = [];
  const upright: typeof peaks = [];
  for (const peak of peaks) {
    const group = peak.index > directions / 4 && peak.index < (directions * 3) / 4 ? level : upright;
    if (group.length >= kept) continue;
    const known = group.some(({ index, distance }) => {
      const apart = Math.abs(index - peak.index);
      // Around the half circle's end the same line has the opposite distance.
      const wraps = apart > directions / 2;
      return (
        Math.min(apart, directions - apart) <= sameDirection && Math.abs((wraps ? -distance : distance) - peak.distance) <= sameDistance
      );
    });
    if (!known) group.push(peak);
  }
  const lineOf = ({ index, distance }: (typeof peaks)[number]): Line => ({
    cos: cosines[index] as number,
    sin: sines[index] as number,
    distance,
  });
  return { level: level.map(lineOf), upright: upright.map(lineOf) };
};
