import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { openDocumentReceiver } from '../../../electron/engine/vault/document-files.ts';
import { openDocumentFiles, type PartialFile } from '../../../electron/engine/vault/index.ts';
import { freshFolder } from '../../fixtures/store.ts';
import { unwritableFolder } from '../../fixtures/unwritable-folder.ts';

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
/** Bytes that differ everywhere, with a name in them to look for. */
const photo = (length: number): Uint8Array => {
  const bytes = new Uint8Array(length).map((_, index) => (index * 31 + (index >> 8)) & 0xff);
  bytes.set(Buffer.from('张三 13800000017').subarray(0, length));
  return bytes;
};
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < bytes.length; offset += size) yield bytes.subarray(offset, offset + size);
}
const allFiles = (folder: string): string[] =>
  existsSync(join(folder, 'documents'))
    ? readdirSync(join(folder, 'documents'), { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
      )
    : [];
const shelf = () => {
  const folder = freshFolder();
  return { folder, files: openDocumentFiles(folder, systemRandom) };
};
const received = async (bytes: Uint8Array) => {
  const { folder, files } = shelf();
  const sha256 = sha256Of(bytes);
  const outcome = await files.receive(sha256, bytes.length, inPieces(bytes, 10_000));
  if (!outcome.ok) throw new Error(outcome.cause);
  outcome.place();
  return { folder, files, sha256, key: outcome.key };
};

describe('a download that is kept', () => {
  const cut = (bytes: Uint8Array, length: number) =>
    (async function* () {
      yield* inPieces(bytes.subarray(0, length), 10_000);
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    })();
  const keptOf = async (folder: string, bytes: Uint8Array, length: number) => {
    const kept: PartialFile[] = [];
    const files = openDocumentFiles(folder, systemRandom);
    await expect(
      files.receive(sha256Of(bytes), bytes.length, cut(bytes, length), { keep: (partial) => void kept.push(partial) }),
    ).rejects.toThrow('reset');
    const [partial] = kept;
    if (partial === undefined || kept.length > 1) throw new Error('it should be told once');
    return { files, partial, path: join(folder, 'documents', 'incoming', partial.name) };
  };

  test('all that came is there, under a key of its own, and what continues it is sealed with another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_400_000 }), fc.integer({ min: 1, max: 1_400_000 }), async (whole, part) => {
        const bytes = photo(whole);
        const length = Math.min(part, whole);
        const { files, partial } = await keptOf(freshFolder(), bytes, length);
        expect(await files.partialLength(sha256Of(bytes), partial)).toBe(length);
        const outcome = await files.receive(sha256Of(bytes), whole, inPieces(bytes.subarray(length), 50_000), {
          from: partial,
          keep: () => {},
        });
        if (!outcome.ok) throw new Error(outcome.cause);
        outcome.place();
        expect(outcome.key).not.toEqual(partial.key);
        const read = await files.read(sha256Of(bytes), 'original', outcome.key);
        expect(read.ok && Buffer.compare(read.value, bytes)).toBe(0);
      }),
      { numRuns: 8 },
    );
  });

  test('what a kill left is good up to its last whole frame, whatever came behind it', async () => {
    const bytes = photo(1_000_000);
    const { files, partial, path } = await keptOf(freshFolder(), bytes, 900_000);
    const file = readFileSync(path);
    // Head 18 bytes, frames of 65,536 bytes and a tag of 16.
    for (const length of [18 + 5 * 65_552, 18 + 5 * 65_552 + 7, 18 + 6 * 65_552 - 1]) {
      writeFileSync(path, file.subarray(0, length));
      expect(await files.partialLength(sha256Of(bytes), partial)).toBe(5 * 65_536);
    }
    for (const length of [0, 3, 17]) {
      writeFileSync(path, file.subarray(0, length));
      expect(await files.partialLength(sha256Of(bytes), partial)).toBeUndefined();
    }
  });

  test('a changed bit, another document’s file and a missing one continue nothing', async () => {
    const bytes = photo(900_000);
    const folder = freshFolder();
    const { files, partial, path } = await keptOf(folder, bytes, 800_000);
    expect(await files.partialLength(sha256Of(photo(5)), partial)).toBeUndefined();
    const file = readFileSync(path);
    file[300_000] = (file[300_000] ?? 0) ^ 1;
    writeFileSync(path, file);
    expect(await files.partialLength(sha256Of(bytes), partial)).toBeUndefined();
    await files.dropPartial(partial);
    expect(await files.partialLength(sha256Of(bytes), partial)).toBeUndefined();
    expect(allFiles(folder)).toEqual([]);
  });

  test('survives the sweep of the next run only where it is named', async () => {
    const folder = freshFolder();
    const { partial, path } = await keptOf(folder, photo(900_000), 800_000);
    expect(await openDocumentFiles(folder, systemRandom, () => [partial.name]).sweep()).toBe(0);
    expect(existsSync(path)).toBe(true);
    expect(await openDocumentFiles(folder, systemRandom).sweep()).toBe(1);
    expect(existsSync(path)).toBe(false);
  });
});

