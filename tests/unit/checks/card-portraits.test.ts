import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLikenessIndex, type LikenessIndex } from '../../../electron/engine/checks/duplicates/likeness-index.ts';
import { hashesToKeep, type PictureSignature } from '../../../electron/engine/checks/duplicates/signature.ts';
import type { Tile } from '../../../electron/engine/checks/duplicates/tile.ts';
import { examineImage } from '../../../electron/engine/checks/images/examine.ts';
import { inventPerson } from '../../../electron/intake/sample/people.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import { drawUpload } from '../../../electron/intake/sample/uploads.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { DocumentKind } from '../../../shared/domain/application.ts';
import { likenessLimit } from '../../../shared/domain/duplicates.ts';

const policy = policySchema.parse(policyFile);
const people = 10;

/** The sample batch's card of an invented person, photographed where and how `photo` says. */
const cardOf = async (seed: number, photo: string, kind: DocumentKind = 'id_front'): Promise<Uint8Array> =>
  (await drawUpload(inventPerson(randomFrom(`card ${seed}`), '2026-01-01'), kind, randomFrom(photo), [], [])).bytes;

/** What the photo check makes of a file. */
const signatureOf = async (bytes: Uint8Array, kind: DocumentKind = 'id_front'): Promise<PictureSignature> => {
  const { signatures } = await examineImage(bytes, { fileName: 'a.jpg', declaredType: 'image/jpeg', kind }, policy, false);
  const [signature] = signatures ?? [];
  if (signature === undefined) throw new Error('the portrait on it was not found');
  return signature;
};

describe('the portrait on a card', () => {
  const tiles: Tile[] = [];
  let index: LikenessIndex;
  beforeAll(async () => {
    index = createLikenessIndex();
    for (let seed = 0; seed < people; seed += 1) {
      const signature = await signatureOf(await cardOf(seed, `first photo ${seed}`));
      expect(signature.part).toBe('face');
      tiles.push(signature.tile);
      index.add(seed, hashesToKeep(signature));
    }
  }, 240_000);
  const alike = async (bytes: Uint8Array) =>
    (await index.alike(await signatureOf(bytes), likenessLimit(policy, 'id_front'), (picture) => tiles[picture])).map(
      ({ picture }) => picture,
    );

  it('is found on some other photos of the card, as angle and light allow, and never taken for another one held', async () => {
    let found = 0;
    for (let seed = 0; seed < people; seed += 1) {
      const pictures = await alike(await cardOf(seed, `second photo ${seed}`));
      expect([[], [seed]]).toContainEqual(pictures);
      found += pictures.length;
    }
    // Each was laid straight from another angle by corners that are a few pixels off, and what is left of that decides: how many are found is a figure of
    // docs/measurements.md. With the whole portraits laid over each other it was 3, with the inner part of either it is 5.
    expect(found).toBeGreaterThan(3);
  }, 240_000);

  it('is found again in the same photo smaller, saved again, upside down or on its side', async () => {
    const card = await cardOf(3, 'first photo 3');
    for (const degrees of [90, 180, 270])
      expect(await alike(await sharp(card).rotate(degrees).resize(1_100).jpeg({ quality: 60 }).toBuffer())).toEqual([3]);
  }, 240_000);

  it('is not taken for another person’s, however alike their cards are', async () => {
    for (let seed = 100; seed < 100 + people; seed += 1) expect(await alike(await cardOf(seed, `photo ${seed}`))).toEqual([]);
  }, 240_000);

  it('is compared on passport pages, too', async () => {
    const page = await cardOf(1, 'one', 'passport_page');
    const held = await signatureOf(page, 'passport_page');
    const pages = createLikenessIndex();
    pages.add(1, hashesToKeep(held));
    const found = async (bytes: Uint8Array) =>
      pages.alike(await signatureOf(bytes, 'passport_page'), likenessLimit(policy, 'passport_page'), () => held.tile);
    expect(await found(await sharp(page).rotate(180).resize(1_200).jpeg({ quality: 70 }).toBuffer())).toHaveLength(1);
    expect(await found(await cardOf(2, 'two', 'passport_page'))).toEqual([]);
  }, 240_000);
});
