import type { Region } from '../../../../shared/domain/finding.ts';
import type { PlacesOf } from './jpeg-squares.ts';
import { type Peak, type Peaks, spectrumOf, squareSide } from './spectrum.ts';

/** The grid of a display in a picture. */
export type ScreenPattern = {
  /** How far the same regular pattern stands out of the picture's own detail in half of the squares, decibels; 0 where there is none. */
  strength: number;
  /** The same of what stands out most across it: a display repeats in two directions. 0 where nothing does. */
  across: number;
  /** The pattern's period, px of the photo at its own size; undefined where there is none. */
  period?: number | undefined;
  /** The squares that show it, as fractions. */
  regions: Region[];
};

/** A picture's squares, and how to get at their levels. */
export type Squares = {
  /** px of the picture that the squares are of. */
  width: number;
  height: number;
  /** How many px of the photo at its own size lie in one of these. */
  reduction: number;
  /** Fills in a square's lightness, and half of its red against blue, levels; false where it can't be had. */
  load(left: number, top: number, light: Float32Array, colour: Float32Array): boolean;
};

/** Where the squares lie, as shares of the room across and down: seven show whether a pattern is all over the picture, and take some 2 ms. */
const placesInRoom = [
  [1 / 6, 1 / 6],
  [5 / 6, 1 / 6],
  [1 / 6, 1 / 2],
  [1 / 2, 1 / 2],
  [5 / 6, 1 / 2],
  [1 / 6, 5 / 6],
  [5 / 6, 5 / 6],
] as const;
/** Of the squares with light in them, the share that has to show one pattern: a fabric, a fence or a line of print is in one or two. */
const wanted = 0.5;
const leastSquares = 4;
/** How far a peak may lie from the same in another square, bins: a display seen from a slant is finer at its far side. */
const apart = 4.5;
/** Sine of the angle between two patterns from which one runs across the other. */
const crosses = 0.5;

/** Where squares are looked at in a picture of this size; none where it is too small. */
export const placesOfSquares: PlacesOf = ({ width, height }) =>
  Math.min(width, height) < squareSide * 2
    ? []
    : placesInRoom.map(([right, down]) => ({
        left: Math.round((width - squareSide) * right),
        top: Math.round((height - squareSide) * down),
      }));

/** Whether two peaks are of one pattern. A frequency and its opposite are the same. */
const sameFrequency = (one: Peak, other: Peak): boolean =>
  (one.x - other.x) ** 2 + (one.y - other.y) ** 2 <= apart ** 2 || (one.x + other.x) ** 2 + (one.y + other.y) ** 2 <= apart ** 2;

const sineBetween = (one: Peak, other: Peak): number =>
  Math.abs(one.x * other.y - one.y * other.x) / (Math.hypot(one.x, one.y) * Math.hypot(other.x, other.y));

/** How far the same pattern stands out in another square, of whose peaks the first one stands out most. */
const strongest = (peak: Peak, others: readonly Peak[]): number => others.find((other) => sameFrequency(peak, other))?.prominence ?? 0;

/** The peaks that enough squares share, most first. */
const sharedPeaks = (seen: readonly Peaks[]): { peak: Peak; plane: keyof Peaks; strength: number }[] => {
  const rank = Math.max(leastSquares, Math.ceil(seen.length * wanted)) - 1;
  return (['light', 'colour'] as const)
    .flatMap((plane) =>
      seen.flatMap((own) =>
        own[plane].map((peak) => {
          const prominences = seen.map((others) => strongest(peak, others[plane])).sort((one, other) => other - one);
          return { peak, plane, strength: prominences[rank] ?? 0 };
        }),
      ),
    )
    .filter(({ strength }) => strength > 0)
    .sort((one, other) => other.strength - one.strength);
};

/**
 * Looks for the grid of a display: a regular pattern that stands out of the spectra of small squares at one frequency all over the picture. Lightness and colour
 * are looked at, since a display's stripes and a camera's own grid of colours beat against each other in both. Textures are spread over many frequencies, or are in
 * one place; guilloche bends; a printed raster is in the print only. Undefined where the picture is too small or too dark to tell.
 */
export const measureScreen = ({ width, height, reduction, load }: Squares): ScreenPattern | undefined => {
  const blocks = (squareSide / 8) * reduction;
  const seen = placesOfSquares({ width, height }).flatMap((place) => {
    const peaks = spectrumOf((light, colour) => load(place.left, place.top, light, colour), blocks);
    return peaks === undefined ? [] : [{ place, peaks }];
  });
  if (seen.length < leastSquares) return undefined;
  const found = sharedPeaks(seen.map(({ peaks }) => peaks));
  const [best] = found;
  if (best === undefined) return { strength: 0, across: 0, regions: [] };
  const { peak, plane, strength } = best;
  return {
    strength,
    across: found.find((other) => sineBetween(peak, other.peak) >= crosses)?.strength ?? 0,
    period: (squareSide / Math.hypot(peak.x, peak.y)) * reduction,
    regions: seen
      .map(({ place, peaks }) => ({ place, prominence: strongest(peak, peaks[plane]) }))
      .filter(({ prominence }) => prominence > 0)
      .sort((one, other) => other.prominence - one.prominence)
      .map(({ place: { left, top } }) => ({ x: left / width, y: top / height, w: squareSide / width, h: squareSide / height })),
  };
};
