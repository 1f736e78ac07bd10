import sharp, { type Sharp } from 'sharp';
import type { CheckId } from '../../../shared/domain/finding.ts';
import type { Random } from '../../intake/sample/random.ts';
import { contentsSteps } from './contents-steps.ts';
import type { Degradation } from './degradation.ts';
import type { Pixels } from './pixels.ts';
import { photographedFromScreen, screenPhotos } from './screen-photo.ts';

const open = ({ rgb, width, height }: Pixels) => sharp(rgb, { raw: { width, height, channels: 3 } });
/** The quality phones write with, about. */
const usual = 88;
const jpeg = async (picture: Pixels, quality = usual): Promise<Uint8Array> =>
  new Uint8Array(await open(picture).jpeg({ quality }).toBuffer());
const raw = async (pipeline: Sharp): Promise<Pixels> => {
  const { data, info } = await pipeline.flatten().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { width: info.width, height: info.height, rgb: data };
  const rgb = Buffer.alloc(info.width * info.height * 3);
  for (let at = 0; at < rgb.length; at += 1) rgb[at] = data[Math.floor(at / 3) * info.channels] ?? 0;
  return { width: info.width, height: info.height, rgb };
};

/** Averages along a line of `length` px, as a camera that moves during the exposure does. */
export const moved = ({ rgb, width, height }: Pixels, length: number, degrees: number): Pixels => {
  const sums = new Uint32Array(rgb.length);
  const [dx, dy] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  for (let step = 0; step < length; step += 1) {
    const along = step - (length - 1) / 2;
    const [shiftX, shiftY] = [Math.round(dx * along), Math.round(dy * along)];
    const columns = Int32Array.from({ length: width }, (_, x) => Math.min(width - 1, Math.max(0, x + shiftX)) * 3);
    for (let y = 0, at = 0; y < height; y += 1) {
      const row = Math.min(height - 1, Math.max(0, y + shiftY)) * width * 3;
      for (let x = 0; x < width; x += 1, at += 3) {
        const from = row + (columns[x] as number);
        sums[at] = (sums[at] as number) + (rgb[from] as number);
        sums[at + 1] = (sums[at + 1] as number) + (rgb[from + 1] as number);
        sums[at + 2] = (sums[at + 2] as number) + (rgb[from + 2] as number);
      }
    }
  }
  return { width, height, rgb: Buffer.from(Uint8Array.from(sums, (sum) => sum / length)) };
};

const mapped = ({ rgb, ...size }: Pixels, level: (value: number) => number): Pixels => {
  const table = Uint8Array.from({ length: 256 }, (_, value) => Math.round(Math.min(255, Math.max(0, level(value)))));
  return { ...size, rgb: Buffer.from(rgb.map((value) => table[value] ?? 0)) };
};

/** Normal deviates by the sum of twelve uniform ones. */
const deviate = (random: Random): number => {
  let sum = -6;
  for (let one = 0; one < 12; one += 1) sum += random.next();
  return sum;
};

/** Sensor noise: most of it shared by the channels. `colour`: how much of it is each channel's own. */
const noisy = ({ rgb, ...size }: Pixels, sigma: number, random: Random, colour = 0.6): Pixels => {
  const table = Float32Array.from({ length: 65_521 }, () => deviate(random));
  const noise = Buffer.alloc(rgb.length);
  let place = random.whole(0, 65_000);
  for (let at = 0; at < rgb.length; at += 3) {
    const shared = table[place % table.length] ?? 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const own = table[(place + channel * 7_919 + 1) % table.length] ?? 0;
      noise[at + channel] = Math.min(255, Math.max(0, (rgb[at + channel] ?? 0) + sigma * (shared * (1 - colour) + own * colour)));
    }
    place += 1 + ((place * 31) % 5);
  }
  return { ...size, rgb: noise };
};

