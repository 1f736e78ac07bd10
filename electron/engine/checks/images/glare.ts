import type { Region } from '../../../../shared/domain/finding.ts';
import { type Patch, patchesOf, type Raster } from './raster.ts';

/** Mirrored light on a picture. */
export type Glare = {
  /** The share (0–1) of the picture that glare covers; of weak glare two fifths. */
  share: number;
  /** Where, largest first, as fractions. */
  regions: Region[];
};

/**
 * The levels that a mirrored lamp reaches in all three channels. A bright lamp saturates them, as white paper in even light rarely does; a weaker one leaves a
 * little of the ground visible, which more often has other causes: it needs more of a halo, and less of its area counts.
 */
const lamps = [
  { level: 246, rim: 0.4, weight: 1 },
  { level: 228, rim: 0.7, weight: 0.4 },
] as const;
/** Share of the picture: smaller patches are glints that hide nothing, larger ones are a sky, a wall or too much light, which the exposure tells. */
const smallest = 0.0008;
const largest = 0.3;
/** Pixels of the small rendition away from a patch, at which its surroundings are looked at: across an edge they are dark at once, in a halo not yet. */
const near = 3;
const far = 12;
/** A halo: it falls off to the surroundings by at least `leastFall` levels, and not more than this share of the fall happens at once. */
const leastFall = 12;
const largestStep = 0.62;
/**
 * A lamp and its streak are mirrored as an ellipse, a sky between branches and clouds or a bright wall as anything else: the share of the ellipse with the same
 * spread that a patch fills (1 for any ellipse). White print around a lamp breaks its outline, so a patch of less counts where its halo reaches most of the way round.
 */
const roundFrom = 0.86;
const brokenFrom = 0.5;
const brokenRim = 0.75;

/** The lowest of the three channels of each pixel. */
const lowestOf = ({ rgb }: Raster): Uint8Array => {
  const lowest = new Uint8Array(rgb.length / 3);
  for (let at = 0, from = 0; at < lowest.length; at += 1, from += 3)
    lowest[at] = Math.min(rgb[from] as number, rgb[from + 1] as number, rgb[from + 2] as number);
  return lowest;
};

const directions = Array.from({ length: 32 }, (_, index) => [Math.cos((index * Math.PI) / 16), Math.sin((index * Math.PI) / 16)] as const);

/** The share of rays from the middle of a patch of at least `level` that leave it through a halo. Rays that leave the picture first say nothing. */
const haloOf = (patch: Patch, label: number, labels: Uint16Array, lowest: Uint8Array, width: number, level: number): number => {
  const height = lowest.length / width;
  const [middleX, middleY] = [(patch.left + patch.right) / 2, (patch.top + patch.bottom) / 2];
  let [halo, heard] = [0, 0];
  for (const [dx, dy] of directions) {
    const valueAt = (distance: number): number | undefined => {
      const [x, y] = [Math.round(middleX + dx * distance), Math.round(middleY + dy * distance)];
      return x < 0 || y < 0 || x >= width || y >= height ? undefined : lowest[y * width + x];
    };
    let rim = -1;
    for (let distance = 0; distance < width + height; distance += 1) {
      const [x, y] = [Math.round(middleX + dx * distance), Math.round(middleY + dy * distance)];
      if (x < 0 || y < 0 || x >= width || y >= height) break;
      if (labels[y * width + x] === label) rim = distance;
    }
    if (rim < 0) continue;
    const [atOnce, atLast] = [valueAt(rim + near), valueAt(rim + far)];
    if (atOnce === undefined || atLast === undefined) continue;
    heard += 1;
    const fall = level - atLast;
    if (fall >= leastFall && level - atOnce <= fall * largestStep) halo += 1;
  }
  return heard < directions.length / 4 ? 0 : halo / heard;
};

/** How much of the ellipse with the same middle and spread (second moments) a patch fills; 1 for an ellipse. */
const roundnessOf = ({ left, top, right, bottom, area }: Patch, label: number, labels: Uint16Array, width: number): number => {
  let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0];
  for (let y = top; y <= bottom; y += 1)
    for (let x = left; x <= right; x += 1) {
      if (labels[y * width + x] !== label) continue;
      sumX += x;
      sumY += y;
      sumXX += x * x;
      sumYY += y * y;
      sumXY += x * y;
    }
  const [meanX, meanY] = [sumX / area, sumY / area];
  // A pixel has a spread of its own.
  const [spreadX, spreadY] = [sumXX / area - meanX ** 2 + 1 / 12, sumYY / area - meanY ** 2 + 1 / 12];
  const together = sumXY / area - meanX * meanY;
  return area / (4 * Math.PI * Math.sqrt(Math.max(1e-6, spreadX * spreadY - together ** 2)));
};

/** Finds bright patches that fade out into a halo instead of ending in an edge, on a small rendition (about 256 px). */
export const measureGlare = (raster: Raster): Glare => {
  const lowest = lowestOf(raster);
  const [bright, weak] = lamps.map((lamp) => spotsOf(raster, lowest, lamp)) as [Glare, Glare];
  return bright.share >= weak.share ? bright : weak;
};

const spotsOf = ({ width, height }: Raster, lowest: Uint8Array, { level, rim, weight }: (typeof lamps)[number]): Glare => {
  const count = width * height;
  const member = new Uint8Array(count);
  let bright = 0;
  for (let at = 0; at < count; at += 1)
    if ((lowest[at] as number) >= level) {
      member[at] = 1;
      bright += 1;
    }
  // In most photos there is no patch to look at.
  if (bright < count * smallest) return { share: 0, regions: [] };
  const { patches, labels } = patchesOf(member, width, height);
  const found = patches
    .map((patch, index) => ({ patch, label: index + 1 }))
    .filter(({ patch }) => patch.area >= count * smallest && patch.area <= count * largest)
    .filter(({ patch, label }) => {
      const halo = haloOf(patch, label, labels, lowest, width, level);
      if (halo < rim) return false;
      const roundness = roundnessOf(patch, label, labels, width);
      return roundness >= roundFrom || (halo >= brokenRim && roundness >= brokenFrom);
    })
    .sort((left, right) => right.patch.area - left.patch.area);
  return {
    share: (weight * found.reduce((sum, { patch }) => sum + patch.area, 0)) / count,
    regions: found.slice(0, 8).map(({ patch: { left, top, right, bottom } }) => ({
      x: left / width,
      y: top / height,
      w: (right - left + 1) / width,
      h: (bottom - top + 1) / height,
    })),
  };
};
