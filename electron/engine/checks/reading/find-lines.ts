import type { Raster } from '../images/raster.ts';
import { patchesOf } from '../images/raster.ts';
import { type Point, smallestBox, type TurnedBox } from './geometry.ts';
import type { ReadingModels } from './models.ts';

/** Long side of what the finding network looks at, px: PP-OCR's own `limit_side_len`. */
const longSide = 960;
/** The network's sides are multiples of this. */
const step = 32;
/** PP-OCR's `DBPostProcess`: probability from which a pixel is text, and mean probability from which a patch is a line. */
const textFrom = 0.3;
const lineFrom = 0.55;
/** The network marks the core of a line; the line itself is this much larger (Liao et al., Real-time Scene Text Detection with DB, 2020, 3.5; PP-OCR's `unclip_ratio`). */
const unclip = 1.6;
/** Cores narrower than this are specks, px. */
const narrowest = 3;
/** More lines than any document has; what lies beyond would only cost time. */
const mostLines = 120;
/** ImageNet's means and deviations, in the order of the network's channels (blue, green, red, as PaddleOCR trained it). */
const means = [0.485, 0.456, 0.406] as const;
const deviations = [0.229, 0.224, 0.225] as const;

const toStep = (side: number): number => Math.max(step, Math.round(side / step) * step);

/** Finds lines of text, at any angle; the longest first. Boxes are in px of the picture. */
export const findLines = async (models: ReadingModels, picture: Raster): Promise<TurnedBox[]> => {
  const scale = Math.min(longSide / Math.max(picture.width, picture.height), 2);
  const [width, height] = [toStep(picture.width * scale), toStep(picture.height * scale)];
  const { values } = await models.detect(inputOf(picture, width, height), height, width);
  const [across, down] = [picture.width / width, picture.height / height];
  return boxesOf(values, width, height)
    .map((core) => scaled(grown(core), across, down))
    .sort((left, right) => right.width - left.width)
    .slice(0, mostLines);
};

/** The picture at the network's size, each channel in a plane of its own; a pixel of it is the mean of those it covers. */
const inputOf = ({ rgb, width, height }: Raster, toWidth: number, toHeight: number): Float32Array => {
  const plane = toWidth * toHeight;
  const input = new Float32Array(plane * 3);
  for (let row = 0; row < toHeight; row += 1) {
    const top = Math.floor((row * height) / toHeight);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / toHeight));
    for (let column = 0; column < toWidth; column += 1) {
      const left = Math.floor((column * width) / toWidth);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / toWidth));
      let [red, green, blue] = [0, 0, 0];
      for (let y = top; y < bottom; y += 1)
        for (let x = left, from = (y * width + left) * 3; x < right; x += 1, from += 3) {
          red += rgb[from] as number;
          green += rgb[from + 1] as number;
          blue += rgb[from + 2] as number;
        }
      const pixels = (bottom - top) * (right - left) * 255;
      const at = row * toWidth + column;
      input[at] = (blue / pixels - means[0]) / deviations[0];
      input[at + plane] = (green / pixels - means[1]) / deviations[1];
      input[at + plane * 2] = (red / pixels - means[2]) / deviations[2];
    }
  }
  return input;
};

/** The smallest boxes around the patches of text, in px of the probability map. */
const boxesOf = (probabilities: Float32Array, width: number, height: number): TurnedBox[] => {
  const member = new Uint8Array(width * height);
  for (let at = 0; at < member.length; at += 1) member[at] = (probabilities[at] as number) > textFrom ? 1 : 0;
  const { patches, labels } = patchesOf(member, width, height);
  return patches.flatMap(({ area, left, top, right, bottom }, index) => {
    if (right - left < narrowest && bottom - top < narrowest) return [];
    let sum = 0;
    // The outline is enough for the hull: the first and the last pixel of each row.
    const outline: Point[] = [];
    for (let y = top; y <= bottom; y += 1) {
      let [first, last] = [-1, -1];
      for (let x = left; x <= right; x += 1) {
        if (labels[y * width + x] !== index + 1) continue;
        sum += probabilities[y * width + x] as number;
        if (first === -1) first = x;
        last = x;
      }
      if (first !== -1) outline.push({ x: first, y }, { x: last, y });
    }
    if (sum / area < lineFrom) return [];
    const box = smallestBox(outline);
    return box.height < narrowest ? [] : [box];
  });
};

const grown = (box: TurnedBox): TurnedBox => {
  const distance = (box.width * box.height * unclip) / (2 * (box.width + box.height));
  return { ...box, width: box.width + 2 * distance, height: box.height + 2 * distance };
};

/** The box in px of the picture; both directions are scaled nearly alike, so that a box stays a box. */
const scaled = ({ centre, width, height, angle }: TurnedBox, across: number, down: number): TurnedBox => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    centre: { x: (centre.x + 0.5) * across, y: (centre.y + 0.5) * down },
    width: width * Math.hypot(cos * across, sin * down),
    height: height * Math.hypot(sin * across, cos * down),
    angle: Math.atan2(sin * down, cos * across),
  };
};
