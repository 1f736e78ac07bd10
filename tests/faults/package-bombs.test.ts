import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type Random, randomFrom } from '../../electron/intake/sample/random.ts';
import { fixedId } from '../fixtures/batch.ts';
import { packageContents, packageFile, zipOf } from '../fixtures/package.ts';
import { type RawEntry, rawZip } from '../fixtures/raw-zip.ts';
import { freshFolder } from '../fixtures/store.ts';
import { startChild } from './child.ts';
import { dump, examine } from './database.ts';
import { runSeed, tellFacts, times } from './line.ts';
import type { PackageLine } from './process-lines.ts';

/** How many: each shape once, and 200 with `npm run test:faults`. */
const bombs = times === 1 ? 12 : 20 * times;
/** What the engine's memory may grow by, bytes: the longest text that is read, what is on its way to it, and what a manifest of the greatest length becomes. */
const mostMemory = 600_000_000;
/** Less than any machine gives it: values that stand in memory all at once would end it. */
const engineFlags = ['--max-old-space-size=512'];
const mebibyte = 1024 * 1024;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const manifestOf = (more: Record<string, unknown>): Buffer =>
  Buffer.from(
    JSON.stringify({
      ...packageContents(0).manifest,
      batchId: fixedId('bomb', 1),
      applications: undefined,
      changesSha256: sha256(new Uint8Array()),
      ...more,
    }),
  );
const packageOf = (manifest: Uint8Array, changes: Uint8Array, ...others: RawEntry[]): Buffer =>
  rawZip([{ name: 'manifest.json', content: manifest }, { name: 'changes.ndjson', content: changes }, ...others]);
const filled = (length: number, text: string): Buffer => Buffer.alloc(length, text);
const withChanges = (changes: Buffer): Buffer => packageOf(manifestOf({ changesSha256: sha256(changes) }), changes);

/** Each shape with the codes that it may be refused with; `length` is in bytes. */
const shapes: readonly [name: string, make: (random: Random) => Buffer, expected: RegExp][] = [
  [
    'a document longer than told',
    (random) => {
      const byteLength = random.whole(1, 100_000);
      const content = Buffer.alloc(random.whole(50, 150) * mebibyte);
      const name = 'ab'.repeat(32);
      return packageOf(manifestOf({ documents: [{ sha256: name, byteLength }] }), new Uint8Array(), {
        name: `documents/${name}`,
        content,
        // Half of them lie about it in the directory as well.
        ...(random.chance(0.5) ? { size: byteLength } : {}),
      });
    },
    /^package_damaged documents/,
  ],
  ['changes of nothing', (random) => withChanges(filled(random.whole(100, 250) * mebibyte, ' ')), /^package_hostile changes/],
  ['changes of line ends', (random) => withChanges(filled(random.whole(100, 250) * mebibyte, '\n')), /^package_hostile changes/],
  ['changes of small values', (random) => withChanges(filled(random.whole(100, 250) * mebibyte, '{}\n')), /^package_damaged changes/],
  [
    'changes of a million and more',
    (random) => withChanges(filled(random.whole(30, 250) * mebibyte, '{"seq":1,"kind":"x"}\n')),
    /^package_(hostile|damaged) changes/,
  ],
  ['one line of brackets', (random) => withChanges(filled(random.whole(1, 200) * mebibyte, '[')), /^package_(hostile|damaged) changes/],
  ['one line of numbers', (random) => withChanges(filled(random.whole(5, 200) * mebibyte, '1,')), /^package_hostile changes/],
  [
    'a manifest beyond its greatest length',
    (random) => packageOf(manifestOf({ more: ' '.repeat(random.whole(9, 200) * mebibyte) }), new Uint8Array()),
    /^package_damaged manifest/,
  ],
  [
    'a manifest of small values',
    (random) => {
      const values = filled(3 * random.whole(2_000_000, 2_600_000), '{},')
        .subarray(0, -1)
        .toString('latin1');
      const manifest = manifestOf({}).toString('utf8');
      return packageOf(Buffer.from(`${manifest.slice(0, -1)},"documents":[${values}]}`), new Uint8Array());
    },
    /^package_damaged manifest/,
  ],
  [
    'receipts of small values',
    (random) => {
      const receipts = filled(random.whole(50, 200) * mebibyte, '{}\n');
      return packageOf(manifestOf({ receiptsSha256: sha256(receipts) }), new Uint8Array(), { name: 'receipts.ndjson', content: receipts });
    },
    /^package_damaged receipts/,
  ],
  [
    'documents that share their packed bytes',
    (random) => {
      // Each is told to be of the greatest length, and in the file all of them are a hundred kilobytes: together petabytes.
      const length = 100 * mebibyte;
      const packed = deflateRawSync(Buffer.alloc(length));
      const names = Array.from({ length: random.whole(200, 5_000) }, (_, index) => sha256(Buffer.from(String(index))));
      const manifest = manifestOf({ documents: names.map((name) => ({ sha256: name, byteLength: length })) });
      const changes: RawEntry = { name: 'changes.ndjson' };
      const [first = '', ...rest] = names;
      const document = (name: string): RawEntry => ({ name: `documents/${name}`, packed, size: length, crc: 0 });
      return rawZip([
        document(first),
        { name: 'manifest.json', content: manifest },
        changes,
        ...rest.map((name) => ({ ...document(name), offset: 0 })),
      ]);
    },
    /^package_hostile size/,
  ],
  [
    'entries without end',
    (random) => {
      const names = Array.from({ length: random.whole(30_000, 60_000) }, (_, index) => `documents/${sha256(Buffer.from(String(index)))}`);
      return packageOf(manifestOf({}), new Uint8Array(), ...names.map((name) => ({ name, packed: new Uint8Array(), offset: 0 })));
    },
    /^package_damaged documents/,
  ],
];

