import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { photographedFromScreen, screenPhotos } from '../../../electron/dev/evaluation/screen-photo.ts';
import { examineImage } from '../../../electron/engine/checks/images/examine.ts';
import { fourierOf } from '../../../electron/engine/checks/images/fourier.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import { drawPhoto } from './pictures.ts';

const policy = policySchema.parse(policyFile);
const screenOf = async (bytes: Uint8Array): Promise<Finding | undefined> =>
  (await examineImage(bytes, { fileName: 'photo.jpg', declaredType: '', kind: 'id_back' }, policy, false)).findings.find(
    ({ check }) => check === 'image.screen',
  );
const written = (rgb: Buffer, width: number, height: number, quality = 85): Promise<Buffer> =>
  sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();

let rgb: Buffer;
beforeAll(async () => {
  rgb = await sharp(await drawPhoto())
    .raw()
    .toBuffer();
});
const [width, height] = [1_200, 800];

describe('the grid of a display', () => {
  it.each(screenPhotos.filter(({ reduction }) => reduction === 1))(
    'is seen in a photo of it: $name',
    async ({ name, ...how }) => {
      const photo = await photographedFromScreen({ width, height, rgb }, how, randomFrom(name));
      const found = await screenOf(await written(photo.rgb, width, height));
      expect(found).toMatchObject({ verdict: 'warn', cause: 'grid', suggests: ['authenticity.screen_photo'], unit: 'dB' });
      expect(found?.evidence?.length).toBeGreaterThanOrEqual(4);
    },
    30_000,
  );

  it('is not seen in the photo itself, however hard it is compressed, nor in one kind of cloth beside the document', async () => {
    for (const quality of [92, 60, 30]) expect((await screenOf(await written(rgb, width, height, quality)))?.verdict).toBe('pass');
    const cloth = Buffer.from(rgb);
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < 400; x += 1) {
        const at = (y * width + x) * 3;
        cloth.fill(120 + 40 * Math.sin(x * 1.1) * Math.sin(y * 1.1), at, at + 3);
      }
    expect((await screenOf(await written(cloth, width, height)))?.verdict).toBe('pass');
  });

  it('is not called absent where it could not be measured', async () => {
    const small = await sharp(rgb, { raw: { width, height, channels: 3 } })
      .resize(300, 200)
      .jpeg()
      .toBuffer();
    expect(await screenOf(small)).toMatchObject({ verdict: 'skipped', cause: 'notMeasurable' });
    // Too many pixels to be decoded a second time, in a file whose squares can't be decoded by themselves.
    const [wide, tall] = [6_600, 4_000];
    const large = await sharp({ create: { width: wide, height: tall, channels: 3, background: '#8a9a7b' } })
      .jpeg({ progressive: true })
      .toBuffer();
    expect(await screenOf(large)).toMatchObject({ verdict: 'skipped', cause: 'reduced' });
  }, 30_000);
});

describe('a grid that is finer than the picture that is measured', () => {
  const [wide, tall] = [2_560, 640];
  let photo: Buffer;
  let own: Buffer;
  beforeAll(async () => {
    own = await sharp(rgb, { raw: { width, height, channels: 3 } })
      .resize(wide, tall, { fit: 'cover' })
      .raw()
      .toBuffer();
    const how = { pitch: 2.3, degrees: 6, slant: 0.1, blur: 0.8, reduction: 1 };
    photo = (await photographedFromScreen({ width: wide, height: tall, rgb: own }, how, randomFrom('fine'))).rgb;
  }, 60_000);
  const pipeline = (pixels: Buffer) => sharp(pixels, { raw: { width: wide, height: tall, channels: 3 } });

  it('is seen at the photo’s own size, in ordinary JPEGs, progressive ones and PNGs', async () => {
    for (const bytes of [
      await written(photo, wide, tall),
      await pipeline(photo).jpeg({ quality: 85, progressive: true }).toBuffer(),
      await pipeline(photo).png().toBuffer(),
    ])
      expect(await screenOf(bytes)).toMatchObject({ verdict: 'warn', cause: 'grid' });
    const halved = await pipeline(photo).resize(1_600).jpeg({ quality: 85 }).toBuffer();
    expect((await screenOf(halved))?.verdict).toBe('pass');
  });

  it('is told absent where all of the photo was looked at', async () => {
    expect((await screenOf(await written(own, wide, tall)))?.verdict).toBe('pass');
  });

  it('is shown where it is in the upright picture', async () => {
    // Only the left two thirds show a display; with this orientation the stored left side is the upright picture's upper one.
    const half = Buffer.from(photo);
    for (let y = 0; y < tall; y += 1) own.copy(half, (y * wide + 1_700) * 3, (y * wide + 1_700) * 3, (y + 1) * wide * 3);
    const bytes = await pipeline(half).withMetadata({ orientation: 6 }).jpeg({ quality: 88 }).toBuffer();
    const found = await screenOf(bytes);
    expect(found).toMatchObject({ verdict: 'warn', cause: 'grid' });
    for (const { y, w, h } of found?.evidence ?? []) {
      expect(y + h).toBeLessThan(0.7);
      expect(w / h).toBeCloseTo(wide / tall, 1);
    }
  });
});

it('a pattern in one direction only, as in a wall of bricks, weighs less than a grid', async () => {
  const cloth = async (down: number): Promise<number> => {
    const pixels = Buffer.alloc(rgb.length);
    const noise = randomFrom('cloth');
    for (let y = 0, at = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1, at += 3)
        pixels.fill(120 + 12 * Math.sin(x * 1.3) + down * Math.sin(y * 1.1) + 60 * (noise.next() - 0.5), at, at + 3);
    return Number((await screenOf(await written(pixels, width, height)))?.measured);
  };
  // The ribs down are as strong as those across, which stand as they are.
  expect((await cloth(12)) - (await cloth(0))).toBeGreaterThanOrEqual(1);
});

it('the transform finds each frequency at its own place', () => {
  const side = 16;
  const [real, imaginary] = [new Float32Array(side * side), new Float32Array(side * side)];
  for (let y = 0; y < side; y += 1) for (let x = 0; x < side; x += 1) real[y * side + x] = Math.cos((2 * Math.PI * (3 * x + 5 * y)) / side);
  fourierOf(side)(real, imaginary);
  const power = real.map((value, at) => value ** 2 + (imaginary[at] ?? 0) ** 2);
  const places = [...power.entries()].filter(([, value]) => value > 1).map(([at]) => at);
  expect(places).toEqual([3 * side + 5, 13 * side + 11]);
  expect(power[places[0] ?? 0]).toBeCloseTo((side * side * side * side) / 4, 0);
});
