import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackageRecord } from '../../../shared/domain/package.ts';
import { fixedId, sha256Of } from '../../fixtures/batch.ts';
import { type PackageContents, packageContents, packageFile, signedManifest, zipOf } from '../../fixtures/package.ts';
import { openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let site: TestWorkstation;
beforeAll(async () => {
  site = await openTestWorkstation(undefined, { automatic: false });
  taken(await site.workstation.create(passphrase, { kind: 'packages' }));
});
afterAll(() => site.close());

let count = 0;
/** A package of a batch that no other test has. */
const newBatch = (): PackageContents => {
  count += 1;
  const contents = packageContents(2);
  return { ...contents, manifest: { ...contents.manifest, batchId: fixedId('repeated-batch', count) } };
};
const bring = async (contents: PackageContents, how: Parameters<typeof zipOf>[1] = {}) =>
  site.desk().packages.import(packageFile(await zipOf(contents, how)));
const audited = (): number => site.desk().store.read.auditTail().seq;

describe('a batch that came before', () => {
  it.each<[string, (contents: PackageContents) => Promise<Awaited<ReturnType<typeof bring>>>]>([
    ['packed anew', (contents) => bring(contents, { compress: false })],
    ['with its manifest written otherwise', (contents) => bring(contents, { manifestText: JSON.stringify(contents.manifest, null, 4) })],
    [
      'signed anew',
      (contents) => bring({ ...contents, manifest: signedManifest(contents.manifest, generateKeyPairSync('ed25519').privateKey) }),
    ],
    [
      'made at another time',
      (contents) => bring({ ...contents, manifest: { ...contents.manifest, createdAt: '2026-11-17T02:00:00.000Z' } }),
    ],
  ])('%s changes nothing', async (_, again) => {
    const contents = newBatch();
    expect(taken(await bring(contents))).toMatchObject({ unchanged: false, applications: 2 });
    const before = audited();
    expect(taken(await again(contents))).toMatchObject({ unchanged: true });
    expect(audited()).toBe(before);
    const { batchId } = contents.manifest;
    expect(
      site
        .desk()
        .store.read.packages(100)
        .filter(({ packageId }) => packageId === batchId),
    ).toHaveLength(1);
  });

  it('is told where other changes came under its number, and nothing of them is taken', async () => {
    const contents = newBatch();
    taken(await bring(contents));
    const other = packageContents(3);
    const { batchId } = contents.manifest;
    const before = audited();
    const outcome = await bring({ ...other, manifest: { ...other.manifest, batchId } });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'package_conflicting', details: { batchId } } });
    expect(audited()).toBe(before);
    expect(taken(await bring(contents)).unchanged).toBe(true);
  });

  it('with receipts that are new has only those taken in', async () => {
    const contents = newBatch();
    taken(await bring(contents));
    const receipt = { decisionId: fixedId('decision', 1), status: 'accepted', at: '2026-11-16T03:00:00.000Z' };
    const withReceipts = { ...contents, receipts: `${JSON.stringify(receipt)}\n` };
    expect(taken(await bring(withReceipts))).toMatchObject({ unchanged: false, receipts: 1 });
    expect(taken(await bring(withReceipts))).toMatchObject({ unchanged: true });
    expect(taken(await bring(contents))).toMatchObject({ unchanged: true });
  });

  it('by an older version, which kept only the hash of its manifest, is once as the same file and read once more as another', async () => {
    const { store } = site.desk();
    for (const [manifest, unchanged] of [
      [(text: string) => text, true],
      [(text: string) => `${text} `, false],
    ] as const) {
      const contents = newBatch();
      const batchId = String(contents.manifest.batchId);
      const record = { ...store.read.packages(1)[0], packageId: batchId } as PackageRecord;
      const text = manifest(JSON.stringify(contents.manifest));
      store.transaction((write) => write.addPackage(record, { manifest: sha256Of(Buffer.from(text)) }));
      expect(taken(await bring(contents)).unchanged).toBe(unchanged);
      expect(taken(await bring(contents)).unchanged).toBe(true);
    }
  });
});