describe('document files', () => {
  test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_001])('%i bytes come back as they were, in pieces of any size', async (length) => {
    const { files } = shelf();
    const bytes = photo(length);
    for (const size of [977, 65_536, 1_000_000]) {
      const outcome = await files.receive(sha256Of(bytes), length, inPieces(bytes, size));
      if (!outcome.ok) throw new Error(outcome.cause);
      outcome.place();
      const read = await files.read(sha256Of(bytes), 'original', outcome.key);
      expect(read.ok && Buffer.compare(read.value, bytes)).toBe(0);
    }
  });

  test('a document that has arrived is seen once it is placed, and one that is discarded leaves nothing and what stands there alone', async () => {
    const { folder, files, sha256, key } = await received(photo(90_000));
    const again = await files.receive(sha256, 90_000, [photo(90_000)]);
    if (!again.ok) throw new Error(again.cause);
    expect((await files.read(sha256, 'original', key)).ok).toBe(true);
    expect(await files.read(sha256, 'original', again.key)).toMatchObject({ ok: false, error: { code: 'document_damaged' } });
    await again.discard();
    expect(allFiles(folder)).toHaveLength(1);
    const third = await files.receive(sha256, 90_000, [photo(90_000)]);
    if (!third.ok) throw new Error(third.cause);
    third.place();
    await third.discard();
    expect((await files.read(sha256, 'original', third.key)).ok).toBe(true);
    expect(allFiles(folder)).toHaveLength(1);
  });

  test('nothing of the content is readable on disk', async () => {
    const { folder } = await received(photo(200_000));
    const files = allFiles(folder);
    expect(files).toHaveLength(1);
    for (const file of files) {
      const bytes = readFileSync(file);
      for (const trace of ['张三', '13800000017', Buffer.from(photo(200_000).subarray(70_000, 70_032))])
        expect(bytes.includes(trace)).toBe(false);
    }
  });

  test('a document of up to half a megabyte is verified before anything of it is written', async () => {
    const { folder, files } = shelf();
    const wanted = photo(8 * 65_536);
    const seen: string[][] = [];
    async function* watched() {
      for await (const piece of inPieces(wanted, 10_000)) {
        yield piece;
        seen.push(allFiles(folder));
      }
    }
    expect(await files.receive(sha256Of(photo(9)), wanted.length, watched())).toEqual({ ok: false, cause: 'sha256' });
    expect(seen).toEqual(Array.from({ length: 53 }, () => []));
    expect((await files.receive(sha256Of(wanted), wanted.length, watched())).ok).toBe(true);
    expect(seen).toEqual(Array.from({ length: 106 }, () => []));
  });

  test('what a thread of the same run is writing is swept by nobody, and can be read here', async () => {
    const { folder, files } = shelf();
    const beside = openDocumentReceiver(files.place, systemRandom);
    const bytes = photo(1_000_000);
    const swept: number[] = [];
    async function* slow() {
      for await (const piece of inPieces(bytes, 100_000)) {
        yield piece;
        swept.push(await files.sweep());
      }
    }
    const outcome = await beside.receive(sha256Of(bytes), bytes.length, slow());
    if (!outcome.ok) throw new Error(outcome.cause);
    expect(swept).toEqual(Array.from({ length: 10 }, () => 0));
    const sealed = files.sealed(sha256Of(bytes), outcome.file);
    expect((await files.read(sha256Of(bytes), 'original', sealed.key)).ok).toBe(false);
    sealed.place();
    const read = await files.read(sha256Of(bytes), 'original', sealed.key);
    expect(read.ok && Buffer.compare(read.value, bytes)).toBe(0);
    expect(allFiles(folder)).toHaveLength(1);
  });

  test.each([
    ['too short', 'length', 99_999],
    ['too long', 'length', 100_001],
    ['of the right length but with one bit changed', 'sha256', 100_000],
  ])('a document that is %s leaves nothing', async (_, cause, length) => {
    const { folder, files } = shelf();
    const wanted = photo(100_000);
    const given = new Uint8Array(length);
    given.set(wanted.subarray(0, length));
    given[70_000] = (given[70_000] ?? 0) ^ 1;
    expect(await files.receive(sha256Of(wanted), wanted.length, inPieces(given, 8_192))).toEqual({ ok: false, cause });
    expect(allFiles(folder)).toEqual([]);
  });

  test('a line that breaks leaves nothing and is told as it is', async () => {
    const { folder, files } = shelf();
    async function* breaking() {
      yield photo(70_000);
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    }
    await expect(files.receive(sha256Of(photo(80_000)), 80_000, breaking())).rejects.toThrow('reset');
    expect(allFiles(folder)).toEqual([]);
  });

  test('any flipped byte, any cut and any addition is seen', async () => {
    const { folder, files, sha256, key } = await received(photo(140_000));
    const [path = ''] = allFiles(folder);
    const whole = readFileSync(path);
    const damaged = async (bytes: Uint8Array) => {
      writeFileSync(path, bytes);
      return files.read(sha256, 'original', key);
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
        const bytes = new Uint8Array(whole);
        bytes[place] = (bytes[place] ?? 0) ^ flip;
        expect(await damaged(bytes)).toMatchObject({ ok: false, error: { code: 'document_damaged', subject: sha256 } });
      }),
      { numRuns: 150 },
    );
    for (let place = 0; place < 18; place += 1) {
      const bytes = new Uint8Array(whole);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      expect((await damaged(bytes)).ok, `head byte ${place}`).toBe(false);
    }
    const frame = 65_536 + 16;
    for (const length of [0, 5, 18, 18 + 15, 18 + frame, 18 + 2 * frame, whole.length - 1])
      expect((await damaged(whole.subarray(0, length))).ok, `${length}`).toBe(false);
    expect((await damaged(Buffer.concat([whole, whole.subarray(18, 18 + frame)]))).ok).toBe(false);
    const swapped = Buffer.concat([
      whole.subarray(0, 18),
      whole.subarray(18 + frame, 18 + 2 * frame),
      whole.subarray(18, 18 + frame),
      whole.subarray(18 + 2 * frame),
    ]);
    expect((await damaged(swapped)).ok).toBe(false);
    expect((await damaged(whole)).ok).toBe(true);
  });

  test('a file opens only under its own name, as its own rendition, with its own key', async () => {
    const { folder, files, sha256, key } = await received(photo(5_000));
    const screen = photo(4_000);
    expect((await files.writeRendition(sha256, 'screen', key, screen)).ok).toBe(true);
    expect((await files.writeRendition(sha256, 'screen', key, screen)).ok).toBe(true);
    const read = await files.read(sha256, 'screen', key);
    expect(read.ok && Buffer.compare(read.value, screen)).toBe(0);
    expect((await files.read(sha256, 'screen', systemRandom.bytes(32))).ok).toBe(false);
    expect(await files.read(sha256, 'thumbnail', key)).toMatchObject({
      ok: false,
      error: { code: 'document_damaged', details: { cause: 'missing' } },
    });
    const screenPath = allFiles(folder).find((path) => path.endsWith('.screen')) ?? '';
    writeFileSync(screenPath.replace(/screen$/, 'thumbnail'), readFileSync(screenPath));
    expect((await files.read(sha256, 'thumbnail', key)).ok).toBe(false);
    const other = 'ab'.repeat(32);
    mkdirSync(join(folder, 'documents', 'ab'), { recursive: true });
    writeFileSync(join(folder, 'documents', 'ab', `${other}.screen`), readFileSync(screenPath));
    expect((await files.read(other, 'screen', key)).ok).toBe(false);
  });

  test('erasing removes every rendition, also twice', async () => {
    const { folder, files, sha256, key } = await received(photo(5_000));
    await files.writeRendition(sha256, 'thumbnail', key, photo(100));
    files.erase(sha256);
    files.erase(sha256);
    expect(allFiles(folder)).toEqual([]);
  });

  test('many at a time do not get into each other’s way', async () => {
    const { folder, files } = shelf();
    const photos = Array.from({ length: 24 }, (_, index) => photo(60_000 + index));
    const outcomes = await Promise.all(photos.map((bytes) => files.receive(sha256Of(bytes), bytes.length, inPieces(bytes, 7_001))));
    for (const [index, outcome] of outcomes.entries()) {
      const bytes = photos[index] ?? new Uint8Array();
      if (outcome.ok) outcome.place();
      const read = outcome.ok ? await files.read(sha256Of(bytes), 'original', outcome.key) : outcome;
      expect(read.ok && 'value' in read && Buffer.compare(read.value, bytes)).toBe(0);
    }
    expect(allFiles(folder)).toHaveLength(24);
  });

  test('what an interrupted run left is swept before the next file, and nothing else', async () => {
    const { folder, files, sha256, key } = await received(photo(5_000));
    writeFileSync(join(folder, 'documents', 'incoming', 'left-1'), 'half');
    const next = openDocumentFiles(folder, systemRandom);
    expect(await next.sweep()).toBe(1);
    expect((await next.read(sha256, 'original', key)).ok).toBe(true);
    expect((await files.read(sha256, 'original', key)).ok).toBe(true);
  });

  test('a name that is no hash is never a path', async () => {
    const { files } = shelf();
    await expect(files.read('../../vault.json', 'original', new Uint8Array(32))).rejects.toThrow(RangeError);
    expect(() => files.erase('..')).toThrow(RangeError);
  });

  test('a folder that can’t be written to is told', async () => {
    const { folder, release } = unwritableFolder();
    const outcome = await openDocumentFiles(folder, systemRandom).receive(sha256Of(photo(10)), 10, [photo(10)]);
    release();
    expect(outcome).toMatchObject({ ok: false, cause: 'disk', error: { code: 'disk_read_only' } });
  });

  test('an error of the source is never taken for the disk’s', async () => {
    const { files } = shelf();
    async function* failing() {
      yield photo(10);
      throw Object.assign(new Error('the source is full'), { code: 'ENOSPC' });
    }
    await expect(files.receive(sha256Of(photo(20)), 20, failing())).rejects.toThrow('the source is full');
  });
});
