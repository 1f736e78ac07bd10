import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type yauzl from 'yauzl';
import { type Failure, fail, type Result, succeed } from '../../../../shared/domain/failure.ts';
import { openZip } from './file-reader.ts';

/** Entries that a package may have at most: as many documents as a manifest of its greatest length can name, and the rest. */
const mostEntries = 100_000;
/** A regular file or nothing told, by the upper half of the external attributes (Unix mode, PKZIP APPNOTE 4.4.15). */
const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;

/** A package that can't be taken, from deep within its reading; `failure` says why. */
export class RefusedPackage extends Error {
  readonly failure: Failure;
  constructor({ error }: { error: Failure }) {
    super('a package was refused');
    this.failure = error;
  }
}

/** Something in a package is not as it was written; `entry` names it. */
export class DamagedEntry extends RefusedPackage {
  constructor(entry: string) {
    super(fail('package_damaged', { entry }));
  }
}

/** An open zip file whose directory was read and found harmless. Nothing of it is ever written under a name of its own. */
export type Archive = {
  has(name: string): boolean;
  /** Names below `documents/`, in lower case. */
  documentNames(): string[];
  /** Bytes that the directory claims for an entry. */
  lengthOf(name: string): number;
  /**
   * The bytes of an entry; throws {@link DamagedEntry} where it breaks off, is longer than `maxBytes`, or its CRC-32 is wrong, and `file_unreadable`
   * where the disk it lies on fails.
   */
  read(name: string, maxBytes: number): AsyncGenerator<Uint8Array>;
  /** A whole entry of at most `maxBytes`. `sha256`: the hash that its bytes must have; throws as {@link read} does, also where they have another. */
  whole(name: string, maxBytes: number, sha256?: string): Promise<Buffer>;
  /** Bytes of the file itself. */
  readonly byteLength: number;
  close(): void;
};

/** What a name may be; files beside these are passed over, as systems leave their own in archives. */
const known = /^(manifest\.json|changes\.ndjson|receipts\.ndjson|documents\/[0-9A-Fa-f]{64})$/;

/** Whether a file begins with a zip's first local header (PKZIP APPNOTE 4.3.7). */
const beginsLikeZip = async (path: string): Promise<boolean> => {
  const handle = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50;
  } finally {
    await handle.close();
  }
};

/** Whether it is the operating system that refused, and not the content that is wrong: its errors name the call that failed. */
const isOfSystem = (error: unknown): boolean => typeof (error as { syscall?: unknown } | null)?.syscall === 'string';

/** Every entry of the directory, or what is wrong with it. */
const entriesOf = (file: yauzl.ZipFile, fileName: string): Promise<Result<Map<string, yauzl.Entry>>> =>
  new Promise((resolve) => {
    const entries = new Map<string, yauzl.Entry>();
    if (file.entryCount > mostEntries) return resolve(fail('package_hostile', { entry: 'entries' }));
    file.on('error', (error: Error) => {
      if (isOfSystem(error)) return resolve(fail('file_unreadable', { file: fileName }));
      // yauzl refuses names that lead out of the place; whatever else it says is damage of the directory.
      const outside = /absolute path|relative path|invalid characters in fileName/.test(error.message);
      resolve(fail(outside ? 'package_hostile' : 'package_damaged', { entry: outside ? 'path' : 'directory' }));
    });
    file.on('end', () => resolve(succeed(entries)));
    file.on('entry', (entry: yauzl.Entry) => {
      const linked = ((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink;
      // A document's name is a number: two that differ in the case of letters only are one.
      const name = entry.fileName.startsWith('documents/') ? entry.fileName.toLowerCase() : entry.fileName;
      if (linked || entries.has(name)) return resolve(fail('package_hostile', { entry: linked ? 'link' : 'duplicate' }));
      if (known.test(name)) {
        if (entry.isEncrypted()) return resolve(fail('package_damaged', { entry: name }));
        entries.set(name, entry);
      }
      file.readEntry();
    });
    file.readEntry();
  });

/** Opens a package. Fails with `file_unreadable`, `package_not_one` (no zip), `package_damaged`, or `package_hostile`. */
export const openArchive = async (path: string, fileName: string): Promise<Result<Archive>> => {
  // A folder, or a pipe whose other end nobody opens.
  if ((await stat(path).catch(() => undefined))?.isFile() !== true) return fail('file_unreadable', { file: fileName });
  let file: yauzl.ZipFile;
  try {
    file = await openZip(path);
  } catch (error) {
    if (isOfSystem(error)) return fail('file_unreadable', { file: fileName });
    // A zip's directory stands at its end: a file that begins like one and has none was cut off.
    return (await beginsLikeZip(path)) ? fail('package_damaged', { entry: 'directory' }) : fail('package_not_one', { file: fileName });
  }
  const listed = await entriesOf(file, fileName);
  if (!listed.ok) {
    file.close();
    return listed;
  }
  const entries = listed.value;
  const streamOf = (entry: yauzl.Entry): Promise<Readable> =>
    new Promise((resolve, reject) => {
      file.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)));
    });
  async function* read(name: string, maxBytes: number): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name);
    if (entry === undefined || entry.uncompressedSize > maxBytes) throw new DamagedEntry(name);
    let sum = 0;
    let length = 0;
    try {
      for await (const piece of await streamOf(entry)) {
        const bytes = piece as Uint8Array;
        length += bytes.length;
        if (length > maxBytes) throw new DamagedEntry(name);
        sum = crc32(bytes, sum);
        yield bytes;
      }
    } catch (error) {
      throw isOfSystem(error) ? new RefusedPackage(fail('file_unreadable', { file: fileName })) : new DamagedEntry(name);
    }
    if (sum !== entry.crc32) throw new DamagedEntry(name);
  }
  return succeed({
    byteLength: file.fileSize,
    has: (name) => entries.has(name),
    documentNames: () => [...entries.keys()].filter((name) => name.startsWith('documents/')),
    lengthOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    read,
    whole: async (name, maxBytes, sha256) => {
      const claimed = entries.get(name)?.uncompressedSize ?? 0;
      if (claimed > maxBytes) throw new DamagedEntry(name);
      // Filled as it comes: pieces that are put together at the end would stand in memory twice.
      const bytes = Buffer.alloc(claimed);
      let filled = 0;
      for await (const piece of read(name, claimed)) {
        bytes.set(piece, filled);
        filled += piece.length;
      }
      if (filled !== claimed) throw new DamagedEntry(name);
      if (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256) throw new DamagedEntry(name);
      return bytes;
    },
    close: () => file.close(),
  });
};
