import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { examineImage } from '../../../electron/engine/checks/images/examine.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import { type CheckId, type Finding, worsens } from '../../../shared/domain/finding.ts';
import { asJpeg, drawDocumentPhoto, smeared, withGlare } from '../../fixtures/photos.ts';

const policy = policySchema.parse(policyFile);
// Of no particular kind: no face is drawn here, and what is turned lies on its side.
const declared = { fileName: 'photo.jpg', declaredType: 'image/jpeg', kind: 'default' };
const findingsOf = async (bytes: Uint8Array, about = declared) => (await examineImage(bytes, about, policy)).findings;
const finding = async (bytes: Uint8Array, check: CheckId, about = declared): Promise<Finding> => {
  const found = (await findingsOf(bytes, about)).find((one) => one.check === check);
  if (found === undefined) throw new Error(`no finding of ${check}`);
  return found;
};

let picture: Buffer;
let photo: Buffer;
beforeAll(async () => {
  picture = await drawDocumentPhoto();
  photo = await asJpeg(picture);
});

describe('a photo', () => {
  it('passes where nothing is wrong, each measure beside its limit, and comes with two upright pictures', async () => {
    const turned = await sharp(photo).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { findings, size, screen, thumbnail } = await examineImage(turned, declared, policy);
    const carriedOut = findings.filter(({ verdict }) => verdict !== 'skipped');
    expect(carriedOut.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(carriedOut.length).toBeGreaterThanOrEqual(8);
    expect(carriedOut.every(({ measured, limit }) => measured !== undefined && limit !== undefined)).toBe(true);
    expect(size).toEqual({ width: 900, height: 1_200 });
    const shown = await sharp(screen).metadata();
    expect([shown.format, shown.width, shown.height, shown.orientation]).toEqual(['jpeg', 900, 1_200, undefined]);
    const small = await sharp(thumbnail).metadata();
    expect(Math.max(small.width, small.height)).toBe(256);
  });

  it.each<[string, () => Promise<Buffer>, CheckId, string]>([
    ['out of focus', () => sharp(picture).blur(3).jpeg().toBuffer(), 'image.sharpness', 'blurred'],
    ['taken by a moving hand', async () => asJpeg(await smeared(picture, 15)), 'image.sharpness', 'motion'],
    ['much too dark', () => sharp(picture).linear(0.2, 0).jpeg().toBuffer(), 'image.exposure', 'dark'],
    ['much too bright', () => sharp(picture).linear(2.4, 90).jpeg().toBuffer(), 'image.exposure', 'bright'],
    ['under a lamp', async () => asJpeg(await withGlare(picture)), 'image.glare', 'spots'],
    ['black and white', () => sharp(picture).greyscale().jpeg().toBuffer(), 'image.colour', 'grey'],
    [
      'black and white with a tint',
      () => sharp(picture).tint({ r: 220, g: 190, b: 150 }).greyscale().toColourspace('srgb').jpeg().toBuffer(),
      'image.colour',
      'grey',
    ],
    ['too small', () => sharp(picture).resize(400).jpeg().toBuffer(), 'image.pixels', 'tooFew'],
  ])('%s fails by that and suggests a reason', async (_what, make, check, cause) => {
    const found = await finding(await make(), check);
    expect([found.verdict, found.cause]).toEqual(['fail', cause]);
    expect(found.suggests?.length).toBeGreaterThan(0);
  });

  it('is not called blurred for noise, hard compression or a plain background around the document', async () => {
    const noise = await sharp({
      create: { width: 1_200, height: 900, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 14 } },
    })
      .png()
      .toBuffer();
    const noisy = await sharp(picture)
      .composite([{ input: noise, blend: 'soft-light' }])
      .jpeg()
      .toBuffer();
    const small = await sharp(picture)
      .resize(700)
      .extend({ top: 300, bottom: 300, left: 400, right: 400, background: '#667788' })
      .jpeg()
      .toBuffer();
    for (const bytes of [noisy, await asJpeg(picture, 25), small]) expect((await finding(bytes, 'image.sharpness')).verdict).toBe('pass');
    // … and noise does not make a blurred one sharp.
    const blurred = await sharp(await sharp(picture).blur(4).png().toBuffer())
      .composite([{ input: noise, blend: 'soft-light' }])
      .jpeg()
      .toBuffer();
    expect((await finding(blurred, 'image.sharpness')).verdict).toBe('fail');
  });

  it('is not under glare for white paper or a white background', async () => {
    const paper = await sharp(picture)
      .flatten()
      .composite([{ input: { create: { width: 300, height: 400, channels: 3, background: '#ffffff' } }, left: 200, top: 200 }])
      .jpeg()
      .toBuffer();
    expect((await finding(paper, 'image.glare')).verdict).toBe('pass');
  });
});

