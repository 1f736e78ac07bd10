import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkImageFiles, type ImageFile } from '../../../electron/engine/checks/image-files.ts';
import { type DocumentReader, openDocumentReader } from '../../../electron/engine/checks/reading/document-reader.ts';
import { loadModels, type ReadingModels } from '../../../electron/engine/checks/reading/models.ts';
import { readDocument } from '../../../electron/engine/checks/reading/read-document.ts';
import { passesSelfTest } from '../../../electron/engine/checks/reading/self-test.ts';
import { drawIdentityBack, drawIdentityFront, drawPassportPage } from '../../../electron/intake/sample/cards.ts';
import { inventPerson, type Person } from '../../../electron/intake/sample/people.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import { drawUpload } from '../../../electron/intake/sample/uploads.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { DocumentReading } from '../../../shared/domain/reading.ts';
import { freshFolder } from '../../fixtures/store.ts';

const policy = policySchema.parse(policyFile);
const person = (seed: string): Person => inventPerson(randomFrom(seed), '2026-11-01');
const valuesOf = (reading: DocumentReading): Record<string, string> =>
  reading.state === 'read' ? Object.fromEntries(reading.values.map(({ field, text }) => [field, text])) : {};

let models: ReadingModels;
beforeAll(async () => {
  models = await loadModels(2);
});

const front = (one: Person) => ({
  name: one.name,
  sex: one.sex,
  ethnicity: one.ethnicity,
  birthDate: one.birthDate,
  address: one.address,
  idNumber: one.idNumber,
});

/** A card on a grey ground, turned, as JPEG. */
const pictureOf = async (card: { width: number; height: number; pixels: Uint8Array }, degrees: number): Promise<Uint8Array> => {
  const flat = await sharp(card.pixels, { raw: { width: card.width, height: card.height, channels: 4 } })
    .extend({ top: 120, bottom: 120, left: 120, right: 120, background: '#70757c' })
    .flatten({ background: '#70757c' })
    .png()
    .toBuffer();
  return sharp(flat).rotate(degrees, { background: '#70757c' }).jpeg({ quality: 85 }).toBuffer();
};

describe('reading with the real networks', () => {
  it.each([
    [0, 0],
    [7, 0],
    [90, 270],
    [183, 180],
    [270, 90],
  ] as const)('reads every value of a card’s front that lies at %i degrees', async (degrees, turn) => {
    const holder = person(`card at ${degrees}`);
    const reading = await readDocument(models, await pictureOf(await drawIdentityFront(holder, 1_200), degrees), 60_000_000);
    expect(valuesOf(reading)).toEqual(front(holder));
    expect(reading).toMatchObject({ page: 'id_front', turn });
    expect(reading.values.find(({ field }) => field === 'idNumber')).toMatchObject({ verified: true });
  });

  it('reads the back, and a passport by its zone and its print', async () => {
    const holder = person('back and passport');
    const back = await readDocument(models, await pictureOf(await drawIdentityBack(holder, 1_200), 3), 60_000_000);
    expect(valuesOf(back)).toEqual({
      issuingAuthority: holder.issuingAuthority,
      validFrom: holder.idValidFrom,
      validUntil: holder.idValidUntil,
    });
    const passport = await readDocument(models, await pictureOf(await drawPassportPage(holder, 1_500), 0), 60_000_000);
    expect(valuesOf(passport)).toEqual({
      name: holder.name,
      latinName: `${holder.latinSurname} ${holder.latinGivenNames}`,
      passportNumber: holder.passportNumber,
      nationality: 'CHN',
      birthDate: holder.birthDate,
      sex: holder.sex,
      validUntil: holder.passportValidUntil,
    });
    expect(passport.zone).toMatchObject({ format: 'TD3', wrong: [] });
  });

  it('tells a passport by its captions where the zone is cut off, and no card in its place', async () => {
    const page = await drawPassportPage(person('cut off'), 1_500);
    const upper = {
      ...page,
      height: Math.round(page.height * 0.7),
      pixels: page.pixels.slice(0, page.width * Math.round(page.height * 0.7) * 4),
    };
    const reading = await readDocument(models, await pictureOf(upper, 0), 60_000_000);
    expect(reading).toMatchObject({ page: 'passport_page' });
    expect(reading.zone).toBeUndefined();
    expect(valuesOf(reading)).toMatchObject({ name: person('cut off').name });
    expect(valuesOf(reading)).not.toHaveProperty('passportNumber');
  });

  it('tells where each value stands, as fractions of the upright photo', async () => {
    const holder = person('places');
    const { values } = await readDocument(models, await pictureOf(await drawIdentityFront(holder, 1_200), 0), 60_000_000);
    const number = values.find(({ field }) => field === 'idNumber')?.region;
    // The number's row is 482 of 540 down the card, which is 757 px high and lies 120 px from the photo's edges.
    expect((number?.y ?? 0) + (number?.h ?? 0) / 2).toBeCloseTo((120 + (470 / 540) * 757) / 997, 1);
    expect(values.every(({ region: { x, y, w, h } }) => x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= 1.001 && y + h <= 1.001)).toBe(true);
  });

  it('finds out by the bundled card that a reader reads nonsense', async () => {
    expect(await passesSelfTest(models)).toBe(true);
    // Without the class for none before the others: the very fault that gives plausible nonsense.
    expect(await passesSelfTest({ ...models, characters: [...models.characters.slice(1), ''] })).toBe(false);
  });
});

