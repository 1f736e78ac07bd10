import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedId } from '../fixtures/batch.ts';
import { type PackageContents, packageContents, packageFile, zipOf } from '../fixtures/package.ts';
import { type RawEnd, type RawEntry, rawZip, zip64Extra } from '../fixtures/raw-zip.ts';
import { codeOf, openTestWorkstation, passphrase, type TestWorkstation, taken } from '../fixtures/workstation.ts';
import { dump, examine } from './database.ts';
import { runSeed, times } from './line.ts';

let site: TestWorkstation;
beforeAll(async () => {
  site = await openTestWorkstation(undefined, { automatic: false });
  taken(await site.workstation.create(passphrase, { kind: 'packages' }));
  taken(await site.desk().packages.import(packageFile(await zipOf(packageContents(3)))));
});
afterAll(() => site.close());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const runs = (count: number) => ({ numRuns: count * times, seed: Number(runSeed) | 0 });
const key = () => site.desk().keys.databaseKey;
/** Every row of every table, and every file of the shelf. */
const everything = () => {
  const shelf = join(site.folder, 'documents');
  const files = existsSync(shelf) ? readdirSync(shelf, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [];
  return { tables: dump(site.folder, key()), files: files.map(({ parentPath, name }) => join(parentPath, name)).sort() };
};
const bring = async (bytes: Uint8Array) => site.desk().packages.import(packageFile(bytes));
/** The code with which a package was refused; fails where it was taken, or left anything. */
const refusal = async (bytes: Uint8Array): Promise<string> => {
  const before = everything();
  const outcome = await bring(bytes);
  expect(everything()).toEqual(before);
  return outcome.ok ? 'taken' : `${outcome.error.code} ${String(outcome.error.details.entry ?? '')}`.trim();
};
const rawOf = ({ manifest, changes, receipts, others }: PackageContents): RawEntry[] => [
  { name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) },
  { name: 'changes.ndjson', content: Buffer.from(changes) },
  ...(receipts === undefined ? [] : [{ name: 'receipts.ndjson', content: Buffer.from(receipts) }]),
  ...[...others].map(([name, content]) => ({ name, content })),
];
const withChanges = (changes: string | Uint8Array, more: Record<string, unknown> = {}): RawEntry[] => {
  const content = Buffer.from(changes as string);
  const { manifest } = packageContents(0);
  const told = { ...manifest, batchId: fixedId('hostile-batch', 1), changesSha256: sha256(content), applications: undefined, ...more };
  return [
    { name: 'manifest.json', content: Buffer.from(JSON.stringify(told)) },
    { name: 'changes.ndjson', content },
  ];
};
const whole = (): RawEntry[] => rawOf(packageContents(2));
const withEntry = (change: Partial<RawEntry>): RawEntry[] => whole().map((entry, place) => (place === 1 ? { ...entry, ...change } : entry));
const and = (entry: RawEntry): RawEntry[] => [...whole(), entry];
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const nested = (depth: number): string => `{"seq":1,"kind":"unheard_of","at":"","deep":${'['.repeat(depth)}${']'.repeat(depth)}}`;

