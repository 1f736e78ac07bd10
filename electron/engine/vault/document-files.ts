import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { classifyDiskError, errorCode, freeBytes, makeFolder, onDisk, syncFolder } from '../ports/disk.ts';
import type { Random } from '../ports/random.ts';
import { keyLength } from './keys.ts';
import { type PartialFile, partialFileLength, readPartialFile } from './partial-file.ts';
import { type Rendition, renditions, sealer, unseal } from './sealing.ts';

/**
 * A document that has arrived: durable, verified, and out of sight until it is placed, so that whoever enters its key into a row decides in the same
 * moment which file stands there. `key`: the document's own, 32 bytes; destroying it erases the document.
 */
export type SealedDocument = {
  key: Uint8Array;
  /** Makes the file visible, in place of whatever stood there, at once. Throws what the file system refuses with. */
  place(): void;
  /** Removes it, where another one was placed or nobody wants it any more. Does nothing once it was placed. */
  discard(): Promise<void>;
};

/** How receiving a document ended. */
export type ReceivedDocument =
  | ({ ok: true } & SealedDocument)
  /** The bytes were not the ones that were named. Nothing is left of them. */
  | { ok: false; cause: 'length' | 'sha256' }
  | { ok: false; cause: 'disk'; error: Failure };

/** How a document that arrives is kept if it breaks off. */
export type PartialKeeping = {
  /** What an earlier break left; `bytes` begin behind it. */
  from?: PartialFile | undefined;
  /** Told before a break could lose much, and at an orderly break: whoever is told keeps it durably, instead of `from`. */
  keep(partial: PartialFile): void;
};

/** The documents of a data folder, encrypted, each under the SHA-256 of its plain bytes. */
export type DocumentFiles = {
  /**
   * Encrypts `bytes` as they come, with a new key. There is a file, durable, only if length and SHA-256 are the named ones, and it becomes visible
   * when it is placed; otherwise nothing is left. Reads no further than one piece beyond the named length. Whatever `bytes` throws is thrown on, and
   * nothing is left either, unless `partial` says how to keep what has arrived. A continued file gets a new key and is sealed anew: no frame number is used twice under one key.
   */
  receive(
    sha256: string,
    byteLength: number,
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    partial?: PartialKeeping,
  ): Promise<ReceivedDocument>;
  /** Plain bytes of what a break left, all verified; undefined where nothing can be continued. */
  partialLength(sha256: string, partial: PartialFile): Promise<number | undefined>;
  /** Removes what a break left. */
  dropPartial(partial: PartialFile): Promise<void>;
  /** Bytes that can still be written, or undefined where the file system does not say. */
  freeBytes(): Promise<number | undefined>;
  /** The plain bytes. Fails with `document_damaged` where the file is missing, was changed in any bit, or is another document's. */
  read(sha256: string, rendition: Rendition, key: Uint8Array): Promise<Result<Uint8Array>>;
  /** Keeps a picture made from the original, under the same key. Replaces an earlier one. */
  writeRendition(sha256: string, rendition: Exclude<Rendition, 'original'>, key: Uint8Array, bytes: Uint8Array): Promise<Result<void>>;
  /** Removes the document's files, at once. What makes it unreadable for good is that its key is destroyed; this gives the space back. */
  erase(sha256: string): void;
  /** Removes what an interrupted run left behind, and returns how many files. Runs by itself before the first file is written. */
  sweep(): Promise<number>;
};

/** Pieces (a frame of 64 KiB is two: body and tag) that are written at once: half a megabyte for each of the few downloads under way. */
const piecesTogether = 16;

/** What is left of `pieces` after the first `count` bytes; the system may take fewer than it was offered. */
const behind = (pieces: Uint8Array[], count: number): Uint8Array[] => {
  let rest = count;
  let index = 0;
  for (let piece = pieces[index]; piece !== undefined && rest >= piece.length; piece = pieces[index]) {
    rest -= piece.length;
    index += 1;
  }
  const partial = pieces[index];
  if (partial === undefined) return [];
  return [partial.subarray(rest), ...pieces.slice(index + 1)];
};

