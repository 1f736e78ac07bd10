import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Failure } from '../../../shared/domain/failure.ts';
import { classifyDiskError } from '../ports/disk.ts';
import type { NewFile } from '../ports/new-file.ts';
import type { Random } from '../ports/random.ts';
import type { Incoming } from './incoming.ts';
import { keyLength } from './keys.ts';
import { type PartialFile, readPartialFile } from './partial-file.ts';
import { frameLength, release, sealer } from './sealing.ts';

/**
 * How receiving a document ended. `file`: it is durable and verified, and out of sight among the unfinished files until it is placed. Its `key` is the document's own, 32 bytes;
 * destroying it erases the document.
 */
export type ReceivedFile =
  | { ok: true; file: PartialFile }
  /** The bytes were not the ones that were named. Nothing is left of them. */
  | { ok: false; cause: 'length' | 'sha256' }
  | { ok: false; cause: 'disk'; error: Failure };

/** How a document that arrives is kept if it breaks off. */
export type PartialKeeping = {
  /** What an earlier break left; `bytes` begin behind it. */
  from?: PartialFile | undefined;
  /** Told before a break could lose much, and at an orderly break: whoever is told keeps it durably, instead of `from`. */
  keep(partial: PartialFile): void | Promise<void>;
};

/**
 * Plain bytes that are gathered before they are sealed and written together: half a megabyte for each of the few downloads under way. A document that is not longer is
 * verified before anything of it is written.
 */
const gathered = 8 * frameLength;
/** Buffers of that length that wait to be used again. */
const sparedBuffers = 8;

/** Takes documents in. */
export type Receiving = (
  sha256: string,
  byteLength: number,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  partial: PartialKeeping | undefined,
) => Promise<ReceivedFile>;

/** Sets it up over a place for unfinished files. */
export const createReceiving = (incoming: Incoming, random: Random): Receiving => {
  const spare: Buffer[] = [];

  return async (sha256, byteLength, bytes, partial) => {
    const as = { sha256, rendition: 'original' } as const;
    const key = random.bytes(keyLength);
    const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(gathered);
    let filled = 0;
    /** Errors of the source are its own; only what the file system says is answered here. */
    let fromSource = false;
    try {
      return await incoming.withTemporary(async (create, moved) => {
        const seal = sealer(key, as, random.bytes(7));
        const hash = createHash('sha256');
        let length = 0;
        let kept = false;
        let made: { file: NewFile; path: string } | undefined;

        /** Writes what was gathered; the first time makes the file. */
        const write = async (last: boolean): Promise<{ file: NewFile; path: string }> => {
          const first = made === undefined;
          made ??= await create();
          const sealed = seal.seal(buffer.subarray(0, filled), last);
          filled = 0;
          await made.file.append(first ? [seal.head, ...sealed] : sealed);
          release(sealed);
          return made;
        };
        const keep = async (): Promise<void> => {
          if (kept || partial === undefined || made === undefined) return;
          await partial.keep({ name: basename(made.path), key });
          kept = true;
        };
        /** Gathers a piece; a full buffer is written when more follows, since the last frame carries its own mark. */
        const take = async (piece: Uint8Array, onWritten: () => Promise<void>): Promise<void> => {
          length += piece.length;
          for (let offset = 0; offset < piece.length; ) {
            if (filled === gathered) {
              hash.update(buffer);
              await write(false);
              await onWritten();
            }
            const taken = Math.min(gathered - filled, piece.length - offset);
            buffer.set(piece.subarray(offset, offset + taken), filled);
            filled += taken;
            offset += taken;
          }
        };

        if (partial?.from !== undefined) {
          for await (const piece of readPartialFile(incoming.pathOf(partial.from), partial.from.key, as)) await take(piece, async () => {});
        }
        fromSource = true;
        try {
          for await (const piece of bytes) {
            fromSource = false;
            if (length + piece.length > byteLength) return { ok: false, cause: 'length' } as const;
            await take(piece, keep);
            fromSource = true;
          }
        } catch (error) {
          if (!fromSource || partial === undefined || length === 0) throw error;
          fromSource = false;
          // All of it, also the piece of a frame, so that even the slowest line gets on.
          const { file } = await write(true);
          await file.close();
          await keep();
          moved();
          fromSource = true;
          throw error;
        }
        fromSource = false;
        if (length !== byteLength) return { ok: false, cause: 'length' } as const;
        hash.update(buffer.subarray(0, filled));
        if (hash.digest('hex') !== sha256) return { ok: false, cause: 'sha256' } as const;
        const { file, path: temporary } = await write(true);
        await file.sync();
        await file.close();
        moved();
        return { ok: true, file: { name: basename(temporary), key } } as const;
      });
    } catch (error) {
      const failure = fromSource ? undefined : classifyDiskError(error);
      if (failure === undefined) throw error;
      return { ok: false, cause: 'disk', error: failure };
    } finally {
      // What is used again, or left to the garbage collector, holds nothing of a person.
      buffer.fill(0);
      if (spare.length < sparedBuffers) spare.push(buffer);
    }
  };
};
