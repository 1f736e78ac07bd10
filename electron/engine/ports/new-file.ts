import { closeSync, constants, fsync, openSync, renameSync, writevSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A file that is being written, from its beginning to its end. Closing it twice does nothing. */
export type NewFile = {
  /** Writes the pieces one behind the other, with one call to the system where it takes them all. */
  append(pieces: readonly Uint8Array[]): Promise<void>;
  /** Makes what was written durable. */
  sync(): Promise<void>;
  close(): Promise<void>;
};

/** How new files are written. Errors are the system's. */
export type FileWriting = {
  /** Makes a file for its owner only; fails where there is one. */
  create(path: string): Promise<NewFile>;
  rename(from: string, to: string): Promise<void>;
};

/** What is left of `pieces` after the first `count` bytes; the system may take fewer than it was offered. */
const behind = (pieces: readonly Uint8Array[], count: number): readonly Uint8Array[] => {
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

const ownerOnly = 0o600;

/** Every call waits in Node's pool, so that the calling thread goes on: for a thread that has to answer. */
export const pooledWriting: FileWriting = {
  create: async (path) => {
    const handle = await open(path, 'wx', ownerOnly);
    return {
      append: async (pieces) => {
        for (let left = pieces; left.length > 0; ) left = behind(left, (await handle.writev(left)).bytesWritten);
      },
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  rename,
};

const syncPooled = promisify(fsync);

/**
 * Every call is made at once, only the sync waits in Node's pool: for a thread of its own, which the disk may hold up. Handing a call over to the pool and back
 * costs more than most of these calls take.
 */
export const immediateWriting: FileWriting = {
  create: async (path) => {
    let file: number | undefined = openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, ownerOnly);
    const present = (): number => {
      if (file === undefined) throw new Error('the file is closed');
      return file;
    };
    return {
      append: async (pieces) => {
        for (let left = pieces; left.length > 0; ) left = behind(left, writevSync(present(), left));
      },
      sync: () => syncPooled(present()),
      close: async () => {
        if (file === undefined) return;
        const closing = file;
        file = undefined;
        closeSync(closing);
      },
    };
  },
  rename: async (from, to) => renameSync(from, to),
};
