import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { createHashIndex, farthest } from '../../../electron/engine/checks/duplicates/hash-index.ts';
import { createLikenessIndex, type LikenessIndex } from '../../../electron/engine/checks/duplicates/likeness-index.ts';
import { distanceBetween, hashesOf, type PictureHash } from '../../../electron/engine/checks/duplicates/picture-hash.ts';
import { crops, hashesToKeep, type PictureSignature, signaturesOf } from '../../../electron/engine/checks/duplicates/signature.ts';
import { type Tile, tileSide, turned, turns } from '../../../electron/engine/checks/duplicates/tile.ts';
import { decode, smallerOf } from '../../../electron/engine/checks/images/picture.ts';
import { drawPortrait } from '../../fixtures/portraits.ts';

/** What the photo check makes of a file. */
const signatureOf = async (file: Buffer): Promise<PictureSignature> => {
  const { width = 0, height = 0 } = await sharp(file).metadata();
  const small = await smallerOf(await decode(file, { width, height }, 10_000_000, 'none')).small();
  const [signature] = signaturesOf('portrait', small);
  if (signature === undefined) throw new Error('a portrait is compared');
  return signature;
};

const people = 40;
const portraits: Buffer[] = [];
const tiles: Tile[] = [];
let index: LikenessIndex;
beforeAll(async () => {
  index = createLikenessIndex();
  for (let seed = 0; seed < people; seed += 1) {
    const portrait = await drawPortrait(seed);
    const signature = await signatureOf(portrait);
    portraits.push(portrait);
    tiles.push(signature.tile);
    index.add(seed, hashesToKeep(signature));
  }
}, 30_000);
const alike = async (file: Buffer, least = 0.98) => index.alike(await signatureOf(file), least, (picture) => tiles[picture]);

describe('a portrait that was used before', () => {
  const copies: [string, (portrait: Sharp) => Sharp | Promise<Sharp>][] = [
    ['as it was', (portrait) => portrait],
    ['saved again, badly', (portrait) => portrait.jpeg({ quality: 25 })],
    ['at half its size', (portrait) => portrait.resize(200)],
    ['lighter', (portrait) => portrait.modulate({ brightness: 1.15 })],
    ['without colour', (portrait) => portrait.grayscale()],
    ['turned by 90°', (portrait) => portrait.rotate(90)],
    ['turned by 180°', (portrait) => portrait.rotate(180)],
    ['turned by 270°', (portrait) => portrait.rotate(270)],
    ['mirrored', (portrait) => portrait.flop()],
    ['cropped on all sides', (portrait) => portrait.extract({ left: 20, top: 25, width: 360, height: 450 })],
    ['cropped on one side', (portrait) => portrait.extract({ left: 30, top: 0, width: 370, height: 500 })],
    [
      'cropped, mirrored and saved again',
      async (portrait) =>
        sharp(await portrait.extract({ left: 12, top: 30, width: 370, height: 440 }).toBuffer())
          .flop()
          .jpeg({ quality: 40 }),
    ],
  ];
  it.each(copies)('is found %s', async (_how, copy) => {
    for (const seed of [3, 17, 31]) {
      const file = await (await copy(sharp(portraits[seed]))).toBuffer();
      expect((await alike(file))[0]).toMatchObject({ picture: seed });
    }
  });

  it('is found where the copy that is held is the cropped one', async () => {
    const cropped = await sharp(portraits[5]).extract({ left: 24, top: 20, width: 350, height: 460 }).toBuffer();
    const held = await signatureOf(cropped);
    const alone = createLikenessIndex();
    alone.add(1, hashesToKeep(held));
    expect(await alone.alike(await signatureOf(portraits[5] as Buffer), 0.98, () => held.tile)).toMatchObject([{ picture: 1 }]);
  });

  it('tells how the two lie beside each other', async () => {
    const [found] = await alike(await sharp(portraits[8]).rotate(90).toBuffer());
    expect(found?.turn).toEqual({ degrees: 270, mirrored: false });
  });

  it('is not taken for another person’s', async () => {
    for (let seed = 100; seed < 140; seed += 1) expect(await alike(await drawPortrait(seed))).toEqual([]);
  });

  it('is not found once it was erased', async () => {
    expect(await index.alike(await signatureOf(portraits[2] as Buffer), 0.98, () => undefined)).toEqual([]);
  });
});

