import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { fail, type Result, succeed } from '../../../../shared/domain/failure.ts';

/** Entries that a package may have at most: a million documents and the rest. */
const mostEntries = 1_000_100;
/** Largest text entry, bytes: the applications of a day are a few megabytes. */
const largestText = 256 * 1024 * 1024;
/** A regular file or nothing told, by the upper half of the external attributes (Unix mode, PKZIP APPNOTE 4.4.15). */
const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;

/** Something in a package is not as it was written; `entry` names it. */
export class DamagedEntry extends Error {
  readonly entry: string;
  constructor(entry: string) {
    super('a package entry is damaged');
    this.entry = entry;
  }
}

/** An open zip file whose directory was read and found harmless. Nothing of it is ever written under a name of its own. */
export type Archive = {
  has(name: string): boolean;
  /** Names below `documents/`. */
  documentNames(): string[];
  /** Bytes that the directory claims for an entry. */
  lengthOf(name: string): number;
  /** The bytes of an entry; throws {@link DamagedEntry} where it breaks off, is longer than `maxBytes`, or its CRC-32 is wrong. */
  read(name: string, maxBytes: number): AsyncGenerator<Uint8Array>;
  /** A text entry, UTF-8 without a byte order mark. `sha256`: the hash that its bytes must have; throws {@link DamagedEntry} where they have another. */
  text(name: string, sha256?: string): Promise<string>;
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

const openDirectory = (path: string): Promise<yauzl.ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true }, (error, file) =>
      error === null ? resolve(file) : reject(error),
    );
  });

/** Every entry of the directory, or what is wrong with it. */
const entriesOf = (file: yauzl.ZipFile): Promise<Result<Map<string, yauzl.Entry>>> =>
  new Promise((resolve) => {
    const entries = new Map<string, yauzl.Entry>();
    let seen = 0;
    file.on('error', (error: Error) => {
      // yauzl refuses names that lead out of the place; whatever else it says is damage of the directory.
      const outside = /absolute path|relative path|invalid characters in fileName/.test(error.message);
      resolve(fail(outside ? 'package_hostile' : 'package_damaged', { entry: outside ? 'path' : 'directory' }));
    });
    file.on('end', () => resolve(succeed(entries)));
    file.on('entry', (entry: yauzl.Entry) => {
      seen += 1;
      const linked = ((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink;
      if (seen > mostEntries) return resolve(fail('package_hostile', { entry: 'entries' }));
      if (linked || entries.has(entry.fileName)) return resolve(fail('package_hostile', { entry: linked ? 'link' : 'duplicate' }));
      if (known.test(entry.fileName)) {
        if (entry.isEncrypted()) return resolve(fail('package_damaged', { entry: entry.fileName }));
        entries.set(entry.fileName, entry);
      }
      file.readEntry();
    });
    file.readEntry();
  });

/** Opens a package. Fails with `file_unreadable`, `package_not_one` (no zip), `package_damaged`, or `package_hostile`. */
export const openArchive = async (path: string, fileName: string): Promise<Result<Archive>> => {
  let file: yauzl.ZipFile;
  try {
    file = await openDirectory(path);
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (typeof code === 'string') return fail('file_unreadable', { file: fileName });
    // A zip's directory stands at its end: a file that begins like one and has none was cut off.
    return (await beginsLikeZip(path)) ? fail('package_damaged', { entry: 'directory' }) : fail('package_not_one', { file: fileName });
  }
  const listed = await entriesOf(file);
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
    } catch {
      throw new DamagedEntry(name);
    }
    if (sum !== entry.crc32) throw new DamagedEntry(name);
  }
  return succeed({
    has: (name) => entries.has(name),
    documentNames: () => [...entries.keys()].filter((name) => name.startsWith('documents/')),
    lengthOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    read,
    text: async (name, sha256) => {
      const pieces: Uint8Array[] = [];
      for await (const piece of read(name, largestText)) pieces.push(piece);
      const bytes = Buffer.concat(pieces);
      if (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256) throw new DamagedEntry(name);
      return bytes.toString('utf8').replace(/^\uFEFF/, '');
    },
    close: () => file.close(),
  });
};
