import type { Region } from '../../../../shared/domain/finding.ts';
import { fourierOf } from './fourier.ts';
import type { Picture } from './picture.ts';

/** The grid of a display in a picture. */
export type ScreenPattern = {
  /** How far the same regular pattern stands out of the picture's own detail in half of the tiles, decibels; 0 where there is none. */
  strength: number;
  /** The pattern's period, px of the measured picture; undefined where there is none. */
  period?: number | undefined;
  /** The tiles that show it, as fractions. */
  regions: Region[];
};

/** Side of a tile, px. */
const side = 128;
/** Where the tiles lie, as shares of the room across and down: seven show whether a pattern is all over the picture, and take some 4 ms. */
const tilePlaces = [
  [1 / 6, 1 / 6],
  [5 / 6, 1 / 6],
  [1 / 6, 1 / 2],
  [1 / 2, 1 / 2],
  [5 / 6, 1 / 2],
  [1 / 6, 5 / 6],
  [5 / 6, 5 / 6],
] as const;
/** Of the tiles with light in them, the share that has to show one pattern: a fabric, a fence or a line of print is in one or two. */
const wanted = 0.5;
const leastTiles = 4;
/** Mean level under which a tile is too dark to show anything. */
const darkest = 24;
/** Periods that are looked at, px: shorter ones than 2 there are none, longer ones than 16 are lines of text and the like. */
const longestPeriod = 16;
/** A pattern's contrast from which it counts, levels: less is what a JPEG of ordinary quality leaves behind. */
const leastContrast = 0.6;
/** Bins around a peak that are its own, and bins around these that are the picture's detail it is compared with. */
const own = 2;
const around = 6;
/** Peaks kept of a tile, and how far one may lie from the same in another tile, bins: a display seen from a slant is finer at its far side. */
const kept = 8;
const apart = 4.5;
/** Half the width of what is left out around the frequencies of JPEG's blocks of 8 px, bins. */
const blockAllowance = 1.6;

type Peak = { x: number; y: number; prominence: number };
type Tile = { left: number; top: number };

const middle = side / 2;
/** A window that fades to nothing at a tile's rim (Hann), so that the rim makes no lines in the spectrum. */
const fade = Float32Array.from({ length: side }, (_, place) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (place + 0.5)) / side));
const fadeSum = fade.reduce((sum, weight) => sum + weight, 0) ** 2;

let transform: ReturnType<typeof fourierOf> | undefined;
const real = new Float32Array(side * side);
const imaginary = new Float32Array(side * side);

/** Puts a tile's lightness and its red against blue into the transform's two arrays; false where it is too dark to show anything. */
const load = ({ rgb, width }: Picture, { left, top }: Tile): boolean => {
  let [lightSum, colourSum] = [0, 0];
  for (let row = 0, at = 0; row < side; row += 1)
    for (let column = 0, from = ((top + row) * width + left) * 3; column < side; column += 1, at += 1, from += 3) {
      const [red, blue] = [rgb[from] as number, rgb[from + 2] as number];
      const lightness = 0.299 * red + 0.587 * (rgb[from + 1] as number) + 0.114 * blue;
      const colour = (red - blue) / 2;
      real[at] = lightness;
      imaginary[at] = colour;
      lightSum += lightness;
      colourSum += colour;
    }
  const [light, tone] = [lightSum / (side * side), colourSum / (side * side)];
  for (let row = 0, at = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1, at += 1) {
      const weight = (fade[row] as number) * (fade[column] as number);
      real[at] = ((real[at] as number) - light) * weight;
      imaginary[at] = ((imaginary[at] as number) - tone) * weight;
    }
  return light >= darkest;
};

/**
 * The powers of lightness and colour at every frequency of one half plane (the other is its mirror image), from the transform of lightness + i · colour:
 * the parts of both are told apart by their symmetry.
 */
const powersOf = (): [Float32Array, Float32Array] => {
  const half = side * (middle + 1);
  const light = new Float32Array(half);
  const colour = new Float32Array(half);
  for (let y = 0, at = 0; y <= middle; y += 1)
    for (let x = 0; x < side; x += 1, at += 1) {
      const mirrored = ((side - y) % side) * side + ((side - x) % side);
      const [re, im, mirroredRe, mirroredIm] = [
        real[at] as number,
        imaginary[at] as number,
        real[mirrored] as number,
        imaginary[mirrored] as number,
      ];
      light[at] = ((re + mirroredRe) ** 2 + (im - mirroredIm) ** 2) / 4;
      colour[at] = ((im + mirroredIm) ** 2 + (re - mirroredRe) ** 2) / 4;
    }
  return [light, colour];
};