describe('a package made to do harm is refused by name, and everything is as it was', () => {
  it.each<[string, RawEntry[], string, RawEnd?]>([
    ['a name that leads out', and({ name: '../../outside' }), 'package_hostile path'],
    ['a name from the root', and({ name: '/etc/outside' }), 'package_hostile path'],
    ['a name with a drive', and({ name: 'C:\\outside' }), 'package_hostile path'],
    ['a name that leads out of its folder', and({ name: `documents/../../${'a'.repeat(64)}` }), 'package_hostile path'],
    ['a symbolic link', and({ name: `documents/${'a'.repeat(64)}`, attributes: 0o120777 << 16 }), 'package_hostile link'],
    ['a link beside what is known', and({ name: 'other', attributes: 0o120777 << 16 }), 'package_hostile link'],
    ['its manifest twice', and({ name: 'manifest.json' }), 'package_hostile duplicate'],
    [
      'a document twice, in letters of another case',
      [...whole(), ...whole().slice(2, 3)].map((entry, place) =>
        place === 4 ? { ...entry, name: String(entry.name).toUpperCase().replace('DOCUMENTS', 'documents') } : entry,
      ),
      'package_hostile duplicate',
    ],
    ['an encrypted entry', withEntry({ flags: 1 }), 'package_damaged changes.ndjson'],
    ['an entry encrypted strongly', withEntry({ flags: 0x41 }), 'package_damaged directory'],
    ['an unknown way of packing', withEntry({ method: 99 }), 'package_damaged changes.ndjson'],
    ['a wrong checksum', withEntry({ crc: 7 }), 'package_damaged changes.ndjson'],
    ['less than it claims', withEntry({ size: 9_999_999 }), 'package_damaged changes.ndjson'],
    ['more than it claims', withEntry({ size: 10 }), 'package_damaged changes.ndjson'],
    ['packed bytes beyond the file', withEntry({ packedSize: 9_999_999 }), 'package_damaged changes.ndjson'],
    ['an entry that begins beyond the file', withEntry({ offset: 9_999_999 }), 'package_damaged changes.ndjson'],
    ['no end of its packed bytes', withEntry({ packed: Buffer.from([0x4b, 0x4c]) }), 'package_damaged changes.ndjson'],
    ['more entries than are there', whole(), 'package_damaged directory', { count: 60_000 }],
    ['more entries than anybody needs', whole(), 'package_hostile entries', { count: 0xffff, zip64: { count: 2n ** 40n } }],
    ['entries without number', whole(), 'package_hostile entries', { zip64: { count: 2n ** 64n - 1n } }],
    ['a directory beyond the file', whole(), 'package_damaged directory', { zip64: { directory: 2n ** 40n } }],
    ['a directory beyond all numbers', whole(), 'package_damaged directory', { zip64: { directory: 2n ** 64n - 1n } }],
    ['an end beyond the file', whole(), 'package_damaged directory', { zip64: { place: 2n ** 40n } }],
    ['an end beyond all numbers', whole(), 'package_damaged directory', { zip64: { place: 2n ** 63n } }],
    ['an end between two numbers', whole(), 'package_damaged directory', { zip64: { place: 2n ** 53n + 2n } }],
    [
      'an entry beyond all numbers',
      withEntry({ size: 0xffffffff, packedSize: 0xffffffff, offset: 0xffffffff, extra: zip64Extra(5n, 5n, 2n ** 63n) }),
      'package_damaged changes.ndjson',
    ],
    ['a zip64 field that is cut off', withEntry({ size: 0xffffffff, extra: zip64Extra().subarray(0, 4) }), 'package_damaged directory'],
    ['a name of nothing but zeros', and({ name: new Uint8Array(9) }), 'taken'],
    ['changes with a zero byte', withChanges('{"seq":1,"kind":"a\0b","at":""}\n'), 'package_damaged changes.ndjson'],
    [
      'changes that are not UTF-8',
      withChanges(Buffer.from('{"seq":1,"kind":"\xff","at":""}\n', 'latin1')),
      'package_damaged changes.ndjson',
    ],
    ['changes in UTF-16', withChanges(Buffer.from('\uFEFF{"seq":1,"kind":"x","at":""}\n', 'utf16le')), 'package_damaged changes.ndjson'],
    [
      'a mark in the middle',
      withChanges(`${line({ seq: 1, kind: 'x', at: '' })}\uFEFF${line({ seq: 2, kind: 'x', at: '' })}`),
      'package_damaged changes.ndjson',
    ],
    ['half a line', withChanges('{"seq":1,"kind":'), 'package_damaged changes.ndjson'],
    ['a change of no kind', withChanges(line({ seq: 1, at: '' })), 'package_damaged changes.ndjson'],
    ['a change at a place between two', withChanges(line({ seq: 1.5, kind: 'unheard_of', at: '' })), 'package_damaged changes.ndjson'],
    ['a change beyond all places', withChanges(line({ seq: 1e300, kind: 'unheard_of', at: '' })), 'package_damaged changes.ndjson'],
    ['values too deep in one another', withChanges(nested(100)), 'package_damaged changes.ndjson'],
    ['values far too deep in one another', withChanges(nested(1_000_000)), 'package_damaged changes.ndjson'],
    [
      'a line longer than any application',
      withChanges(line({ seq: 1, kind: 'x', at: 'x'.repeat(5_000_000) })),
      'package_hostile changes.ndjson',
    ],
    ['more lines than anybody needs', withChanges('\n'.repeat(1_000_001)), 'package_hostile changes.ndjson'],
    [
      'documents of two lengths',
      withChanges('', { documents: [0, 1].map((byteLength) => ({ sha256: 'a'.repeat(64), byteLength })) }),
      'package_damaged manifest.json',
    ],
    [
      'a document longer than any',
      withChanges('', { documents: [{ sha256: 'a'.repeat(64), byteLength: 2 ** 40 }] }),
      'package_damaged manifest.json',
    ],
  ])('%s', async (what, entries, expected, end) => {
    if (expected === 'taken') expect(codeOf(await bring(rawZip(entries, end)))).toBe('ok');
    else expect(await refusal(rawZip(entries, end)), what).toBe(expected);
    expect(existsSync(join(dirname(site.folder), 'outside'))).toBe(false);
  });

  it('a manifest too deep in itself', async () => {
    const [, ...rest] = withChanges('');
    const manifest = JSON.stringify({ ...packageContents(0).manifest, changesSha256: sha256(new Uint8Array()) });
    const deep = `${manifest.slice(0, -1)},"x":${'['.repeat(200_000)}${']'.repeat(200_000)},"signature":"${Buffer.alloc(64).toString('base64')}"}`;
    expect(await refusal(rawZip([{ name: 'manifest.json', content: Buffer.from(deep) }, ...rest]))).toBe('package_damaged manifest.json');
  });

  it('marks and line ends of other systems are no harm', async () => {
    const contents = packageContents(4);
    const changes = `\uFEFF${contents.changes.replaceAll('\n', '\r\n')}\r\n  \r\n`;
    const manifest = { ...contents.manifest, batchId: fixedId('hostile-batch', 2), changesSha256: sha256(Buffer.from(changes)) };
    const bytes = await zipOf(
      { ...contents, changes },
      { manifestText: `\uFEFF${JSON.stringify(manifest, null, 2).replaceAll('\n', '\r\n')}` },
    );
    expect(taken(await bring(bytes))).toMatchObject({ applications: 4, documents: 4, passedOver: 0 });
  });
});

