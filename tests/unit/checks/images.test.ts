import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { examineImage } from '../../../electron/engine/checks/images/examine.ts';
import { walkJpeg } from '../../../electron/engine/checks/images/jpeg-structure.ts';
import { walkPng } from '../../../electron/engine/checks/images/png-structure.ts';
import { averaged } from '../../../electron/engine/checks/images/raster.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { CheckId, Finding } from '../../../shared/domain/finding.ts';
import { drawPhoto, jpegOf, withGlare } from './pictures.ts';

const policy = policySchema.parse(policyFile);
// Of no particular kind: no face is drawn here, and what is turned lies on its side.
const declared = { fileName: 'photo.jpg', declaredType: 'image/jpeg', kind: 'default' };
const finding = async (bytes: Uint8Array, check: CheckId, kind = declared.kind): Promise<Finding | undefined> =>
  (await examineImage(bytes, { ...declared, kind }, policy, false)).findings.find((one) => one.check === check);
const verdict = async (bytes: Uint8Array, check: CheckId): Promise<string | undefined> => (await finding(bytes, check))?.verdict;

const wholeness = (bytes: Uint8Array) => {
  const { complete, damage, trailing } = walkJpeg(bytes);
  return [complete, damage, trailing];
};

let photo: Uint8Array;
let png: Uint8Array;
beforeAll(async () => {
  photo = await drawPhoto();
  png = new Uint8Array(await sharp(photo).resize(700).png().toBuffer());
});

describe('a good photo', () => {
  it('passes every check and comes with two pictures, upright and without metadata', async () => {
    const turned = new Uint8Array(await sharp(photo).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    const examined = await examineImage(turned, declared, policy);
    expect(examined.findings.filter((one) => !['pass', 'skipped'].includes(one.verdict))).toEqual([]);
    expect(examined.size).toEqual({ width: 800, height: 1200 });
    const screen = await sharp(examined.screen).metadata();
    expect([screen.width, screen.height, screen.exif]).toEqual([800, 1200, undefined]);
    expect((await sharp(examined.thumbnail).metadata()).height).toBe(256);
  });
});

describe('a photo with a known fault', () => {
  it.each<[string, CheckId, (bytes: Uint8Array) => Promise<Uint8Array>]>([
    ['out of focus', 'image.sharpness', (bytes) => jpegOf(sharp(bytes).blur(4))],
    [
      'moved',
      'image.sharpness',
      (bytes) =>
        jpegOf(
          sharp(bytes).convolve({ width: 15, height: 3, kernel: Array.from({ length: 45 }, (_, at) => (at >= 15 && at < 30 ? 1 : 0)) }),
        ),
    ],
    ['too dark', 'image.exposure', (bytes) => jpegOf(sharp(bytes).linear(0.25, 0))],
    ['burnt out', 'image.exposure', (bytes) => jpegOf(sharp(bytes).linear(2.3, 60))],
    ['under a mirrored lamp', 'image.glare', withGlare],
    ['grey', 'image.colour', (bytes) => jpegOf(sharp(bytes).greyscale())],
    ['small', 'image.pixels', (bytes) => jpegOf(sharp(bytes).resize(500))],
  ])('%s is told by %s', async (_name, check, fault) => {
    expect(await verdict(photo, check)).toBe('pass');
    expect(['warn', 'fail']).toContain(await verdict(await fault(photo), check));
  });

  it('tells movement from a missed focus by the reason it suggests', async () => {
    const kernel = Array.from({ length: 63 }, (_, at) => (at >= 21 && at < 42 ? 1 : 0));
    const moved = await finding(await jpegOf(sharp(photo).convolve({ width: 21, height: 3, kernel })), 'image.sharpness');
    const blurred = await finding(await jpegOf(sharp(photo).blur(4)), 'image.sharpness');
    expect([moved?.suggests, blurred?.suggests]).toEqual([['document.motion_blurred'], ['document.blurred']]);
  });

  it('does not ask colour of a supplement, which may be a letter', async () => {
    expect((await finding(await jpegOf(sharp(photo).greyscale()), 'image.colour', 'supplement'))?.verdict).toBe('skipped');
  });
});

describe('a damaged file', () => {
  it('never passes, cut off at any percent', async () => {
    for (const bytes of [photo, png, await jpegOf(sharp(photo), { progressive: true })]) {
      for (let percent = 0; percent < 100; percent += 1) {
        const cut = bytes.subarray(0, Math.floor((bytes.length * percent) / 100));
        expect((await finding(cut, 'image.intact'))?.verdict, `${percent} %`).not.toBe('pass');
      }
      expect(await verdict(bytes.subarray(0, -1), 'image.intact')).toBe('fail');
    }
  }, 60_000);

  it('is found where bytes in the middle are missing or doubled, which the decoder passes over', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.15, max: 0.9, noNaN: true }),
        fc.integer({ min: 300, max: 900 }),
        fc.boolean(),
        (where, count, doubled) => {
          const at = Math.floor(photo.length * where);
          const rest = photo.subarray(doubled ? at - count : at + count);
          expect(walkJpeg(Buffer.concat([photo.subarray(0, at), rest])).damage).toBeDefined();
        },
      ),
      { numRuns: 60, seed: 20261123 },
    );
  });

  it('is found by any changed byte of a PNG', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: png.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(png);
        changed[at] = (changed[at] ?? 0) ^ change;
        const { complete, damage, blemish } = walkPng(changed);
        expect(!complete || damage !== undefined || blemish !== undefined).toBe(true);
      }),
      { numRuns: 300, seed: 20261123 },
    );
  });

  it('is not seen in whole pictures of any usual encoding', async () => {
    for (const options of [{ chromaSubsampling: '4:4:4' }, { optimiseCoding: true, quality: 60 }, { mozjpeg: true }, { progressive: true }])
      expect(wholeness(await jpegOf(sharp(photo).resize(333), options))).toEqual([true, undefined, 0]);
    for (const pipeline of [sharp(photo).greyscale(), sharp(photo).toColourspace('cmyk'), sharp(photo).resize(7, 5)])
      expect(wholeness(await jpegOf(pipeline))).toEqual([true, undefined, 0]);
    expect(wholeness(Buffer.concat([photo, Buffer.from('a video of the phone')]))).toEqual([true, undefined, 20]);
  });

  it('gets an answer whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom([], [0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        async (rest, head) => {
          expect(await verdict(Uint8Array.from([...head, ...rest]), 'image.intact')).not.toBe('pass');
        },
      ),
      { numRuns: 150, seed: 20261123 },
    );
  });
});

