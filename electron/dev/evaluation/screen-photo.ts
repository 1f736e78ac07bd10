import sharp from 'sharp';
import type { Random } from '../../intake/sample/random.ts';
import type { Pixels } from './pixels.ts';

/** How a picture on a display is photographed. */
export type ScreenPhoto = {
  /** Pixels of the camera for one of the display's: 2 is a laptop's screen that fills a photo of 12 megapixels, 5 a display seen from close by. */
  pitch: number;
  /** How far the camera is turned against the display, degrees, and how much smaller the display's far side is than the near one, as a share. */
  degrees: number;
  slant: number;
  /** Sigma of the lens's blur, px of the camera. */
  blur: number;
  /** Size of the written photo as a share of what the camera saw: most are made smaller on their way. */
  reduction: number;
};

/** How displays are photographed in the evaluation: coarser and finer than the camera's own pixels, straight and turned, and one made smaller until the grid has gone. */
export const screenPhotos: readonly (ScreenPhoto & { name: string })[] = [
  { name: 'pitch 1.3 px', pitch: 1.3, degrees: 2, slant: 0.02, blur: 0.5, reduction: 1 },
  { name: 'pitch 1.7 px, straight', pitch: 1.7, degrees: 0, slant: 0, blur: 0.5, reduction: 1 },
  { name: 'pitch 2.1 px, from a slant', pitch: 2.1, degrees: 3, slant: 0.08, blur: 0.6, reduction: 1 },
  { name: 'pitch 2.6 px, soft', pitch: 2.6, degrees: 1, slant: 0.02, blur: 1, reduction: 1 },
  { name: 'pitch 3.4 px, turned by 8°', pitch: 3.4, degrees: 8, slant: 0.05, blur: 0.8, reduction: 1 },
  { name: 'pitch 2.1 px, then halved', pitch: 2.1, degrees: 2, slant: 0.03, blur: 0.6, reduction: 0.5 },
  { name: 'pitch 5 px', pitch: 5, degrees: -4, slant: 0.03, blur: 1.2, reduction: 1 },
  { name: 'pitch 3.4 px, then halved', pitch: 3.4, degrees: -6, slant: 0.05, blur: 0.8, reduction: 0.5 },
];

/** What of a display's pixel gives light: its three stripes side by side, with dark gaps between them and between the rows. */
const stripe = 0.29;
const row = 0.86;
/** Places looked at within one pixel of the camera, in each direction. */
const samples = 3;
/** Levels as light and back (IEC 61966-2-1, about). */
const light = Float32Array.from({ length: 256 }, (_, level) => (level / 255) ** 2.2);
const levelOf = (amount: number): number => Math.round(255 * Math.min(1, Math.max(0, amount)) ** (1 / 2.2));

const resized = async ({ rgb, width, height }: Pixels, wide: number, tall: number): Promise<Pixels> => {
  const { data, info } = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .resize(wide, tall, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
};

/** The light that reaches each pixel of the camera, three channels. */
const seen = (shown: Pixels, width: number, height: number, { pitch, degrees, slant }: ScreenPhoto, random: Random): Float32Array => {
  const image = new Float32Array(width * height * 3);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [offX, offY] = [random.next(), random.next()];
  // What is lit is a part of the area only; exposure makes up for it.
  const gain = 1 / (stripe * row * samples * samples);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const to = (y * width + x) * 3;
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const fromX = x + ((sample % samples) + 0.5) / samples - width / 2;
        const fromY = y + (Math.floor(sample / samples) + 0.5) / samples - height / 2;
        const far = 1 + (slant * fromX) / width + (slant * 0.6 * fromY) / height;
        const u = ((fromX * cos + fromY * sin) * far) / pitch + shown.width / 2 + offX;
        const v = ((fromY * cos - fromX * sin) * far) / pitch + shown.height / 2 + offY;
        const [column, line] = [Math.floor(u), Math.floor(v)];
        if (v - line > row) continue;
        const third = (u - column) * 3;
        const channel = Math.floor(third);
        if (third - channel > stripe * 3) continue;
        const [inX, inY] = [Math.min(shown.width - 1, Math.max(0, column)), Math.min(shown.height - 1, Math.max(0, line))];
        const level = shown.rgb[(inY * shown.width + inX) * 3 + channel] ?? 0;
        // A dark pixel of a display is not quite dark.
        image[to + channel] = (image[to + channel] ?? 0) + (0.004 + 0.996 * (light[level] ?? 0)) * gain;
      }
    }
  return image;
};

/** One channel of each pixel, as a sensor's colour filter (RGGB) lets through, and the others from their neighbours. */
const developed = (image: Float32Array, width: number, height: number): Buffer => {
  const filterAt = (x: number, y: number): number => (y % 2 === 0 ? (x % 2 === 0 ? 0 : 1) : x % 2 === 0 ? 1 : 2);
  const rgb = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [sums, counts] = [
        [0, 0, 0],
        [0, 0, 0],
      ];
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1)
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1) {
          const channel = filterAt(column, row);
          const near = channel === filterAt(x, y) ? (row === y && column === x ? 1 : 0) : 1;
          sums[channel] = (sums[channel] ?? 0) + near * (image[(row * width + column) * 3 + channel] ?? 0);
          counts[channel] = (counts[channel] ?? 0) + near;
        }
      for (let channel = 0; channel < 3; channel += 1)
        rgb[(y * width + x) * 3 + channel] = levelOf((sums[channel] ?? 0) / Math.max(1, counts[channel] ?? 1));
    }
  return rgb;
};

/** Photographs a picture from a display: the display's stripes, the lens, the camera's own grid of colours, and the way to a smaller file. */
export const photographedFromScreen = async (picture: Pixels, how: ScreenPhoto, random: Random): Promise<Pixels> => {
  const [width, height] = [Math.round(picture.width / how.reduction), Math.round(picture.height / how.reduction)];
  const shown = await resized(picture, Math.ceil(width / how.pitch), Math.ceil(height / how.pitch));
  const image = seen(shown, width, height, how, random);
  const blurred = blurredBy(image, width, height, how.blur);
  return resized({ width, height, rgb: developed(blurred, width, height) }, picture.width, picture.height);
};

/** A lens's blur (Gaussian), by rows and by columns. */
const blurredBy = (image: Float32Array, width: number, height: number, sigma: number): Float32Array => {
  const reach = Math.max(1, Math.ceil(sigma * 2.5));
  const weights = Float32Array.from({ length: reach * 2 + 1 }, (_, index) => Math.exp(-((index - reach) ** 2) / (2 * sigma ** 2)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const pass = (from: Float32Array, right: number, down: number): Float32Array => {
    const to = new Float32Array(from.length);
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        for (let off = -reach; off <= reach; off += 1) {
          const column = Math.min(width - 1, Math.max(0, x + off * right));
          const line = Math.min(height - 1, Math.max(0, y + off * down));
          const weight = (weights[off + reach] as number) / sum;
          const [at, source] = [(y * width + x) * 3, (line * width + column) * 3];
          to[at] = (to[at] as number) + weight * (from[source] as number);
          to[at + 1] = (to[at + 1] as number) + weight * (from[source + 1] as number);
          to[at + 2] = (to[at + 2] as number) + weight * (from[source + 2] as number);
        }
    return to;
  };
  return pass(pass(image, 1, 0), 0, 1);
};