const isState = (line: PackageLine): line is Extract<PackageLine, { integrity: string }> => 'integrity' in line;
const isImported = (line: PackageLine): line is Extract<PackageLine, { imported: string }> => 'imported' in line;

it(
  `${bombs} packages that unpack to far more than they are: the engine lives, its memory stays bounded, and nothing is left`,
  async () => {
    process.stderr.write(`FAULT_SEED=${runSeed} (bombs)\n`);
    const random = randomFrom(`${runSeed}/bombs`);
    const folder = join(freshFolder(), 'desk');
    const engine = startChild<PackageLine>('package-process.ts', [folder], engineFlags);
    try {
      const bring = async (bytes: Uint8Array) => {
        const path = packageFile(bytes);
        engine.ask({ path });
        const imported = await engine.line(
          (line): line is Extract<PackageLine, { imported: string }> => isImported(line) && line.imported === path,
        );
        rmSync(path);
        return imported;
      };
      const key = Buffer.from((await engine.line(isState)).key, 'hex');
      const { mostMemory: atFirst } = await bring(Buffer.from('no package'));
      const before = dump(folder, key);
      const wrong: string[] = [];
      let longest = 0;
      let most = 0;
      for (let number = 0; number < bombs; number += 1) {
        const shape = shapes[number % shapes.length];
        if (shape === undefined) throw new RangeError('there is no such shape');
        const [name, make, expected] = shape;
        const { code, entry, ms, mostMemory } = await bring(make(random));
        longest = Math.max(longest, ms);
        most = Math.max(most, mostMemory - atFirst);
        if (!expected.test(`${code} ${entry}`)) wrong.push(`${name}: ${code} ${entry}`);
      }
      tellFacts('package-bombs', { bombs, longestMs: Math.round(longest), memoryMegabytes: Math.round(most / 1e6) });
      expect(wrong).toEqual([]);
      expect(dump(folder, key)).toEqual(before);
      expect(examine(folder, key)).toBe('ok');
      expect(existsSync(join(folder, 'documents')) ? readdirSync(join(folder, 'documents'), { recursive: true }) : []).toEqual([]);
      expect(most).toBeLessThan(mostMemory);
      expect(longest).toBeLessThan(10_000);
      expect((await bring(await zipOf(packageContents(2)))).code).toBe('ok');
    } finally {
      await engine.kill();
    }
  },
  60_000 + bombs * 10_000,
);
