import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { PhotoFault } from '../../../electron/intake/sample/faults.ts';
import { drawLargePhoto } from '../../../electron/intake/sample/index.ts';
import { inventPerson } from '../../../electron/intake/sample/people.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import { drawUpload } from '../../../electron/intake/sample/uploads.ts';
import policy from '../../../resources/policy.json' with { type: 'json' };
import type { DocumentKind } from '../../../shared/domain/application.ts';

const person = inventPerson(randomFrom('a person'), '2026-11-23');
const draw = (kind: DocumentKind, faults: readonly PhotoFault[] = [], traits: readonly 'exif_turned'[] = []) =>
  drawUpload(person, kind, randomFrom('one and the same scene'), faults, traits);
const lightness = async (bytes: Uint8Array): Promise<number> => (await sharp(bytes).greyscale().stats()).channels[0]?.mean ?? 0;
/** How much detail a photo has: the mean difference to its own blur. */
const detail = async (bytes: Uint8Array): Promise<number> => {
  const [sharpPixels, soft] = await Promise.all([
    sharp(bytes).greyscale().raw().toBuffer(),
    sharp(bytes).greyscale().blur(3).raw().toBuffer(),
  ]);
  let sum = 0;
  for (let at = 0; at < sharpPixels.length; at += 7) sum += Math.abs((sharpPixels[at] ?? 0) - (soft[at] ?? 0));
  return sum / (sharpPixels.length / 7);
};
const good = draw('id_front');

describe('a drawn photo with a fault differs from a good one in that very way', { timeout: 30_000 }, () => {
  test('light', async () => {
    const fair = await lightness((await good).bytes);
    expect(fair).toBeGreaterThan(80);
    expect(fair).toBeLessThan(200);
    expect(await lightness((await draw('id_front', ['under_exposed'])).bytes)).toBeLessThan(48);
    expect(await lightness((await draw('id_front', ['over_exposed'])).bytes)).toBeGreaterThan(200);
  });

  test('blur', async () => {
    const clear = await detail((await good).bytes);
    expect(await detail((await draw('id_front', ['blurred'])).bytes)).toBeLessThan(clear * 0.6);
    expect(await detail((await draw('id_front', ['motion_blurred'])).bytes)).toBeLessThan(clear * 0.9);
  });

  test('size and kind of the file', async () => {
    const small = await sharp((await draw('id_front', ['pixels_too_few'])).bytes).metadata();
    expect(Math.min(small.width, small.height)).toBeLessThan(policy.image.minShortSide.default);
    expect((await draw('id_front', ['file_too_large'])).bytes.length).toBeGreaterThan(policy.image.maxBytes);
    for (const [fault, format] of [
      ['wrong_type_gif', 'gif'],
      ['wrong_type_webp', 'webp'],
    ] as const) {
      const { bytes, extension } = await draw('id_front', [fault]);
      expect([(await sharp(bytes).metadata()).format, extension]).toEqual([format, 'jpg']);
    }
    await expect(sharp((await draw('id_front', ['wrong_type_text'])).bytes).metadata()).rejects.toThrow();
  });

  test('colour', async () => {
    const pixels = await sharp((await draw('id_front', ['not_colour'])).bytes)
      .toColourspace('srgb')
      .raw()
      .toBuffer();
    let most = 0;
    for (let at = 0; at + 2 < pixels.length; at += 3) most = Math.max(most, Math.abs((pixels[at] ?? 0) - (pixels[at + 2] ?? 0)));
    expect(most).toBeLessThanOrEqual(2);
  });

  test('a photo turned by EXIF is upright once the tag is honoured', async () => {
    const { bytes } = await draw('id_front', [], ['exif_turned']);
    const { orientation, width, height } = await sharp(bytes).metadata();
    expect([orientation, width < height]).toEqual([6, true]);
    const [shown, straight] = await Promise.all(
      [bytes, (await good).bytes].map((file) => sharp(file).autoOrient().resize(40, 30, { fit: 'fill' }).greyscale().raw().toBuffer()),
    );
    for (const [at, value] of (straight ?? Buffer.alloc(0)).entries()) expect(Math.abs(value - (shown?.[at] ?? 0))).toBeLessThan(12);
  });
});

test('a large photo has twelve megapixels and the same bytes for the same seed', { timeout: 30_000 }, async () => {
  const bytes = await drawLargePhoto(3);
  const { format, width, height } = await sharp(bytes).metadata();
  expect([format, width, height]).toEqual(['jpeg', 4000, 3000]);
  expect(bytes.length).toBeLessThan(policy.image.maxBytes);
  expect(Buffer.from(bytes).equals(await drawLargePhoto(3))).toBe(true);
});
