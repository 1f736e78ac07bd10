import type { Raster } from '../images/raster.ts';
import { type TurnedBox, turned } from './geometry.ts';
import type { ReadingModels } from './models.ts';

/** One character as it was read. */
export type ReadCharacter = {
  character: string;
  /** The network's probability for it, 0–1. */
  confidence: number;
  /** Where its middle is along the line, 0–1 of the box. */
  at: number;
};

/** What the network says of a line at each step, kept so that it can be asked again under what is known of the line. */
export type LineProbabilities = { values: Float32Array; steps: number; classes: number };

/** Height of what the reading network looks at, px, and bounds of its width: a line longer than that is no line of a document. */
const networkHeight = 48;
const narrowest = 48;
const widest = 2_400;

/** Reads one line. The box's angle is the direction of reading. */
export const lineProbabilities = async (models: ReadingModels, picture: Raster, box: TurnedBox): Promise<LineProbabilities> => {
  const width = Math.min(widest, Math.max(narrowest, Math.round((box.width / box.height) * networkHeight)));
  const { values, shape } = await models.recognise(inputOf(picture, box, width), networkHeight, width);
  return { values, steps: shape[1] ?? 0, classes: shape[2] ?? 0 };
};

/** Cores and margins of the pieces of {@link stitchedProbabilities}, px at the network's height; multiples of the network's step. */
const pieceCore = 320;
const pieceMargin = 48;
/** Network px a step of the answer stands for. */
const stepWidth = 8;

/**
 * Reads a long line of even characters in pieces that overlap, and puts the pieces' cores together: the network was trained on short lines and loses
 * characters in the long runs of a machine-readable zone. `stretch`: how much wider than high the line is shown, for more steps a character.
 */
export const stitchedProbabilities = async (
  models: ReadingModels,
  picture: Raster,
  box: TurnedBox,
  stretch = 1,
): Promise<LineProbabilities> => {
  const whole = Math.min(widest, Math.ceil(((box.width / box.height) * networkHeight * stretch) / pieceCore) * pieceCore);
  const pieces: Float32Array[] = [];
  let classes = 0;
  for (let from = 0; from < whole; from += pieceCore) {
    const width = pieceCore + 2 * pieceMargin;
    const middle = (from + pieceCore / 2) / whole - 0.5;
    const shift = turned({ x: middle * box.width, y: 0 }, box.angle);
    const piece = { ...box, centre: { x: box.centre.x + shift.x, y: box.centre.y + shift.y }, width: (width / whole) * box.width };
    const { values, shape } = await models.recognise(inputOf(picture, piece, width), networkHeight, width);
    classes = shape[2] ?? 0;
    pieces.push(values.subarray((pieceMargin / stepWidth) * classes, ((pieceMargin + pieceCore) / stepWidth) * classes));
  }
  const values = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    values.set(piece, at);
    at += piece.length;
  }
  return { values, steps: classes === 0 ? 0 : values.length / classes, classes };
};

/** The box cut out of the picture, straightened to the network's height; (value / 255 - 0.5) / 0.5, blue first, as PaddleOCR trained it. */
const inputOf = ({ rgb, width, height }: Raster, box: TurnedBox, toWidth: number): Float32Array => {
  const plane = toWidth * networkHeight;
  const input = new Float32Array(plane * 3);
  const right = turned({ x: box.width / toWidth, y: 0 }, box.angle);
  const down = turned({ x: 0, y: box.height / networkHeight }, box.angle);
  // Where the picture is much finer than the network sees, a pixel is the mean of several places.
  const samples = Math.min(3, Math.max(1, Math.round(box.height / networkHeight)));
  for (let row = 0; row < networkHeight; row += 1)
    for (let column = 0; column < toWidth; column += 1) {
      let [red, green, blue] = [0, 0, 0];
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const across = column + ((sample % samples) + 0.5) / samples - toWidth / 2;
        const under = row + (Math.floor(sample / samples) + 0.5) / samples - networkHeight / 2;
        const x = Math.min(width - 1.001, Math.max(0, box.centre.x + across * right.x + under * down.x - 0.5));
        const y = Math.min(height - 1.001, Math.max(0, box.centre.y + across * right.y + under * down.y - 0.5));
        const [left, top] = [Math.floor(x), Math.floor(y)];
        const [fx, fy] = [x - left, y - top];
        const [w00, w10, w01, w11] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
        const at = (top * width + left) * 3;
        const below = at + width * 3;
        red += (rgb[at] ?? 0) * w00 + (rgb[at + 3] ?? 0) * w10 + (rgb[below] ?? 0) * w01 + (rgb[below + 3] ?? 0) * w11;
        green += (rgb[at + 1] ?? 0) * w00 + (rgb[at + 4] ?? 0) * w10 + (rgb[below + 1] ?? 0) * w01 + (rgb[below + 4] ?? 0) * w11;
        blue += (rgb[at + 2] ?? 0) * w00 + (rgb[at + 5] ?? 0) * w10 + (rgb[below + 2] ?? 0) * w01 + (rgb[below + 5] ?? 0) * w11;
      }
      const scale = 1 / (samples * samples * 127.5);
      const at = row * toWidth + column;
      input[at] = blue * scale - 1;
      input[at + plane] = green * scale - 1;
      input[at + plane * 2] = red * scale - 1;
    }
  return input;
};

/**
 * The most probable characters (connectionist temporal classification, Graves et al. 2006, best path): at each step the likeliest class, repeats
 * joined, "none" dropped. `allowed`: only these classes are considered; a character's confidence stays its share among all, so that a digit that
 * is only the best digit is not a sure one.
 */
export const charactersOf = (
  { values, steps, classes }: LineProbabilities,
  characters: readonly string[],
  allowed?: readonly number[],
): ReadCharacter[] => {
  const read: ReadCharacter[] = [];
  let previous = 0;
  for (let step = 0; step < steps; step += 1) {
    const from = step * classes;
    let [best, bestValue] = [0, values[from] as number];
    if (allowed === undefined) {
      for (let index = 1; index < classes; index += 1)
        if ((values[from + index] as number) > bestValue) [best, bestValue] = [index, values[from + index] as number];
    } else {
      for (const index of allowed)
        if ((values[from + index] as number) > bestValue) [best, bestValue] = [index, values[from + index] as number];
    }
    if (best !== 0) {
      const last = read.at(-1);
      if (best === previous && last !== undefined) last.confidence = Math.max(last.confidence, bestValue);
      else read.push({ character: characters[best] ?? '', confidence: bestValue, at: (step + 0.5) / steps });
    }
    previous = best;
  }
  return read;
};

/** The mean confidence of what was read; 0 for nothing. */
export const meanConfidence = (read: readonly ReadCharacter[]): number =>
  read.length === 0 ? 0 : read.reduce((sum, { confidence }) => sum + confidence, 0) / read.length;

/** The text of what was read. */
export const textOf = (read: readonly ReadCharacter[]): string => read.map(({ character }) => character).join('');
