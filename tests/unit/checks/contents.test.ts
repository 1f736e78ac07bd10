import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { findDocument } from '../../../electron/engine/checks/images/document.ts';
import { examineImage } from '../../../electron/engine/checks/images/examine.ts';
import { cropped, type Raster, turned } from '../../../electron/engine/checks/images/raster.ts';
import { drawIdentityBack } from '../../../electron/intake/sample/cards.ts';
import type { PhotoFault } from '../../../electron/intake/sample/faults.ts';
import { inventPerson } from '../../../electron/intake/sample/people.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import { layCard } from '../../../electron/intake/sample/scene.ts';
import { drawUpload } from '../../../electron/intake/sample/uploads.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { DocumentKind } from '../../../shared/domain/application.ts';
import type { CheckId, Finding } from '../../../shared/domain/finding.ts';
import { drawPhoto, withGlare } from './pictures.ts';

const policy = policySchema.parse(policyFile);
const person = inventPerson(randomFrom('a person'), '2026-11-25');
const draw = async (kind: DocumentKind, faults: readonly PhotoFault[] = []) =>
  (await drawUpload(person, kind, randomFrom('one and the same scene'), faults, [])).bytes;
const finding = async (bytes: Uint8Array, kind: string, check: CheckId): Promise<Finding> => {
  const { findings } = await examineImage(bytes, { fileName: 'photo.jpg', declaredType: '', kind }, policy, false);
  const found = findings.find((one) => one.check === check);
  if (found === undefined) throw new Error(`no finding of ${check}`);
  return found;
};
const quarterTurn = async (bytes: Uint8Array, degrees: number) => new Uint8Array(await sharp(bytes).rotate(degrees).jpeg().toBuffer());

describe('a document lying on a ground', { timeout: 30_000 }, () => {
  it('is found where it was laid, on every ground', async () => {
    const card = await drawIdentityBack(person, 900);
    for (let scene = 0; scene < 6; scene += 1) {
      const placement = { width: 1_200, height: 900, fill: 0.7, offset: [0.02, -0.02] as const };
      const laid = await layCard(card, randomFrom(`scene ${scene}`), placement);
      const { data, info } = await sharp(laid.scene.pixels, { raw: { width: 1_200, height: 900, channels: 3 } })
        .resize(400)
        .raw()
        .toBuffer({ resolveWithObject: true });
      const outline = findDocument({ width: info.width, height: info.height, rgb: data });
      expect(outline?.complete, `scene ${scene}`).toBe(true);
      for (const [x, y] of laid.corners)
        expect(
          Math.min(...(outline?.corners ?? []).map((corner) => Math.hypot(corner.x - x / 1_200, corner.y - y / 900))),
          `scene ${scene}`,
        ).toBeLessThan(0.02);
    }
  });

  it('that reaches beyond the picture is told, and one that is complete passes with its own size in px', async () => {
    expect(await finding(await draw('id_front', ['cut_off']), 'id_front', 'image.document')).toMatchObject({
      verdict: 'warn',
      cause: 'cutOff',
    });
    const whole = await finding(await draw('id_front'), 'id_front', 'image.document');
    expect(whole.verdict).toBe('pass');
    expect(whole.polygons?.[0]).toHaveLength(4);
    expect(whole.measured).toBeGreaterThan(550);
    expect(whole.measured).toBeLessThan(850);
  });

  it('is not seen in a picture without one', async () => {
    const plain = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#7a8a66' } })
      .raw()
      .toBuffer();
    expect(findDocument({ width: 400, height: 300, rgb: plain })).toBeUndefined();
  });
});

describe('the way up', { timeout: 30_000 }, () => {
  it.each<[number, string, string | undefined]>([
    [0, 'pass', undefined],
    [90, 'warn', 'sideways'],
    [180, 'warn', 'upsideDown'],
    [270, 'warn', 'sideways'],
  ])('of a card turned by %i degrees is told by its face', async (degrees, verdict, cause) => {
    const bytes = await quarterTurn(await draw('id_front'), degrees);
    const found = await finding(bytes, 'id_front', 'image.orientation');
    expect([found.verdict, found.cause]).toEqual([verdict, cause]);
  });

  it('of a card without a face is told by its standing', async () => {
    expect((await finding(await quarterTurn(await draw('id_back'), 90), 'id_back', 'image.orientation')).cause).toBe('sideways');
  });
});

describe('a face', { timeout: 30_000 }, () => {
  it('of a portrait is found where it was drawn, and nowhere on the back of a card', async () => {
    const found = await finding(await draw('portrait'), 'portrait', 'image.face');
    expect(found.verdict).toBe('pass');
    const [{ x = 0, y = 0, w = 0, h = 0 } = {}] = found.evidence ?? [];
    // The head's middle is drawn at (0.5, 0.45 to 0.55).
    expect([x < 0.5 && x + w > 0.5, y < 0.5 && y + h > 0.55]).toEqual([true, true]);
    expect(found.measured).toBeGreaterThan(policy.image.face.minEyes);
    expect(await finding(await draw('id_back'), 'id_front', 'image.face')).toMatchObject({ verdict: 'warn', cause: 'none', measured: 0 });
  });

  it('is not asked of a document that shows none', async () => {
    expect((await finding(await draw('id_back'), 'id_back', 'image.face')).verdict).toBe('skipped');
  });

  it('before shelves is told by its background, and before a wall is not', async () => {
    expect(await finding(await draw('portrait', ['busy_background']), 'portrait', 'image.background')).toMatchObject({
      verdict: 'warn',
      cause: 'busy',
    });
    expect((await finding(await draw('portrait'), 'portrait', 'image.background')).verdict).toBe('pass');
  });
});

it('glare is pointed at where it lies', async () => {
  const { evidence = [] } = await finding(await withGlare(await drawPhoto()), 'id_back', 'image.glare');
  const { x, y, w, h } = evidence[0] ?? { x: 0, y: 0, w: 0, h: 0 };
  // The lamp was drawn around (620, 380) of 1,200 × 800 px, its saturated middle some 85 px in radius.
  expect([x, y, x + w, y + h].map((side) => Math.round(side * 20) / 20)).toEqual(
    [0.45, 0.35, 0.6, 0.6].map((side) => expect.closeTo(side, 1)),
  );
});

it('turning a picture four times by a quarter gives it back', () => {
  const picture: Raster = { width: 3, height: 2, rgb: Uint8Array.from({ length: 18 }, (_, index) => index) };
  const once = turned(picture, 90);
  expect([once.width, once.height, once.rgb.subarray(0, 3)]).toEqual([2, 3, picture.rgb.subarray(9, 12)]);
  expect(turned(turned(once, 90), 180)).toEqual(picture);
  expect(turned(once, 270)).toEqual(picture);
  expect(cropped(picture, { left: 1, top: 1, width: 2, height: 1 }).rgb).toEqual(picture.rgb.subarray(12, 18));
});
