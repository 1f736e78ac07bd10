import { rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { errorCode, freeBytes, onDisk } from '../ports/disk.ts';
import { immediateWriting, pooledWriting } from '../ports/new-file.ts';
import type { Random } from '../ports/random.ts';
import { type DocumentPlace, openIncoming } from './incoming.ts';
import { type PartialFile, partialFileLength } from './partial-file.ts';
import { createReceiving, type PartialKeeping, type ReceivedFile } from './receiving.ts';
import { type Rendition, release, renditions, sealer, unseal } from './sealing.ts';

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

/** The bytes of a document that come, and how they are kept where they break off. */
type Arriving = [
  sha256: string,
  byteLength: number,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  partial?: PartialKeeping | undefined,
];

/** Takes documents into a data folder from a thread of its own; what has arrived is handed to {@link DocumentFiles.sealed} on the database's. */
export type DocumentReceiver = { receive(...arriving: Arriving): Promise<ReceivedFile> };

/** The documents of a data folder, encrypted, each under the SHA-256 of its plain bytes. */
export type DocumentFiles = {
  /**
   * Encrypts `bytes` as they come, with a new key. There is a file, durable, only if length and SHA-256 are the named ones, and it becomes visible
   * when it is placed; otherwise nothing is left. Reads no further than one piece beyond the named length. Whatever `bytes` throws is thrown on, and
   * nothing is left either, unless `partial` says how to keep what has arrived. A continued file gets a new key and is sealed anew: no frame number is used twice under one key.
   */
  receive(...arriving: Arriving): Promise<ReceivedDocument>;
  /** A document that a {@link DocumentReceiver} has taken in. */
  sealed(sha256: string, file: PartialFile): SealedDocument;
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
  /** Removes the document's files, at once. What makes it unreadable for good is that its key is destroyed; this gives the space back. */
  erase(sha256: string): void;
  /** Removes what an interrupted run left behind, and returns how many files. Runs by itself before the first file is written. */
  sweep(): Promise<number>;
};

const sha256Form = /^[0-9a-f]{64}$/;

/** The name as it is, if it is one: it becomes part of a path. */
const checked = (sha256: string): string => {
  if (!sha256Form.test(sha256)) throw new RangeError('not a SHA-256');
  return sha256;
};

/**
 * Opens a folder's place for documents once more, from a thread of its own, which the disk may hold up. What it leaves unfinished is known as this run's, so neither
 * side removes what the other is writing.
 */
export const openDocumentReceiver = ({ folder, run }: DocumentPlace, random: Random): DocumentReceiver => {
  const incoming = openIncoming({ folder, run: `${run}${hex(random.bytes(4))}` }, immediateWriting, async () => {});
  const receive = createReceiving(incoming, random);
  return { receive: async (sha256, byteLength, bytes, partial) => receive(checked(sha256), byteLength, bytes, partial) };
};

/** Opens the documents below a data folder; nothing is made until something is written. `partials`: names of unfinished files that will be continued. */
export const openDocumentFiles = (folder: string, random: Random, partials: () => readonly string[] = () => []): DocumentFiles => {
  const place: DocumentPlace = { folder, run: hex(random.bytes(6)) };
  const sweep = (): Promise<number> => incoming.sweep(partials());
  const incoming = openIncoming(place, pooledWriting, sweep);
  const receive = createReceiving(incoming, random);
  const pathOf = (sha256: string, rendition: Rendition): string => join(incoming.shelfOf(checked(sha256)), `${sha256}.${rendition}`);

  const sealed = (sha256: string, file: PartialFile): SealedDocument => {
    let placed = false;
    return {
      key: file.key,
      place: () => {
        incoming.place(file, pathOf(sha256, 'original'));
        placed = true;
      },
      discard: async () => {
        if (!placed) await rm(incoming.pathOf(file), { force: true });
      },
    };
  };

  return {
    place,
    receive: async (sha256, byteLength, bytes, partial) => {
      const received = await receive(checked(sha256), byteLength, bytes, partial);
      return received.ok ? { ok: true, ...sealed(sha256, received.file) } : received;
    },
    sealed,
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
    erase: (sha256) => {
      for (const rendition of renditions) rmSync(pathOf(sha256, rendition), { force: true });
    },
    sweep,
  };
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