const sha256Form = /^[0-9a-f]{64}$/;
const partialForm = /^[0-9a-f]+-\d+$/;

/** Opens the documents below a data folder; nothing is made until something is written. `partials`: names of unfinished files that will be continued. */
export const openDocumentFiles = (folder: string, random: Random, partials: () => readonly string[] = () => []): DocumentFiles => {
  const root = join(folder, 'documents');
  /** Unfinished files, on the same file system, so that a rename makes them visible at once and a sweep finds them in one place. */
  const incoming = join(root, 'incoming');
  const own = hex(random.bytes(6));
  let written = 0;

  const pathOf = (sha256: string, rendition: Rendition): string => {
    if (!sha256Form.test(sha256)) throw new RangeError('not a SHA-256');
    return join(root, sha256.slice(0, 2), `${sha256}.${rendition}`);
  };

  const incomingPath = ({ name }: PartialFile): string => {
    if (!partialForm.test(name)) throw new RangeError('not an unfinished file');
    return join(incoming, name);
  };

  const sweep = async (): Promise<number> => {
    let names: string[];
    try {
      names = await readdir(incoming);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return 0;
      throw error;
    }
    const kept = new Set(partials());
    const left = names.filter((name) => !name.startsWith(`${own}-`) && !kept.has(name));
    await Promise.all(left.map((name) => rm(join(incoming, name), { force: true })));
    return left.length;
  };

  let ready: Promise<void> | undefined;
  /** Makes the place once. A place that could not be made (a full disk) is tried again with the next file. */
  const prepare = async (): Promise<void> => {
    ready ??= (async () => {
      await makeFolder(incoming);
      await sweep();
    })();
    try {
      await ready;
    } catch (error) {
      ready = undefined;
      throw error;
    }
  };

  const shelves = new Set<string>();
  /** Makes the folder of a file's place, durably, where it was not made before; tells whether it was. */
  const prepareShelf = async (path: string): Promise<boolean> => {
    const shelf = dirname(path);
    if (shelves.has(shelf)) return true;
    await makeFolder(shelf);
    await syncFolder(root);
    shelves.add(shelf);
    return false;
  };
  /**
   * Moves a finished file to its place. Its bytes are durable; that its name is too is left to the file system's journal, which the
   * database's own sync commits: a name that a power cut takes away is found missing and fetched anew, so a sync of the shelf for
   * every photo would buy nothing.
   */
  const shelve = async (temporary: string, path: string): Promise<void> => {
    const known = await prepareShelf(path);
    try {
      await rename(temporary, path);
    } catch (error) {
      if (!known || errorCode(error) !== 'ENOENT') throw error;
      // Somebody removed the shelf under our feet: it is made once more.
      shelves.delete(dirname(path));
      await shelve(temporary, path);
    }
  };

  /** See {@link shelve}; without a pause, for whoever is in the middle of a transaction. */
  const shelveAtOnce = (temporary: string, path: string): void => {
    try {
      renameSync(temporary, path);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      // Somebody removed the shelf under our feet: it is made once more.
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      renameSync(temporary, path);
    }
  };

  /** Runs `work` on a new unfinished file, which is removed unless `work` closes it and calls `moved`: then it is somebody else's to move or remove. */
  const withTemporary = async <Value>(work: (handle: FileHandle, path: string, moved: () => void) => Promise<Value>): Promise<Value> => {
    await prepare();
    written += 1;
    const path = join(incoming, `${own}-${written}`);
    const handle = await open(path, 'wx', 0o600).catch(async (error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
      // Somebody removed the whole place under our feet: it is made once more.
      ready = undefined;
      await prepare();
      return open(path, 'wx', 0o600);
    });
    let moved = false;
    try {
      // Windows renames no open file, so `work` closes it first; closing twice does nothing.
      const value = await work(handle, path, () => {
        moved = true;
      });
      return value;
    } finally {
      if (!moved) {
        await handle.close();
        await rm(path, { force: true });
      }
    }
  };

  /** Writes all pieces with one call to the system. */
  const append = async (handle: FileHandle, pieces: Uint8Array[]): Promise<void> => {
    let left = pieces;
    while (left.length > 0) {
      const { bytesWritten } = await handle.writev(left);
      left = behind(left, bytesWritten);
    }
  };

  return {
    receive: async (sha256, byteLength, bytes, partial) => {
      const path = pathOf(sha256, 'original');
      const as = { sha256, rendition: 'original' } as const;
      const key = random.bytes(keyLength);
      /** Errors of the source are its own; only what the file system says is answered here. */
      let fromSource = false;
      try {
        return await withTemporary(async (handle, temporary, moved) => {
          const seal = sealer(key, as, random.bytes(7));
          const hash = createHash('sha256');
          let length = 0;
          let kept = false;
          /** Sealed frames on their way to the file; written together, since each call to the system costs more than the bytes. */
          let waiting: Uint8Array[] = [seal.head];
          const write = async (): Promise<void> => {
            await append(handle, waiting);
            waiting = [];
          };
          const take = (piece: Uint8Array): void => {
            length += piece.length;
            hash.update(piece);
            waiting.push(...seal.update(piece));
          };
          const keep = (): void => {
            if (kept || partial === undefined) return;
            partial.keep({ name: basename(temporary), key });
            kept = true;
          };
          if (partial?.from !== undefined) {
            for await (const piece of readPartialFile(incomingPath(partial.from), partial.from.key, as)) {
              take(piece);
              if (waiting.length > piecesTogether) await write();
            }
          }
          fromSource = true;
          try {
            for await (const piece of bytes) {
              fromSource = false;
              if (length + piece.length > byteLength) return { ok: false, cause: 'length' } as const;
              take(piece);
              if (waiting.length > piecesTogether) {
                await write();
                keep();
              }
              fromSource = true;
            }
          } catch (error) {
            if (!fromSource || partial === undefined || length === 0) throw error;
            fromSource = false;
            // All of it, also the piece of a frame, so that even the slowest line gets on.
            waiting.push(...seal.final());
            await write();
            await handle.close();
            keep();
            moved();
            fromSource = true;
            throw error;
          }
          fromSource = false;
          if (length !== byteLength) return { ok: false, cause: 'length' } as const;
          if (hash.digest('hex') !== sha256) return { ok: false, cause: 'sha256' } as const;
          await append(handle, [...waiting, ...seal.final()]);
          await handle.sync();
          await handle.close();
          await prepareShelf(path);
          moved();
          let placed = false;
          return {
            ok: true,
            key,
            place: () => {
              shelveAtOnce(temporary, path);
              placed = true;
            },
            discard: async () => {
              if (!placed) await rm(temporary, { force: true });
            },
          } as const;
        });
      } catch (error) {
        const failure = fromSource ? undefined : classifyDiskError(error);
        if (failure === undefined) throw error;
        return { ok: false, cause: 'disk', error: failure };
      }
    },
    partialLength: (sha256, partial) => partialFileLength(incomingPath(partial), partial.key, { sha256, rendition: 'original' }),
    dropPartial: (partial) => rm(incomingPath(partial), { force: true }),
    freeBytes: () => freeBytes(folder).catch(() => undefined),
    read: async (sha256, rendition, key) => {
      let file: Uint8Array;
      try {
        file = await readFile(pathOf(sha256, rendition));
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return fail('document_damaged', { cause: 'missing' }, sha256);
        if (errorCode(error) === 'EIO') return fail('document_damaged', { cause: 'unreadable' }, sha256);
        throw error;
      }
      const plain = unseal(file, key, { sha256, rendition });
      return plain === undefined ? fail('document_damaged', { cause: 'changed' }, sha256) : succeed(plain);
    },
    writeRendition: (sha256, rendition, key, bytes) => {
      const path = pathOf(sha256, rendition);
      return onDisk(() =>
        withTemporary(async (handle, temporary, moved) => {
          const seal = sealer(key, { sha256, rendition }, random.bytes(7));
          await append(handle, [seal.head, ...seal.update(bytes), ...seal.final()]);
          await handle.sync();
          await handle.close();
          await shelve(temporary, path);
          moved();
        }),
      );
    },
    erase: (sha256) => {
      for (const rendition of renditions) rmSync(pathOf(sha256, rendition), { force: true });
    },
    sweep,
  };
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