describe('the reader’s process', { timeout: 120_000 }, () => {
  let reader: DocumentReader;
  let folder: string;
  beforeAll(() => {
    folder = freshFolder();
    reader = openDocumentReader();
  });
  afterAll(async () => {
    await reader.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('reads a photo of the sample batch', async () => {
    const holder = person('photo');
    const { bytes } = await drawUpload(holder, 'id_front', randomFrom('photo'), [], []);
    const reading = await reader.read(bytes, policy);
    expect(valuesOf(reading)).toMatchObject({ idNumber: holder.idNumber, birthDate: holder.birthDate });
  });

  const noise = (width: number, height: number): Promise<Buffer> =>
    sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } })
      .jpeg()
      .toBuffer();

  it.each([
    [
      'one pixel',
      () =>
        sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
    ],
    [
      'a line of pixels',
      () =>
        sharp({ create: { width: 9_000, height: 1, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
    ],
    ['noise', () => noise(1_600, 1_200)],
    [
      'an empty page of 50 megapixels',
      () =>
        sharp({ create: { width: 10_000, height: 5_000, channels: 3, background: '#eee' } })
          .jpeg()
          .toBuffer(),
    ],
    [
      'more pixels than are permitted',
      () =>
        sharp({ create: { width: 10_000, height: 7_000, channels: 3, background: '#eee' } })
          .jpeg()
          .toBuffer(),
    ],
    ['no picture', async () => Buffer.from('no picture at all')],
    ['half a picture', async () => (await noise(800, 600)).subarray(0, 9_000)],
    ['nothing', async () => Buffer.alloc(0)],
  ])('answers for %s within its time, and concludes nothing', async (_what, make) => {
    const begun = performance.now();
    const reading = await reader.read(await make(), policy);
    expect(performance.now() - begun).toBeLessThan(60_500);
    expect(reading.state === 'error' || (reading.page === undefined && reading.values.length === 0)).toBe(true);
  });

  it('is asked by the check of files for whole photos alone', async () => {
    const holder = person('files');
    const { bytes } = await drawUpload(holder, 'id_front', randomFrom('files'), [], []);
    await writeFile(join(folder, 'a.jpg'), bytes);
    await writeFile(join(folder, 'b.jpg'), bytes.slice(0, bytes.length / 2));
    const told: ImageFile[] = [];
    await checkImageFiles([folder], policy, (result) => told.push(result));
    const readOf = (at: number) => told[at]?.findings.filter(({ check }) => check.startsWith('read.')).map(({ verdict }) => verdict);
    expect([readOf(0), readOf(1)]).toEqual([['pass'], []]);
    expect(told[0]?.read?.values.find(({ field }) => field === 'idNumber')?.text).toBe(holder.idNumber);
    const without: ImageFile[] = [];
    await checkImageFiles([folder], policy, (result) => without.push(result), { withReading: false });
    expect(without.flatMap(({ findings }) => findings).filter(({ check }) => check.startsWith('read.'))).toEqual([]);
  });
});