/** A mirrored lamp (round or long) that fades out, lying somewhere in the middle half. `size`: its bright part's width as a share of the picture's. */
const lit = async (picture: Pixels, size: number, random: Random, long: boolean): Promise<Pixels> => {
  const { width, height } = picture;
  const [x, y] = [random.between(0.3, 0.7) * width, random.between(0.3, 0.7) * height];
  const radius = (size * width) / 2;
  const [rx, ry] = long ? [radius * 3.2, radius * 0.75] : [radius * 1.7, radius * 1.7];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><radialGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="0.5" stop-color="#fff"/><stop offset="0.7" stop-color="#fff" stop-opacity="0.6"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs><ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" transform="rotate(${random.whole(0, 179)} ${x} ${y})" fill="url(#g)"/></svg>`;
  return raw(open(picture).composite([{ input: Buffer.from(svg) }]));
};

const grey = ({ rgb, ...size }: Pixels, tone: (lightness: number) => readonly [number, number, number]): Pixels => {
  const toned = Buffer.alloc(rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    const lightness = 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
    const [r, g, b] = tone(lightness);
    toned[at] = Math.min(255, Math.max(0, r));
    toned[at + 1] = Math.min(255, Math.max(0, g));
    toned[at + 2] = Math.min(255, Math.max(0, b));
  }
  return { ...size, rgb: toned };
};

/** A copier's curve: paper to white, print to black, little between. */
const copied = (lightness: number): number => 255 / (1 + Math.exp(-(lightness - 120) / 18));

/** Where a file is cut or changed, in even steps; the beginning belongs to the header. */
const places = [0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999];

const cut = (where: number): Degradation => ({
  name: 'truncated',
  step: `${where * 100} %`,
  fault: 'image.intact',
  apply: async (picture) => {
    const whole = await jpeg(picture);
    return whole.subarray(0, Math.floor(whole.length * where));
  },
});

/** Overwrites, drops or doubles 512 bytes in the middle. */
const broken = (way: 'zeroed' | 'cut out' | 'doubled' | 'overwritten'): Degradation => ({
  name: 'damaged',
  step: way,
  fault: 'image.intact',
  apply: async (picture, random) => {
    const whole = Buffer.from(await jpeg(picture));
    const at = Math.floor(whole.length * random.between(0.2, 0.8));
    if (way === 'cut out') return Buffer.concat([whole.subarray(0, at), whole.subarray(at + 512)]);
    if (way === 'doubled') return Buffer.concat([whole.subarray(0, at + 512), whole.subarray(at)]);
    for (let place = at; place < at + 512; place += 1) whole[place] = way === 'zeroed' ? 0 : random.whole(0, 255);
    return whole;
  },
});

const of = (
  name: string,
  fault: CheckId | undefined,
  steps: readonly (number | string)[],
  change: (picture: Pixels, step: number, random: Random) => Promise<Pixels> | Pixels,
): Degradation[] =>
  steps.map((step, index) => ({
    name,
    step: String(step),
    ...(fault === undefined ? {} : { fault }),
    apply: async (picture, random) => jpeg(await change(picture, typeof step === 'number' ? step : index, random)),
  }));

const turned = (picture: Pixels, degrees: number): Promise<Pixels> => raw(open(picture).rotate(degrees, { background: '#7a7468' }));

/** Every known change, mild to strong. What has no fault is what a good photo may have, and must stay unflagged. */
export const degradations: readonly Degradation[] = [
  ...of('as it is', undefined, ['quality 88'], (picture) => picture),
  ...of('compressed', undefined, ['quality 92', 'quality 60', 'quality 35'], (picture) => picture).map((one, index) => ({
    ...one,
    apply: (picture: Pixels) => jpeg(picture, [92, 60, 35][index]),
  })),
  ...of('noise', undefined, [6, 14], (picture, sigma, random) => noisy(picture, sigma, random)),
  ...of('crop', undefined, [0.7], (picture, share) =>
    raw(
      open(picture).extract({
        left: Math.floor((picture.width * (1 - share)) / 2),
        top: Math.floor((picture.height * (1 - share)) / 2),
        width: Math.floor(picture.width * share),
        height: Math.floor(picture.height * share),
      }),
    ),
  ),
  ...of('turn', undefined, [4], turned),
  ...of('plain margin', undefined, [0.6], (picture, share) =>
    raw(
      open(picture)
        .resize(Math.round(picture.width * share))
        .extend({
          top: Math.round(picture.height * 0.3),
          bottom: Math.round(picture.height * 0.3),
          left: Math.round(picture.width * 0.4),
          right: Math.round(picture.width * 0.4),
          background: '#8b8478',
        }),
    ),
  ),
  ...of('perspective', undefined, [0.12], (picture, lean) =>
    raw(open(picture).affine([1, lean, -lean / 3, 1 - lean], { background: '#6f685c' })),
  ),
  ...of('blur', 'image.sharpness', [1.6, 2.4, 4, 7], (picture, sigma) => raw(open(picture).blur(sigma))),
  ...of('blur under noise', 'image.sharpness', [2.4, 4], async (picture, sigma, random) =>
    noisy(await raw(open(picture).blur(sigma)), 9, random),
  ),
  ...of('blur with plain margin', 'image.sharpness', [3], async (picture, sigma) => {
    const wide = await raw(open(picture).extend({ top: 200, bottom: 200, left: 300, right: 300, background: '#8b8478' }));
    return raw(open(wide).blur(sigma));
  }),
  ...of('motion', 'image.sharpness', [7, 11, 17, 27], (picture, length, random) => moved(picture, length, random.whole(0, 179))),
  ...of('motion under noise', 'image.sharpness', [15], (picture, length, random) =>
    noisy(moved(picture, length, random.whole(0, 179)), 9, random),
  ),
  ...of('dark', 'image.exposure', [0.4, 0.25, 0.15], (picture, gain) => mapped(picture, (value) => value * gain)),
  ...of('dark gamma', 'image.exposure', [2.2, 3], (picture, power) => mapped(picture, (value) => 255 * (value / 255) ** power)),
  ...of('bright', 'image.exposure', [1.8, 2.5, 3.5], (picture, gain) => mapped(picture, (value) => value * gain)),
  ...of('bright gamma', 'image.exposure', [0.45, 0.33], (picture, power) => mapped(picture, (value) => 255 * (value / 255) ** power)),
  ...of('veiled', 'image.exposure', [0.5], (picture, share) => mapped(picture, (value) => 255 * share + value * (1 - share))),
  ...of('glare', 'image.glare', [0.06, 0.1, 0.18, 0.28], (picture, size, random) => lit(picture, size, random, false)),
  ...of('glare in a streak', 'image.glare', [0.06, 0.12], (picture, size, random) => lit(picture, size, random, true)),
  ...of('grey', 'image.colour', ['black and white'], (picture) => grey(picture, (l) => [l, l, l])),
  ...of('sepia', 'image.colour', ['sepia'], (picture) => grey(picture, (l) => [l * 1.07, l * 0.93, l * 0.73])),
  ...of('tinted', 'image.colour', ['warm', 'cold'], (picture, which) =>
    grey(picture, (l) => (which === 0 ? [l + 14, l + 2, l - 22] : [l - 16, l, l + 18])),
  ),
  ...of('photocopy', 'image.colour', ['copier'], (picture, _step, random) =>
    noisy(
      grey(picture, (l) => [copied(l), copied(l), copied(l) * 0.985]),
      4,
      random,
      0.3,
    ),
  ),
  ...of('grey with colour noise', 'image.colour', [8], (picture, sigma, random) =>
    noisy(
      grey(picture, (l) => [l, l, l]),
      sigma,
      random,
    ),
  ),
  ...screenPhotos.map(
    ({ name, ...how }): Degradation => ({
      name: 'photographed screen',
      step: name,
      fault: 'image.screen',
      apply: async (picture, random) => jpeg(await photographedFromScreen(picture, how, random)),
    }),
  ),
  ...contentsSteps,
  ...places.map(cut),
  ...(['zeroed', 'cut out', 'doubled', 'overwritten'] as const).map(broken),
];

/** The few that a quick run and the tests use: one mild and one strong step of each fault. */
export const quickDegradations = (): Degradation[] => {
  const kept = new Map<string, Degradation[]>();
  for (const one of degradations) kept.set(one.name, [...(kept.get(one.name) ?? []), one]);
  return [...kept.values()].flatMap((steps) => steps.slice(-1));
};
