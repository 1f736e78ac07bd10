import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Region } from '../../../../shared/domain/finding.ts';
import { resourcePath } from '../../ports/entry.ts';
import type { Raster } from './raster.ts';

/** A face that was found. Places are fractions of the picture it was looked for in; nothing about whose face it is. */
export type Face = {
  region: Region;
  /** How sure the network is, 0–1. */
  score: number;
  /** Between the middles of the eyes, as a share of the picture's width. */
  eyes: number;
  /** How far the line of the eyes is turned from level, degrees, clockwise. */
  roll: number;
  /** How far the nose is off the middle between the eyes, as a share of their distance: 0 facing the camera, 0.5 in half profile. */
  turn: number;
};

/** What the network wants: a square of that many pixels, values -1 to 1. */
const side = 128;
/** Anchors a cell on the two grids, and the grids' cells in a row (MediaPipe's `ssd_anchors_calculator` for this network). */
const grids = [
  { scores: 'Identity:0', boxes: 'Identity_2:0', cells: 16, anchors: 2 },
  { scores: 'Identity_1:0', boxes: 'Identity_3:0', cells: 8, anchors: 6 },
] as const;
/** Numbers a box has: middle, size, and six points (eyes, nose, mouth, ears). */
const boxLength = 16;
/** Certainty from which a find counts: MediaPipe's 0.75 less a little for the small faces printed on cards; a cat's face reaches 0.62. */
const leastScore = 0.7;
/** Overlap (area in common over area in all) from which two finds are one face. */
const sameFace = 0.3;

/** The network, ready to be asked: numbers of the square in, its answers by name out. */
type Network = (input: Float32Array) => Promise<InferenceSession.OnnxValueMapType>;

let opened: Promise<Network | undefined> | undefined;
/**
 * The network is loaded with the first photo that may show a face: 0.4 MB, some 50 ms. Undefined where the system has no build of its runtime, as Macs with Intel
 * processors; every other check goes on without it.
 */
const network = (): Promise<Network | undefined> => {
  opened ??= open().catch(() => undefined);
  return opened;
};

const open = async (): Promise<Network> => {
  const runtime = await import('onnxruntime-node');
  const session = await runtime.InferenceSession.create(resourcePath('face/blazeface-front-128.onnx'), {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    enableCpuMemArena: false,
    // Its warnings about unused weights of the file would stand on standard error.
    logSeverityLevel: 3,
  });
  return (input) => session.run({ 'input:0': new runtime.Tensor('float32', input, [1, side, side, 3]) as Tensor });
};

/** Fits a picture into the network's square by averaging, with grey where it does not reach, and tells where it lies there. */
const fitted = ({ width, height, rgb }: Raster) => {
  const scale = side / Math.max(width, height);
  const [wide, tall] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const [left, top] = [(side - wide) >> 1, (side - tall) >> 1];
  const input = new Float32Array(side * side * 3);
  for (let y = 0; y < tall; y += 1) {
    const [fromY, toY] = [
      Math.floor((y * height) / tall),
      Math.max(Math.floor((y * height) / tall) + 1, Math.floor(((y + 1) * height) / tall)),
    ];
    for (let x = 0; x < wide; x += 1) {
      const [fromX, toX] = [
        Math.floor((x * width) / wide),
        Math.max(Math.floor((x * width) / wide) + 1, Math.floor(((x + 1) * width) / wide)),
      ];
      let [r, g, b] = [0, 0, 0];
      for (let row = fromY; row < toY; row += 1)
        for (let at = (row * width + fromX) * 3; at < (row * width + toX) * 3; at += 3) {
          r += rgb[at] as number;
          g += rgb[at + 1] as number;
          b += rgb[at + 2] as number;
        }
      const count = (toX - fromX) * (toY - fromY) * 127.5;
      const to = ((y + top) * side + x + left) * 3;
      input[to] = r / count - 1;
      input[to + 1] = g / count - 1;
      input[to + 2] = b / count - 1;
    }
  }
  return { input, left, top, wide, tall };
};

const overlap = (one: Region, other: Region): number => {
  const wide = Math.min(one.x + one.w, other.x + other.w) - Math.max(one.x, other.x);
  const tall = Math.min(one.y + one.h, other.y + other.h) - Math.max(one.y, other.y);
  if (wide <= 0 || tall <= 0) return 0;
  return (wide * tall) / (one.w * one.h + other.w * other.h - wide * tall);
};

/**
 * Finds the faces of a picture, surest first, with MediaPipe's BlazeFace (short range; arXiv:1907.05047), some 2 ms: upright ones that take at least
 * about an eighth of the picture's longer side. Undefined where they can't be looked for on this system.
 */
export const findFaces = async (raster: Raster): Promise<Face[] | undefined> => {
  const ask = await network();
  if (ask === undefined) return undefined;
  const { input, left, top, wide, tall } = fitted(raster);
  const answers = await ask(input);
  const found: Face[] = [];
  for (const { scores, boxes, cells, anchors } of grids) {
    const certain = answers[scores]?.data as Float32Array;
    const places = answers[boxes]?.data as Float32Array;
    for (let index = 0; index < certain.length; index += 1) {
      const score = 1 / (1 + Math.exp(-(certain[index] as number)));
      if (score < leastScore) continue;
      const cell = Math.floor(index / anchors);
      const [anchorX, anchorY] = [(((cell % cells) + 0.5) / cells) * side, ((Math.floor(cell / cells) + 0.5) / cells) * side];
      const number = (place: number): number => places[index * boxLength + place] ?? 0;
      const xAt = (place: number): number => (number(place) + anchorX - left) / wide;
      const yAt = (place: number): number => (number(place + 1) + anchorY - top) / tall;
      const [w, h] = [number(2) / wide, number(3) / tall];
      // In px of the square, in which both directions have one measure.
      const [eyeX, eyeY] = [number(6) - number(4), number(7) - number(5)];
      const distance = Math.hypot(eyeX, eyeY);
      const [noseX, noseY] = [number(8) - (number(4) + number(6)) / 2, number(9) - (number(5) + number(7)) / 2];
      found.push({
        region: { x: xAt(0) - w / 2, y: yAt(0) - h / 2, w, h },
        score,
        eyes: distance / wide,
        roll: (Math.atan2(eyeY, eyeX) * 180) / Math.PI,
        turn: distance === 0 ? 1 : Math.abs(noseX * eyeX + noseY * eyeY) / distance ** 2,
      });
    }
  }
  found.sort((one, other) => other.score - one.score);
  return found.filter((face, index) => !found.slice(0, index).some((surer) => overlap(surer.region, face.region) > sameFace));
};
