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
    const large = await sharp(rgb, { raw: { width, height, channels: 3 } })
      .resize(3_600)
      .jpeg()
      .toBuffer();
    expect(await screenOf(large)).toMatchObject({ verdict: 'skipped', cause: 'reduced' });
  });
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
