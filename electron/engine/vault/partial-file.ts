import { open } from 'node:fs/promises';
import { errorCode } from '../ports/disk.ts';
import { headLength, type SealedAs, sealedLength, unsealFrames } from './sealing.ts';

/** An unfinished file: its name among the unfinished ones and its own key. */
export type PartialFile = { name: string; key: Uint8Array };

/**
 * Gives the plain bytes of an unfinished file, frame by frame, each one verified. Ends before a frame that a kill cut short; throws {@link unreadablePartial} at anything
 * else that is not as it was written.
 */
export async function* readPartialFile(path: string, key: Uint8Array, as: SealedAs): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(headLength);
    if ((await handle.read(head, 0, headLength, 0)).bytesRead < headLength) throw unreadablePartial();
    const frames = unsealFrames(head, key, as);
    if (frames === undefined) throw unreadablePartial();
    try {
      for (let position = headLength; ; ) {
        const sealed = Buffer.alloc(sealedLength);
        const { bytesRead } = await handle.read(sealed, 0, sealedLength, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        const whole = bytesRead === sealedLength;
        // An orderly break ends the file with a frame marked as the last; a kill leaves full frames, and perhaps a piece of one.
        const plain = (whole ? frames.open(sealed, false) : undefined) ?? frames.open(sealed.subarray(0, bytesRead), true);
        if (plain === undefined) {
          if (!whole) return;
          throw unreadablePartial();
        }
        yield plain;
        if (frames.ended()) return;
      }
    } finally {
      frames.close();
    }
  } finally {
    await handle.close();
  }
}

const unreadablePartial = (): Error =>
  Object.assign(new Error('the unfinished file is not as it was written'), { code: 'PARTIAL_UNREADABLE' });

/** Plain bytes of an unfinished file that verify, or undefined where it is missing or was changed. */
export const partialFileLength = async (path: string, key: Uint8Array, as: SealedAs): Promise<number | undefined> => {
  let length = 0;
  try {
    for await (const plain of readPartialFile(path, key, as)) length += plain.length;
    return length;
  } catch (error) {
    if (['ENOENT', 'EIO', 'PARTIAL_UNREADABLE'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
};
