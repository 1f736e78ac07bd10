import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { errorCode, freeBytes, onDisk } from '../ports/disk.ts';
import { immediateWriting, pooledWriting } from '../ports/new-file.ts';
import type { Random } from '../ports/random.ts';
import { type DocumentPlace, type Incoming, openIncoming } from './incoming.ts';
import { type PartialFile, partialFileLength } from './partial-file.ts';
import { createReceiving, type PartialKeeping, type ReceivedDocument } from './receiving.ts';
import { type Rendition, release, renditions, sealer, unseal } from './sealing.ts';

/** Takes documents into a data folder. */
export type DocumentReceiver = {
  /**
   * Encrypts `bytes` as they come, with a new key. The file becomes visible, durable, only if length and SHA-256 are the named ones; otherwise
   * nothing is left. Reads no further than one piece beyond the named length. Whatever `bytes` throws is thrown on, and nothing is left either,
   * unless `partial` says how to keep what has arrived. A continued file gets a new key and is sealed anew: no frame number is used twice under one key.
   */
  receive(
    sha256: string,
    byteLength: number,
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    partial?: PartialKeeping,
  ): Promise<ReceivedDocument>;
};

/** The documents of a data folder, encrypted, each under the SHA-256 of its plain bytes. */
export type DocumentFiles = DocumentReceiver & {
  /** What a thread needs to take documents in here: see {@link openDocumentReceiver}. */
  readonly place: DocumentPlace;
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
  /** Removes the document's files. What makes it unreadable for good is that its key is destroyed; this gives the space back. */
  erase(sha256: string): Promise<void>;
  /** Removes what an interrupted run left behind, and returns how many files. Runs by itself before the first file is written. */
  sweep(): Promise<number>;
};

const sha256Form = /^[0-9a-f]{64}$/;

const pathIn = (incoming: Incoming, sha256: string, rendition: Rendition): string => {
  if (!sha256Form.test(sha256)) throw new RangeError('not a SHA-256');
  return join(incoming.shelfOf(sha256), `${sha256}.${rendition}`);
};

/**
 * Opens a folder's place for documents once more, from a thread of its own, which the disk may hold up. What it leaves unfinished is known as this run's, so neither
 * side removes what the other is writing.
 */
export const openDocumentReceiver = ({ folder, run }: DocumentPlace, random: Random): DocumentReceiver => {
  const incoming = openIncoming({ folder, run: `${run}${hex(random.bytes(4))}` }, immediateWriting, async () => {});
  const receive = createReceiving(incoming, random);
  return {
    receive: async (sha256, byteLength, bytes, partial) =>
      receive(sha256, byteLength, bytes, pathIn(incoming, sha256, 'original'), partial),
  };
};

/** Opens the documents below a data folder; nothing is made until something is written. `partials`: names of unfinished files that will be continued. */
export const openDocumentFiles = (folder: string, random: Random, partials: () => readonly string[] = () => []): DocumentFiles => {
  const place: DocumentPlace = { folder, run: hex(random.bytes(6)) };
  const sweep = (): Promise<number> => incoming.sweep(partials());
  const incoming = openIncoming(place, pooledWriting, sweep);
  const receive = createReceiving(incoming, random);
  const pathOf = (sha256: string, rendition: Rendition): string => pathIn(incoming, sha256, rendition);

  return {
    place,
    receive: async (sha256, byteLength, bytes, partial) => receive(sha256, byteLength, bytes, pathOf(sha256, 'original'), partial),
    partialLength: (sha256, partial) => partialFileLength(incoming.pathOf(partial), partial.key, { sha256, rendition: 'original' }),
    dropPartial: (partial) => rm(incoming.pathOf(partial), { force: true }),
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
        incoming.withTemporary(async (create, moved) => {
          const seal = sealer(key, { sha256, rendition }, random.bytes(7));
          const { file, path: temporary } = await create();
          const sealed = seal.seal(bytes, true);
          await file.append([seal.head, ...sealed]);
          release(sealed);
          await file.sync();
          await file.close();
          await incoming.shelve(temporary, path);
          moved();
        }),
      );
    },
    erase: async (sha256) => {
      await Promise.all(renditions.map((rendition) => rm(pathOf(sha256, rendition), { force: true })));
    },
    sweep,
  };
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
