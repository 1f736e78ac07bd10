import sharp from 'sharp';
import { type Random, randomFrom } from './random.ts';
import { type Raster, smoothStep } from './raster.ts';

/** What a phone does to the light on its way to the file. Everything left out is as on a good photo. */
export type Exposure = {
  /** Multiplies the light; 1 is right. */
  gain?: number;
  /** Adds to it, 0–255: a veil. */
  lift?: number;
  /** Blur of a missed focus: sigma in pixels of a picture 1600 wide. */
  defocus?: number;
  /** Blur of a moved hand: its way in pixels of a picture 1600 wide, and its direction in degrees. */
  motion?: { length: number; direction: number };
  /** A lamp mirrored in the surface: middle and radius as shares of the width. */
  glare?: { x: number; y: number; radius: number };
  /** Sharpening in the phone, as most do to portraits: sigma in pixels; none unless told. */
  sharpening?: number;
  /** Strength of the sensor's noise, standard deviation in levels; 2.2 unless told otherwise. */
  grain?: number;
};

let deviates: Int8Array | undefined;
/** 65,521 (a prime) nearly normal deviates in eighths, each the sum of four uniform ones; always the same ones, made when first needed. */
const noiseTable = (): Int8Array => {
  if (deviates === undefined) {
    const { next } = randomFrom('sensor noise');
    deviates = Int8Array.from({ length: 65_521 }, () => (next() + next() + next() + next() - 2) * 1.732 * 8);
  }
  return deviates;
};

/** Averages each pixel along a line: what a moving hand does during the exposure. */
const smear = ({ width, height, pixels }: Raster, length: number, direction: number): Raster => {
  const steps = Math.max(2, Math.round(length));
  const sums = new Uint16Array(pixels.length);
  const [dx, dy] = [Math.cos((direction * Math.PI) / 180), Math.sin((direction * Math.PI) / 180)];
  for (let step = 0; step < steps; step += 1) {
    const [shiftX, shiftY] = [Math.round(dx * (step - steps / 2)), Math.round(dy * (step - steps / 2))];
    for (let row = 0; row < height; row += 1) {
      const from = Math.min(height - 1, Math.max(0, row + shiftY)) * width;
      for (let column = 0; column < width; column += 1) {
        const source = (from + Math.min(width - 1, Math.max(0, column + shiftX))) * 3;
        const at = (row * width + column) * 3;
        sums[at] = (sums[at] ?? 0) + (pixels[source] ?? 0);
        sums[at + 1] = (sums[at + 1] ?? 0) + (pixels[source + 1] ?? 0);
        sums[at + 2] = (sums[at + 2] ?? 0) + (pixels[source + 2] ?? 0);
      }
    }
  }
  return { width, height, pixels: Uint8Array.from(sums, (sum) => sum / steps) };
};

/** Takes the picture: optics first, then light, then noise, as in a camera. Returns a new raster. */
export const expose = async (scene: Raster, random: Random, exposure: Exposure = {}): Promise<Raster> => {
  const scale = scene.width / 1600;
  const lens = (exposure.defocus ?? 0.55) * scale;
  let { width, height, pixels } = scene;
  if (lens >= 0.3)
    pixels = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .blur(lens)
      .raw()
      .toBuffer();
  if (exposure.motion !== undefined)
    ({ width, height, pixels } = smear({ width, height, pixels }, exposure.motion.length * scale, exposure.motion.direction));
  if (exposure.sharpening !== undefined) {
    const picture = sharp(pixels, { raw: { width, height, channels: 3 } });
    pixels = await picture.sharpen({ sigma: exposure.sharpening, m1: 1, m2: 2 }).raw().toBuffer();
  }
  const table = noiseTable();
  const grain = (exposure.grain ?? 2.2) / 8;
  const { gain = 1, lift = 0, glare } = exposure;
  const developed = new Uint8ClampedArray(pixels.length);
  for (let row = 0; row < height; row += 1) {
    let place = random.whole(0, table.length - 1);
    for (let column = 0; column < width; column += 1) {
      const at = (row * width + column) * 3;
      let shine = 0;
      if (glare !== undefined) {
        const distance = Math.hypot(column / width - glare.x, ((row - glare.y * height) / width) * 1.25) / glare.radius;
        if (distance < 2.4) shine = 300 * smoothStep(1.25, 0.75, distance) + 60 * smoothStep(2.4, 0.8, distance);
      }
      const shared = (table[place] ?? 0) * grain;
      place = place + 4 < table.length ? place + 4 : 0;
      developed[at] = (pixels[at] ?? 0) * gain + lift + shine + shared + (table[place] ?? 0) * grain * 0.7;
      developed[at + 1] = (pixels[at + 1] ?? 0) * gain + lift + shine + shared + (table[place + 1] ?? 0) * grain * 0.4;
      developed[at + 2] = (pixels[at + 2] ?? 0) * gain + lift + shine * 0.98 + shared + (table[place + 2] ?? 0) * grain * 0.8;
    }
  }
  return { width, height, pixels: new Uint8Array(developed.buffer) };
};

/** How a picture becomes a file. */
export type Encoding = {
  format?: 'jpeg' | 'png' | 'gif' | 'webp';
  quality?: number;
  /** Width to scale to before encoding, px. */
  width?: number;
  grey?: boolean;
  /** Degrees to turn the stored pixels clockwise. */
  turn?: 0 | 90 | 180 | 270;
  /** EXIF orientation to write (1–8). */
  orientation?: number;
};

/** Writes a picture as a file's bytes. */
export const encode = async ({ width, height, pixels }: Raster, encoding: Encoding = {}): Promise<Uint8Array> => {
  let image = sharp(pixels, { raw: { width, height, channels: 3 } });
  if (encoding.turn !== undefined && encoding.turn !== 0) image = image.rotate(encoding.turn);
  if (encoding.width !== undefined) image = image.resize({ width: encoding.width });
  // Grey, yet three channels: as a photocopy photographed in colour.
  if (encoding.grey === true) image = image.greyscale().toColourspace('srgb');
  if (encoding.orientation !== undefined) image = image.withMetadata({ orientation: encoding.orientation });
  const { format = 'jpeg', quality = 86 } = encoding;
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality }).toBuffer();
    case 'png':
      return image.png({ compressionLevel: 6 }).toBuffer();
    case 'gif':
      return image.gif({ effort: 3 }).toBuffer();
    case 'webp':
      return image.webp({ quality }).toBuffer();
    default:
      return format satisfies never;
  }
};