describe('signatures', () => {
  it('are made of portraits, and of documents only where the portrait in them was found', async () => {
    const raster = { width: 2, height: 2, rgb: new Uint8Array(12).fill(90) };
    const kinds = (kind: string, part?: { x: number; y: number; w: number; h: number }) =>
      signaturesOf(kind, raster, part === undefined ? undefined : { raster, part }).map((signature) => signature.part);
    expect([kinds('portrait'), kinds('handheld'), kinds('id_front'), kinds('supplement')]).toEqual([['whole'], ['whole'], [], []]);
    expect(kinds('id_front', { x: 0.5, y: 0, w: 0.5, h: 0.5 })).toEqual(['face']);
  });

  it('of a flat picture are found by nothing but themselves', async () => {
    const [flat] = signaturesOf('portrait', { width: 1, height: 1, rgb: new Uint8Array([255, 255, 255]) });
    expect(flat === undefined ? [] : await index.alike(flat, 0.98, (picture) => tiles[picture])).toEqual([]);
  });
});

describe('turning a tile', () => {
  const tile = Uint8Array.from({ length: tileSide * tileSide }, (_, at) => (at * 31) % 251);
  it('back gives the tile again, and no two ways are the same', () => {
    const ways = new Set(turns.map((turn) => turned(tile, turn).join()));
    expect(ways.size).toBe(8);
    for (const degrees of [0, 90, 180, 270])
      expect(turned(turned(tile, { degrees, mirrored: false }), { degrees: (360 - degrees) % 360, mirrored: false })).toEqual(tile);
    expect(turned(turned(tile, { degrees: 0, mirrored: true }), { degrees: 0, mirrored: true })).toEqual(tile);
  });
});

describe('the index of hashes', () => {
  const half = fc.nat({ max: 0xffffffff });
  const hash = fc.tuple(half, half);
  const flipped = ([high, low]: PictureHash, places: readonly number[]): PictureHash => {
    const parts: [number, number] = [high, low];
    for (const place of new Set(places)) parts[place < 32 ? 0 : 1] = ((parts[place < 32 ? 0 : 1] ?? 0) ^ (1 << (place % 32))) >>> 0;
    return parts;
  };

  it('finds exactly what a look at every hash finds', () => {
    const places = fc.array(fc.nat({ max: 63 }), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.array(hash, { maxLength: 30 }),
        hash,
        fc.array(places, { maxLength: 12 }),
        fc.nat({ max: farthest }),
        (others, wanted, near, bits) => {
          const all = [...others, ...near.map((list) => flipped(wanted, list))];
          const small = createHashIndex(4);
          for (const [owner, one] of all.entries()) small.add(one, owner);
          const expected = all.flatMap(([high, low], owner) => {
            const distance = distanceBetween(wanted[0], wanted[1], high, low);
            return distance <= bits ? [{ owner, bits: distance }] : [];
          });
          const byOwner = (left: { owner: number }, right: { owner: number }) => left.owner - right.owner;
          expect(small.near(wanted, bits).sort(byOwner)).toEqual(expected.sort(byOwner));
        },
      ),
    );
  });

  it('counts the bits that differ', () => {
    fc.assert(
      fc.property(hash, fc.uniqueArray(fc.nat({ max: 63 })), (one, places) => {
        const [high, low] = flipped(one, places);
        expect(distanceBetween(one[0], one[1], high, low)).toBe(places.length);
      }),
    );
  });

  it('hashes what gets lighter to the right, row by row', () => {
    const rising = Uint8Array.from({ length: tileSide * tileSide }, (_, at) => (at % tileSide) * 4);
    expect(hashesOf(rising, [[0, 0, 0, 0]])).toEqual([[0xffffffff, 0xffffffff]]);
    expect(hashesOf(turned(rising, { degrees: 0, mirrored: true }), [[0, 0, 0, 0]])).toEqual([[0, 0]]);
  });

  it('hashes each crop as it would by itself', () => {
    const busy = Uint8Array.from({ length: tileSide * tileSide }, (_, at) => (at * at * 31 + at * 17) % 251);
    const alone = crops.map((crop) => hashesOf(busy, [crop])[0]);
    expect(hashesOf(busy, crops)).toEqual(alone);
    expect(new Set(alone.map(String)).size).toBe(crops.length);
  });
});