describe('a package that is changed anywhere', () => {
  it('cut off is refused, wherever', async () => {
    const bytes = await zipOf(packageContents(2));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
        expect(await refusal(bytes.subarray(0, length))).toMatch(/^package_(damaged|not_one)/);
      }),
      runs(40),
    );
  });

  it('by some bytes is refused with a code and leaves nothing, or says the same', async () => {
    const contents = packageContents(3);
    const bytes = await zipOf(contents, { compress: false });
    const change = fc.tuple(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }));
    // Most of a package is photos; what says something stands before and behind them.
    const edge = fc.tuple(
      fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: bytes.length - 900, max: bytes.length - 1 })),
      fc.integer({ min: 1, max: 255 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(edge, edge, change), { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = Buffer.from(bytes);
        for (const [place, difference] of changes) changed[place] = (changed[place] ?? 0) ^ difference;
        const before = everything();
        const outcome = await bring(changed);
        // A batch's number and the moment it was made mean nothing to its content: then it is the same one, or another of the same content.
        if (outcome.ok) expect(outcome.value).toMatchObject({ documents: 3, receipts: 0 });
        else {
          expect(outcome.error.code).toMatch(/^package_/);
          expect(everything()).toEqual(before);
        }
      }),
      runs(80),
    );
    expect(examine(site.folder, key())).toBe('ok');
  }, 120_000);

  it('with anything in any place of its manifest or its changes, and its hashes right, is taken whole or leaves nothing', async () => {
    const contents = packageContents(2);
    const values = [
      contents.manifest,
      ...contents.changes
        .trim()
        .split('\n')
        .map((text) => JSON.parse(text) as Record<string, unknown>),
    ];
    const paths = (value: unknown, path: string[] = []): string[][] =>
      typeof value === 'object' && value !== null
        ? [path, ...Object.entries(value).flatMap(([name, inner]) => paths(inner, [...path, name]))]
        : [path];
    const places = values.flatMap((value, which) =>
      paths(value)
        .filter((path) => path.length > 0)
        .map((path) => ({ which, path })),
    );
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom(...places),
            fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(1e308, -1, 2 ** 53, '\0', '\ud800')),
          ),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        async (mutations) => {
          number += 1;
          const copies = structuredClone(values) as Record<string, unknown>[];
          for (const [{ which, path }, value] of mutations) put(copies[which] ?? {}, path, value);
          const [manifest = {}, ...lines] = copies;
          const changes = lines.map((value) => line(value)).join('');
          const inManifest = mutations.some(([{ which }]) => which === 0);
          const told = inManifest ? manifest : { ...manifest, batchId: fixedId('mutated-batch', number) };
          const before = everything();
          const outcome = await bring(
            await zipOf({
              ...contents,
              changes,
              manifest: { ...told, applications: undefined, changesSha256: sha256(Buffer.from(changes)) },
            }),
          );
          if (!outcome.ok) {
            expect(outcome.error.code).toMatch(/^package_/);
            expect(everything()).toEqual(before);
          }
          const { review } = site.desk();
          expect(review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 50 }).ok).toBe(true);
        },
      ),
      runs(80),
    );
    expect(examine(site.folder, key())).toBe('ok');
  }, 120_000);
});

/** Puts a value at a place of another one. */
const put = (value: Record<string, unknown>, path: readonly string[], at: unknown): void => {
  let within = value;
  for (const name of path.slice(0, -1)) {
    const inner = within[name];
    if (typeof inner !== 'object' || inner === null) return;
    within = inner as Record<string, unknown>;
  }
  within[path.at(-1) ?? ''] = at;
};
