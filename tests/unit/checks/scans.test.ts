import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawBack } from '../../../electron/dev/reading-evaluation/cards.ts';
import { inventSubject } from '../../../electron/dev/reading-evaluation/people.ts';
import { examineImage } from '../../../electron/engine/checks/images/examine.ts';
import { type Card, drawIdentityFront, drawPassportPage } from '../../../electron/intake/sample/cards.ts';
import { inventPerson } from '../../../electron/intake/sample/people.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { CheckId, Finding } from '../../../shared/domain/finding.ts';
import { jpegOf } from './pictures.ts';

const policy = policySchema.parse(policyFile);
const findings = async (scan: Sharp, kind: string): Promise<Finding[]> =>
  (await examineImage(await jpegOf(scan), { fileName: 'scan.jpg', declaredType: '', kind }, policy, false)).findings;
const finding = async (scan: Sharp, kind: string, check: CheckId = 'image.document'): Promise<[string, string | undefined]> => {
  const found = (await findings(scan, kind)).find((one) => one.check === check);
  return [found?.verdict ?? 'none', found?.cause];
};

/** A card or page cut to its own edge, on white. */
const scanOf = async ({ width, height, pixels }: Card): Promise<Buffer> =>
  sharp(pixels, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer();
/** Fine lines over all of it up to the rims, as security print has them: no rim of plain paper is left, and no side can be seen. */
const patterned = async (scan: Buffer): Promise<Buffer> => {
  const { width = 0, height = 0 } = await sharp(scan).metadata();
  const lines = Array.from({ length: 60 }, (_, index) => {
    const [x, y] = [(index / 60) * width, (index / 60) * height];
    return `<path d="M0 ${y}Q${width / 2} ${y + height / 6} ${width} ${y}" stroke="#7fa08f"/><path d="M${x} 0Q${x + width / 8} ${height / 2} ${x} ${height}" stroke="#b58f7f"/>`;
  }).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="none" stroke-width="3" opacity="0.55">${lines}</svg>`;
  return sharp(scan)
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer();
};

describe('a scan that is nothing but the document', { timeout: 60_000 }, () => {
  const person = inventPerson(randomFrom('a scanned person'), '2026-11-25');
  let front: Buffer;
  let page: Buffer;
  let back: Buffer;
  beforeAll(async () => {
    front = await scanOf(await drawIdentityFront(person, 1_200));
    page = await scanOf(await drawPassportPage(person, 1_400));
    back = await scanOf(await drawBack(inventSubject(randomFrom('another')), randomFrom('a layout')));
  });

  it('is whole, also with a slim margin, cut a little too close, or in slanting light', async () => {
    for (const [scan, kind] of [
      [front, 'id_front'],
      [page, 'passport_page'],
      [back, 'id_back'],
    ] as const) {
      const { width = 0, height = 0 } = await sharp(scan).metadata();
      const margin = Math.round(width * 0.03);
      expect(await finding(sharp(scan), kind), kind).toEqual(['pass', undefined]);
      expect(await finding(sharp(scan).extend({ right: margin, bottom: margin, background: '#f4f4f2' }), kind), kind).toEqual([
        'pass',
        undefined,
      ]);
      const inner = { left: margin >> 1, top: margin >> 1, width: width - margin, height: height - margin };
      expect(await finding(sharp(scan).extract(inner), kind), kind).toEqual(['pass', undefined]);
    }
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="757"><defs><linearGradient id="g"><stop offset="0" stop-opacity="0.3"/><stop offset="1" stop-opacity="0"/></linearGradient></defs><rect width="1200" height="757" fill="url(#g)"/></svg>';
    expect(await finding(sharp(front).composite([{ input: Buffer.from(svg) }]), 'id_front')).toEqual(['pass', undefined]);
  });

  it('is told by its holder’s face where its print reaches its rims, and is to be looked at where it has none', async () => {
    expect(await finding(sharp(await patterned(page)), 'passport_page')).toEqual(['pass', undefined]);
    expect(await finding(sharp(await patterned(front)), 'id_front')).toEqual(['pass', undefined]);
    expect(await finding(sharp(await patterned(back)), 'id_back')).toEqual(['warn', 'noOutline']);
  });

  it('that lies upside down or on its side is whole, and told as lying wrong', async () => {
    const scan = await patterned(page);
    for (const [degrees, cause] of [
      [180, 'upsideDown'],
      [90, 'sideways'],
    ] as const) {
      const found = await findings(sharp(scan).rotate(degrees), 'passport_page');
      expect(found.find(({ check }) => check === 'image.document')?.verdict).toBe('pass');
      expect(found.find(({ check }) => check === 'image.orientation')?.cause).toBe(cause);
    }
  });

  it('is not seen where the face is not in a page’s place: a part of a page, the other kind of page, a portrait in a page’s shape', async () => {
    const scan = await patterned(page);
    const { width = 0, height = 0 } = await sharp(scan).metadata();
    const part = { left: 0, top: Math.round(height * 0.2), width: Math.round(width * 0.8), height: Math.round(height * 0.8) };
    expect((await finding(sharp(scan).extract(part), 'passport_page'))[0]).toBe('warn');
    expect((await finding(sharp(scan), 'id_front'))[0]).toBe('warn');
    const face = { left: 0, top: Math.round(height * 0.15), width: Math.round(width * 0.4), height: Math.round(width * 0.28) };
    expect((await finding(sharp(scan).extract(face).resize(1_400), 'passport_page'))[0]).toBe('warn');
  });

  it('is told from a card that lies far away on a plain ground', async () => {
    const small = await sharp(front).resize(300).png().toBuffer();
    const ground = sharp({ create: { width: 1_200, height: 757, channels: 3, background: '#8a8f96' } });
    expect(await finding(ground.composite([{ input: small, left: 450, top: 280 }]), 'id_front')).toEqual(['warn', 'tooSmall']);
  });
});