const chunk = (type: string, content: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
};

it('does not unpack a decompression bomb', async () => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(60_000, 0);
  header.writeUInt32BE(60_000, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const bomb = Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const { findings, screen } = await examineImage(bomb, declared, policy);
  expect(findings.find((one) => one.check === 'image.pixels')).toMatchObject({ verdict: 'fail', cause: 'tooMany' });
  expect(findings.find((one) => one.check === 'image.intact')?.verdict).not.toBe('pass');
  expect(screen).toBeUndefined();
});

describe('a picture averaged down', () => {
  it('keeps its shape, a plain colour exactly, and a rising light where it was, whatever the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 401, max: 1_700 }), fc.integer({ min: 1, max: 1_200 }), (width, height) => {
        const rgb = new Uint8Array(width * height * 3);
        for (let at = 0; at < rgb.length; at += 3) rgb.set([Math.floor((((at / 3) % width) * 255) / width), 90, 201], at);
        const small = averaged({ width, height, rgb }, 400);
        expect(Math.max(small.width, small.height)).toBe(400);
        expect(Math.abs(small.height - (height * small.width) / width)).toBeLessThanOrEqual(Math.max(1, height / width));
        for (let x = 0; x < small.width; x += 1) {
          const [red = 0, green, blue] = small.rgb.subarray(x * 3);
          expect([green, blue]).toEqual([90, 201]);
          expect(Math.abs(red - ((x + 0.5) * 255) / small.width)).toBeLessThan(2);
        }
      }),
      { numRuns: 20 },
    );
  });
});