/** Whether a frequency is one that JPEG's blocks make. `step`: the blocks' frequency in bins. */
const ofBlocks = (x: number, y: number, step: number): boolean => {
  const multiple = (place: number): boolean => Math.abs(place - Math.round(place / step) * step) <= blockAllowance;
  const [wide, tall] = [Math.abs(x), Math.abs(y)];
  return (wide <= blockAllowance && multiple(tall)) || (tall <= blockAllowance && multiple(wide));
};

/** The frequencies at which a spectrum stands out of its surroundings, most first. */
const peaksOf = (power: Float32Array, blocks: number): Peak[] => {
  const least = (fadeSum * leastContrast) / 4;
  const leastPower = least * least;
  const nearest = side / longestPeriod;
  const at = (x: number, y: number): number => {
    // The lower half plane holds everything once; what lies above it is its mirror image.
    const [column, line] = y < 0 ? [-x, -y] : y > middle ? [-x, side - y] : [x, y];
    return power[line * side + ((column + side) % side)] as number;
  };
  const peaks: Peak[] = [];
  for (let y = 0; y <= middle; y += 1)
    for (let x = -middle + 1; x <= middle; x += 1) {
      const here = power[y * side + ((x + side) % side)] as number;
      if (here < leastPower || x * x + y * y < nearest * nearest || (y === 0 && x < 0) || ofBlocks(x, y, blocks)) continue;
      if (here < at(x - 1, y) || here < at(x + 1, y) || here < at(x, y - 1) || here < at(x, y + 1)) continue;
      let [sum, count, largest] = [0, 0, 0];
      for (let down = -around; down <= around; down += 2)
        for (let right = -around; right <= around; right += 2) {
          if (Math.abs(down) <= own && Math.abs(right) <= own) continue;
          const near = at(x + right, y + down);
          sum += near;
          count += 1;
          if (near > largest) largest = near;
        }
      // One neighbour may be another order of the same pattern.
      const prominence = 10 * Math.log10(here / Math.max((sum - largest) / (count - 1), leastPower / 100));
      if (prominence > 6) peaks.push({ x, y, prominence });
    }
  return peaks.sort((one, other) => other.prominence - one.prominence).slice(0, kept);
};

const distance = (one: Peak, other: Peak): number =>
  Math.min(Math.hypot(one.x - other.x, one.y - other.y), Math.hypot(one.x + other.x, one.y + other.y));

const tilesOf = ({ width, height }: Picture): Tile[] =>
  tilePlaces.map(([right, down]) => ({ left: Math.round((width - side) * right), top: Math.round((height - side) * down) }));

/**
 * Looks for the grid of a display: a regular pattern that stands out of the spectra of small tiles at one frequency all over the picture. Lightness and colour
 * are looked at, since a display's stripes and a camera's own grid of colours beat against each other in both. Textures are spread over many frequencies, or are in
 * one place; guilloche bends; a printed raster is in the print only. Undefined where the picture is too small or too dark to tell.
 */
export const measureScreen = (picture: Picture): ScreenPattern | undefined => {
  const { width, height, original } = picture;
  if (Math.min(width, height) < side * 2) return undefined;
  transform ??= fourierOf(side);
  const blocks = (side / 8) * (Math.max(original.width, original.height) / Math.max(width, height));
  const seen: { tile: Tile; light: Peak[]; colour: Peak[] }[] = [];
  for (const tile of tilesOf(picture)) {
    if (!load(picture, tile)) continue;
    transform(real, imaginary);
    const [light, colour] = powersOf();
    seen.push({ tile, light: peaksOf(light, blocks), colour: peaksOf(colour, blocks) });
  }
  if (seen.length < leastTiles) return undefined;
  const rank = Math.max(leastTiles, Math.ceil(seen.length * wanted)) - 1;
  let best: { peak: Peak; strength: number; tiles: Tile[] } | undefined;
  for (const plane of ['light', 'colour'] as const)
    for (const { [plane]: peaks } of seen)
      for (const peak of peaks) {
        const matches = seen.map(({ tile, [plane]: others }) => ({
          tile,
          prominence: Math.max(0, ...others.filter((other) => distance(peak, other) <= apart).map((other) => other.prominence)),
        }));
        matches.sort((one, other) => other.prominence - one.prominence);
        const strength = matches[rank]?.prominence ?? 0;
        if (strength > (best?.strength ?? 0))
          best = { peak, strength, tiles: matches.filter(({ prominence }) => prominence > 0).map(({ tile }) => tile) };
      }
  if (best === undefined) return { strength: 0, regions: [] };
  return {
    strength: best.strength,
    period: side / Math.hypot(best.peak.x, best.peak.y),
    regions: best.tiles.map(({ left, top }) => ({ x: left / width, y: top / height, w: side / width, h: side / height })),
  };
};
