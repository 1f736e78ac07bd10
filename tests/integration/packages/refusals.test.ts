import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PackageContents, packageContents, packageFile, zipOf } from '../../fixtures/package.ts';
import { codeOf, openTestWorkstation, passphrase, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

let site: TestWorkstation;
beforeAll(async () => {
  site = await openTestWorkstation(undefined, { automatic: false });
  taken(await site.workstation.create(passphrase, { kind: 'packages' }));
});
afterAll(() => site.close());

/** Everything that an import could have left: rows, files on the shelf, the audit. */
const traces = (): string => {
  const { read } = site.desk().store;
  const shelf = join(site.folder, 'documents');
  const files = existsSync(shelf) ? readdirSync(shelf, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [];
  return JSON.stringify([read.fileCounts(), read.packages(10), read.auditTail(), files.map(({ name }) => name), read.unknownChangeCount()]);
};
const refusal = async (bytes: Uint8Array): Promise<string> => {
  const before = traces();
  const outcome = await site.desk().packages.import(packageFile(bytes));
  expect(traces()).toBe(before);
  if (outcome.ok) return 'ok';
  const entry = outcome.error.details.entry;
  return entry === undefined ? outcome.error.code : `${outcome.error.code} ${String(entry)}`;
};
const withManifest = (change: Record<string, unknown>): PackageContents => {
  const contents = packageContents();
  return { ...contents, manifest: { ...contents.manifest, ...change } };
};
/** A name in a zip replaced by one of the same length, in its local header and in the directory. */
const renamed = (zip: Buffer, from: string, to: string): Buffer => Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');

describe('a package that is not as it was written is refused whole', () => {
  it.each([
    ['not a zip', async () => Buffer.from('hello'), 'package_not_one'],
    ['an empty file', async () => Buffer.alloc(0), 'package_not_one'],
    ['cut off', async () => (await zipOf(packageContents())).subarray(0, 300), 'package_damaged directory'],
    ['no manifest', async () => renamed(await zipOf(packageContents()), 'manifest.json', 'manifest.jso_'), 'package_not_one'],
    ['a manifest that is no JSON', () => zipOf(packageContents(), { manifestText: '{' }), 'package_damaged manifest.json'],
    ['another format', () => zipOf(withManifest({ format: 'tpbatch/2' })), 'package_damaged manifest.json'],
    ['another hash of the changes', () => zipOf(withManifest({ changesSha256: 'a'.repeat(64) })), 'package_damaged changes.ndjson'],
    ['fewer applications than told', () => zipOf(withManifest({ applications: 3 })), 'package_damaged changes.ndjson'],
    ['receipts that are missing', () => zipOf(withManifest({ receiptsSha256: 'a'.repeat(64) })), 'package_damaged receipts.ndjson'],
    ['receipts that are none', async () => zipOf({ ...packageContents(), receipts: '{"status":1}\n' }), 'package_damaged receipts.ndjson'],
    [
      'a document that is missing',
      () => zipOf(withManifest({ documents: [{ sha256: 'b'.repeat(64), byteLength: 1 }] })),
      /^package_damaged documents\//,
    ],
    [
      'a document that nobody named',
      () => {
        const contents = packageContents();
        contents.others.set(`documents/${'c'.repeat(64)}`, new Uint8Array(3));
        return zipOf(contents);
      },
      `package_damaged documents/${'c'.repeat(64)}`,
    ],
    [
      'other bytes under a document’s name',
      () => {
        const contents = packageContents();
        const [name = '', bytes = new Uint8Array()] = [...contents.others][0] ?? [];
        contents.others.set(name, new Uint8Array(bytes.length).fill(9));
        return zipOf(contents);
      },
      /^package_damaged documents\//,
    ],
  ])('%s', async (_, make, expected) => {
    expect(await refusal(await make())).toMatch(expected);
  });

  it('cut at any point', async () => {
    const whole = await zipOf(packageContents());
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        expect(await refusal(whole.subarray(0, length))).toMatch(/^package_(damaged|not_one)/);
      }),
      { numRuns: 40 },
    );
  });

  it('with any byte changed, it is refused with a code or says the same', async () => {
    const whole = await zipOf(packageContents(), { compress: false });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), async (place, difference) => {
        const changed = Buffer.from(whole);
        changed[place] = (changed[place] ?? 0) ^ difference;
        const outcome = await site.desk().packages.import(packageFile(changed));
        // Dates and attributes of a zip's directory mean nothing here; what matters is in the hashes.
        if (!outcome.ok) expect(outcome.error.code).toMatch(/^package_/);
        else expect(outcome.value).toMatchObject({ applications: 2, documents: 2 });
      }),
      { numRuns: 60 },
    );
  });
});

describe('a hostile package', () => {
  const evil = (name: string): Promise<Buffer> => {
    const contents = packageContents();
    contents.others.set('x'.repeat(name.length), Buffer.from('evil'));
    return zipOf(contents).then((zip) => renamed(zip, 'x'.repeat(name.length), name));
  };

  it.each(['../outside.txt', '/etc/outside', 'C:/outside.txt', 'documents/../../outside', '..\\outside.txt'])(
    'that names %s is refused, and nothing is written there',
    async (name) => {
      expect(await refusal(await evil(name))).toBe('package_hostile path');
      expect(existsSync(join(dirname(site.folder), 'outside.txt'))).toBe(false);
    },
  );

  it('with one name twice is refused', async () => {
    const contents = packageContents();
    contents.others.set('changes.ndjsoX', Buffer.from('{}'));
    expect(await refusal(renamed(await zipOf(contents), 'changes.ndjsoX', 'changes.ndjson'))).toBe('package_hostile duplicate');
  });

  it('that unpacks to more than its manifest tells is given up at that length', async () => {
    const contents = packageContents();
    const [name = ''] = [...contents.others.keys()];
    // A gigabyte of nothing is a megabyte of zip.
    contents.others.set(name, new Uint8Array(300_000_000));
    const before = process.memoryUsage().rss;
    expect(await refusal(await zipOf(contents))).toMatch(/^package_damaged documents\//);
    expect(process.memoryUsage().rss - before).toBeLessThan(1_200_000_000);
  });

  it('a text of more than 256 MB is not unpacked', async () => {
    const changes = ' '.repeat(257 * 1024 * 1024);
    expect(await refusal(await zipOf({ ...packageContents(), changes }))).toBe('package_damaged changes.ndjson');
  });

  it('harmless files of the system that packed it are passed over', async () => {
    const contents = packageContents(4);
    contents.others.set('.DS_Store', Buffer.from('x'));
    contents.others.set('__MACOSX/manifest.json', Buffer.from('x'));
    expect(codeOf(await site.desk().packages.import(packageFile(await zipOf(contents))))).toBe('ok');
  });
});