describe('the figures', () => {
  it('are numbers for every photo, whatever it shows, and worsen in the direction that is documented', async () => {
    const blank = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#8a8a8a' } })
      .jpeg()
      .toBuffer();
    const faulty: [CheckId, Buffer][] = [
      ['image.sharpness', await sharp(picture).blur(2).jpeg().toBuffer()],
      ['image.exposure', await sharp(picture).linear(0.25, 0).jpeg().toBuffer()],
      ['image.exposure', await sharp(picture).linear(1.5, 60).jpeg().toBuffer()],
      ['image.glare', await asJpeg(await withGlare(picture))],
      ['image.colour', await sharp(picture).modulate({ saturation: 0.2 }).jpeg().toBuffer()],
    ];
    for (const [check, worse] of faulty) {
      expect(typeof (await finding(blank, check)).measured, check).toBe('number');
      const [good, bad] = [Number((await finding(photo, check)).measured), Number((await finding(worse, check)).measured)];
      expect([check, worsens[check] === 'upwards' ? bad > good : bad < good]).toEqual([check, true]);
    }
  });
});

describe('a file', () => {
  const gif = () => sharp(picture).resize(300).gif().toBuffer();
  it.each<[string, () => Promise<Uint8Array>, string]>([
    ['a GIF under a .jpg name', gif, 'GIF'],
    ['a WebP', () => sharp(picture).resize(300).webp().toBuffer(), 'WebP'],
    ['a PDF', async () => Buffer.from('%PDF-1.7 and so on'), 'PDF'],
    ['a HEIC', async () => Buffer.from('\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000', 'latin1'), 'HEIC'],
    ['an AVIF', async () => Buffer.from('\u0000\u0000\u0000\u0018ftypavif\u0000\u0000\u0000\u0000', 'latin1'), 'AVIF'],
    ['a TIFF', async () => Buffer.from('II*\u0000 and so on', 'latin1'), 'TIFF'],
    ['a BMP', async () => Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)]), 'BMP'],
    ['a JPEG 2000', async () => Buffer.from([0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20, 0x0d, 0x0a, 0x87, 0x0a]), 'JPEG 2000'],
    ['a Photoshop file', async () => Buffer.from('8BPS\u0000\u0001'), 'PSD'],
    ['a Word document', async () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'Office'],
    ['a text', async () => Buffer.from('this is no picture at all'), 'text'],
    ['nothing', async () => Buffer.alloc(0), 'empty'],
  ])('that is %s is named and never decoded', async (_what, make, name) => {
    const found = await finding(await make(), 'image.format');
    expect([found.verdict, found.measured]).toEqual(['fail', name]);
  });

  it('too large or too small is told in bytes', async () => {
    const large = Buffer.concat([photo, Buffer.alloc(policy.image.maxBytes)]);
    expect(await finding(large, 'image.size')).toMatchObject({
      verdict: 'fail',
      measured: large.length,
      limit: policy.image.maxBytes,
      unit: 'B',
    });
    expect((await finding(await sharp(picture).resize(40).jpeg().toBuffer(), 'image.size')).cause).toBe('tooSmall');
  });

  it('cut off anywhere is never whole: JPEG, progressive JPEG and PNG', async () => {
    const progressive = await sharp(picture).jpeg({ progressive: true }).toBuffer();
    for (const whole of [photo, progressive, picture]) {
      expect((await finding(whole, 'image.intact')).verdict).toBe('pass');
      for (let percent = 2; percent < 100; percent += 7) {
        const found = await finding(whole.subarray(0, Math.floor((whole.length * percent) / 100)), 'image.intact');
        expect([percent, found.verdict]).toEqual([percent, 'fail']);
      }
    }
  });

  it('with damaged bytes in its middle is not whole', async () => {
    for (const whole of [photo, picture]) {
      const damaged = Buffer.from(whole);
      damaged.fill(0xff, Math.floor(damaged.length / 2), Math.floor(damaged.length / 2) + 200);
      expect((await finding(damaged, 'image.intact')).verdict).not.toBe('pass');
    }
  });

  it('that would unpack to more pixels than the policy permits is not unpacked', async () => {
    // The header of a PNG of 60,000 x 60,000 px; its data would never be reached.
    const header = Buffer.from(picture.subarray(0, 33));
    header.writeUInt32BE(60_000, 16);
    header.writeUInt32BE(60_000, 20);
    const bomb = Buffer.concat([header, picture.subarray(33)]);
    const findings = await findingsOf(bomb);
    expect(findings.find(({ check }) => check === 'image.intact')?.verdict).not.toBe('pass');
    expect(findings.some(({ verdict }) => verdict === 'fail')).toBe(true);
  });
});
