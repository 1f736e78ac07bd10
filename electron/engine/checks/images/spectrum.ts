import { fourierOf } from './fourier.ts';

/** Side of a square whose spectrum is looked at, px. */
export const squareSide = 128;

/** A frequency at which a spectrum stands out: periods in the square across and down, and how far it stands out, decibels. */
export type Peak = { x: number; y: number; prominence: number };
/** What stands out in the lightness and in the colour of a square. */
export type Peaks = { light: Peak[]; colour: Peak[] };

/** Mean level under which a square is too dark to show anything. */
const darkest = 24;
/** Periods that are looked at, px: shorter ones than 2 there are none, longer ones than 16 are lines of text and the like. */
const longestPeriod = 16;
/** A pattern's contrast from which it counts, levels: less is what a JPEG of ordinary quality leaves behind. */
const leastContrast = 0.6;
/** Bins around a peak that are its own, and bins around these that are the picture's detail it is compared with. */
const own = 2;
const around = 6;
/** Decibels from which a peak is one, and peaks kept of a square. */
const leastProminence = 6;
const kept = 8;
/** Half the width of what is left out around the frequencies of JPEG's blocks of 8 px, bins. */
const blockAllowance = 1.6;

const side = squareSide;
const middle = side / 2;
/** A window that fades to nothing at a square's rim (Hann), so that the rim makes no lines in the spectrum. */
const fade = Float32Array.from({ length: side }, (_, place) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (place + 0.5)) / side));
const fadeSum = fade.reduce((sum, weight) => sum + weight, 0) ** 2;
const leastPower = ((fadeSum * leastContrast) / 4) ** 2;

let transform: ReturnType<typeof fourierOf> | undefined;
const real = new Float32Array(side * side);
const imaginary = new Float32Array(side * side);

/** Half planes of power, with what lies around them as it repeats, so that neighbours need no reckoning. */
const stride = side + around * 2 + 1;
const origin = around * stride + middle + around;
const light = new Float32Array(stride * (middle + 1 + around * 2));
const colour = new Float32Array(light.length);

/** Takes the mean away and fades the rim; false where the square is too dark to show anything. */
const prepare = (): boolean => {
  let [lightSum, colourSum] = [0, 0];
  for (let at = 0; at < side * side; at += 1) {
    lightSum += real[at] as number;
    colourSum += imaginary[at] as number;
  }
  const [mean, tone] = [lightSum / (side * side), colourSum / (side * side)];
  for (let row = 0, at = 0; row < side; row += 1) {
    const down = fade[row] as number;
    for (let column = 0; column < side; column += 1, at += 1) {
      const weight = down * (fade[column] as number);
      real[at] = ((real[at] as number) - mean) * weight;
      imaginary[at] = ((imaginary[at] as number) - tone) * weight;
    }
  }
  return mean >= darkest;
};

/**
 * The powers of lightness and colour at every frequency of one half plane (the other is its mirror image), from the transform of lightness + i · colour:
 * the parts of both are told apart by their symmetry.
 */
const fillPowers = (): void => {
  for (let y = 0; y <= middle; y += 1) {
    const row = y * side;
    const mirroredRow = ((side - y) % side) * side;
    for (let x = 0; x < side; x += 1) {
      const mirrored = mirroredRow + ((side - x) & (side - 1));
      const re = real[row + x] as number;
      const im = imaginary[row + x] as number;
      const mirroredRe = real[mirrored] as number;
      const mirroredIm = imaginary[mirrored] as number;
      const to = origin + y * stride + (x > middle ? x - side : x);
      light[to] = ((re + mirroredRe) ** 2 + (im - mirroredIm) ** 2) / 4;
      colour[to] = ((im + mirroredIm) ** 2 + (re - mirroredRe) ** 2) / 4;
    }
  }
};

/** Lays what repeats around a half plane: left is what lies at the far right, above and below are mirror images. */
const surround = (power: Float32Array): void => {
  for (let y = 0; y <= middle; y += 1) {
    const row = origin + y * stride;
    for (let x = 0; x <= around; x += 1) power[row - middle - x] = power[row + middle - x] as number;
    for (let x = 1; x <= around; x += 1) power[row + middle + x] = power[row - middle + x] as number;
  }
  for (let off = 1; off <= around; off += 1)
    for (let x = -middle - around; x <= middle + around; x += 1) {
      power[origin - off * stride + x] = power[origin + off * stride - x] as number;
      power[origin + (middle + off) * stride + x] = power[origin + (middle - off) * stride - x] as number;
    }
};

/** Whether a frequency is one that JPEG's blocks make. `step`: the blocks' frequency in bins. */
const ofBlocks = (x: number, y: number, step: number): boolean => {
  const multiple = (place: number): boolean => Math.abs(place - Math.round(place / step) * step) <= blockAllowance;
  const [wide, tall] = [Math.abs(x), Math.abs(y)];
  return (wide <= blockAllowance && multiple(tall)) || (tall <= blockAllowance && multiple(wide));
};

/** How far a frequency stands out of those around it, decibels. */
const prominenceAt = (power: Float32Array, at: number): number => {
  let [sum, count, largest] = [0, 0, 0];
  for (let down = -around; down <= around; down += 2)
    for (let right = -around; right <= around; right += 2) {
      if (Math.abs(down) <= own && Math.abs(right) <= own) continue;
      const near = power[at + down * stride + right] as number;
      sum += near;
      count += 1;
      if (near > largest) largest = near;
    }
  // One neighbour may be another order of the same pattern.
  return 10 * Math.log10((power[at] as number) / Math.max((sum - largest) / (count - 1), leastPower / 100));
};

/** The frequencies at which a spectrum stands out of its surroundings, most first. */
const peaksOf = (power: Float32Array, blocks: number): Peak[] => {
  surround(power);
  const nearest = side / longestPeriod;
  const peaks: Peak[] = [];
  for (let y = 0; y <= middle; y += 1)
    for (let x = y === 0 ? 0 : -middle + 1, at = origin + y * stride + x; x <= middle; x += 1, at += 1) {
      const here = power[at] as number;
      if (here < leastPower || here < (power[at - 1] as number) || here < (power[at + 1] as number)) continue;
      if (here < (power[at - stride] as number) || here < (power[at + stride] as number)) continue;
      if (x * x + y * y < nearest * nearest || ofBlocks(x, y, blocks)) continue;
      const prominence = prominenceAt(power, at);
      if (prominence > leastProminence) peaks.push({ x, y, prominence });
    }
  return peaks.sort((one, other) => other.prominence - one.prominence).slice(0, kept);
};

/**
 * The peaks in the spectra of a square's lightness and colour; undefined where it is too dark, or can't be had.
 * @param load fills in {@link squareSide}² levels of lightness, and of half of red against blue
 * @param blocks the frequency of JPEG's blocks, bins
 */
export const spectrumOf = (load: (light: Float32Array, colour: Float32Array) => boolean, blocks: number): Peaks | undefined => {
  transform ??= fourierOf(side);
  if (!load(real, imaginary) || !prepare()) return undefined;
  transform(real, imaginary);
  fillPowers();
  return { light: peaksOf(light, blocks), colour: peaksOf(colour, blocks) };
};
