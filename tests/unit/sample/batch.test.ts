import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type MakeUpload, makeApplication } from '../../../electron/intake/sample/applications.ts';
import { makeSampleBatch, type SampleBatch, writeSampleBatch } from '../../../electron/intake/sample/index.ts';
import { originalOf, planFor } from '../../../electron/intake/sample/plan.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';
import { drawUpload } from '../../../electron/intake/sample/uploads.ts';
import { readChange } from '../../../shared/contract/intake/index.ts';
import type { Application } from '../../../shared/domain/application.ts';

const now = '2026-11-23T06:00:00.000Z';

const applicationsOf = (batch: SampleBatch): Application[] =>
  batch.changes.flatMap((change) => (change.kind === 'application.upsert' ? [change.application] : []));

const batch = makeSampleBatch({ seed: 7, count: 5, now });

describe('a drawn batch', () => {
  test('is the same, byte for byte, for the same seed and moment, and a smaller one is its beginning', async () => {
    const [first, smaller] = [await batch, await makeSampleBatch({ seed: 7, count: 2, now: Date.parse(now) })];
    const { id: one } = applicationsOf(smaller)[0] as Application;
    expect(applicationsOf(smaller)).toHaveLength(2);
    for (const application of applicationsOf(smaller)) expect(applicationsOf(first)).toContainEqual(application);
    for (const [sha256, bytes] of smaller.documents) expect(first.documents.get(sha256)).toEqual(bytes);
    const other = await makeSampleBatch({ seed: 8, count: 1, now });
    expect(applicationsOf(other).map(({ id }) => id)).not.toContain(one);
    for (const sha256 of other.documents.keys()) expect(first.documents.has(sha256)).toBe(false);
  });

  test('names every document by its own bytes, and holds no other', async () => {
    const { documents } = await batch;
    const described = new Map(
      applicationsOf(await batch).flatMap((application) => application.documents.map(({ sha256, byteLength }) => [sha256, byteLength])),
    );
    expect([...documents.keys()].sort()).toEqual([...described.keys()].sort());
    for (const [sha256, bytes] of documents) {
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(bytes.length).toBe(described.get(sha256));
    }
  });

  test('is a feed that the protocol reads, in order, with nothing of the truth in it', async () => {
    const { changes, truth } = await batch;
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
    expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).sort());
    for (const change of changes) {
      const read = readChange(JSON.parse(JSON.stringify(change)));
      expect(read).toEqual({ ok: true, change });
    }
    const fed = JSON.stringify(changes);
    for (const { faults, traits } of truth)
      for (const word of [...faults, ...traits])
        if (word.includes('_')) expect(fed.replaceAll('contact_recovery', '').replaceAll('follow_up', '')).not.toContain(word);
  });

  test('shows the faultless documents as whole colour photos of ordinary size', { timeout: 20_000 }, async () => {
    const { documents, truth } = await batch;
    const faultless = new Set(truth.filter(({ faults }) => faults.length === 0).map(({ applicationId }) => applicationId));
    expect(faultless.size).toBe(2);
    for (const { id, documents: described } of applicationsOf(await batch)) {
      if (!faultless.has(id)) continue;
      for (const { sha256, kind, declaredType } of described) {
        const image = sharp(documents.get(sha256), { failOn: 'warning' });
        const { format, width, height } = await image.metadata();
        expect(`image/${format}`).toBe(declaredType);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(kind === 'portrait' ? 600 : 1200);
        const { channels } = await image.stats();
        expect(channels.length).toBe(3);
        for (const { mean, stdev } of channels) {
          expect(mean).toBeGreaterThan(60);
          expect(mean).toBeLessThan(225);
          expect(stdev).toBeGreaterThan(15);
        }
      }
    }
  });

  test('holds a truncated upload that does not decode', async () => {
    const { documents, truth } = await batch;
    const cut = truth.flatMap(({ places }) => places).find(({ fault }) => fault === 'upload_truncated');
    const described = applicationsOf(await batch).flatMap((application) => application.documents);
    const bytes = documents.get(described.find(({ id }) => id === cut?.documentId)?.sha256 ?? '');
    expect(bytes?.length).toBeGreaterThan(10_240);
    await expect(sharp(bytes, { failOn: 'warning' }).raw().toBuffer()).rejects.toThrow();
  });
});

test('the borrowed photo of a duplicate is the very file of the original', async () => {
  const index = Array.from({ length: 60 }, (_, place) => place).find((place) => planFor(place).faults.includes('duplicate_photo')) ?? 0;
  const context = {
    seed: randomFrom('a batch'),
    now: Date.parse(now),
    batchId: 'b',
    makeUpload: (async (person, kind, random, faults, traits) =>
      kind === 'portrait'
        ? drawUpload(person, kind, random, faults, traits)
        : { bytes: new Uint8Array([index]), extension: 'jpg', declaredType: 'image/jpeg' }) satisfies MakeUpload,
  };
  const [duplicate, original] = [await makeApplication(index, context), await makeApplication(originalOf(index), context)];
  const portraitOf = ({ application }: typeof duplicate) => application.documents.find(({ kind }) => kind === 'portrait')?.sha256;
  expect(portraitOf(duplicate)).toBe(portraitOf(original));
  expect(duplicate.application.applicant.idNumber).not.toBe(original.application.applicant.idNumber);
  expect(duplicate.truth.places[0]?.otherApplicationId).toBe(original.application.id);
});

test('writes a batch as files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sample-'));
  try {
    await writeSampleBatch(await batch, folder);
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const lines = await readFile(join(folder, 'changes.ndjson'));
    expect(manifest).toMatchObject({
      format: 'tpbatch/1',
      applications: 5,
      changesSha256: createHash('sha256').update(lines).digest('hex'),
    });
    expect((await readdir(join(folder, 'documents'))).sort()).toEqual([...(await batch).documents.keys()].sort());
    expect(JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8'))).toEqual((await batch).truth);
  } finally {
    await rm(folder, { recursive: true });
  }
});
