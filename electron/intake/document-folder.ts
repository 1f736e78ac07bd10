import { closeSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const sha256Pattern = /^[0-9a-f]{64}$/;
/** How many files are written at the same time: enough to keep a disk busy, few enough for any limit of open files. */
const parallelWrites = 16;

/**
 * The documents' bytes, one file each, named by the lower-case hex SHA-256 of its bytes.
 * A file is there whole or not at all: it is written under another name first. Names are checked, so nothing outside the folder can be reached.
 */
export const openDocumentFolder = (path: string) => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const fileOf = (sha256: string): string => {
    if (!sha256Pattern.test(sha256)) throw new TypeError('a document is named by its lower-case hex SHA-256');
    return join(path, sha256);
  };
  const put = async (sha256: string, bytes: Uint8Array): Promise<void> => {
    const file = fileOf(sha256);
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
  };
  return {
    put,
    /** Writes many; `onWritten` is told how many are done. */
    putAll: async (documents: ReadonlyMap<string, Uint8Array>, onWritten: (done: number) => void = () => {}): Promise<void> => {
      const waiting = [...documents];
      let done = 0;
      const worker = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          await put(...next);
          done += 1;
          onWritten(done);
        }
      };
      await Promise.all(Array.from({ length: parallelWrites }, worker));
    },
    /** Opens one for reading, or gives undefined when it is not there. The caller closes the handle, or reads its stream to the end. */
    open: async (sha256: string): Promise<{ handle: FileHandle; length: number } | undefined> => {
      try {
        const handle = await open(fileOf(sha256), 'r');
        return { handle, length: (await handle.stat()).size };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    /**
     * Reads one of at most `buffer.length` bytes into it, and tells its length; undefined when it is longer or not there. Made at once: handing these calls over to
     * Node's pool takes several times as long as they do.
     */
    readInto: (sha256: string, buffer: Uint8Array): number | undefined => {
      let file: number;
      try {
        file = openSync(fileOf(sha256), 'r');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
      try {
        const { size } = fstatSync(file);
        if (size > buffer.length) return undefined;
        let length = 0;
        for (let count = -1; length < size && count !== 0; length += count) count = readSync(file, buffer, length, size - length, length);
        return length === size ? size : undefined;
      } finally {
        closeSync(file);
      }
    },
    /** Erases one; nothing happens when it is not there. */
    erase: async (sha256: string): Promise<void> => {
      await rm(fileOf(sha256), { force: true });
    },
    /** The hashes of all documents held. */
    all: async (): Promise<string[]> => (await readdir(path)).filter((name) => sha256Pattern.test(name)),
  };
};

/** The open folder. */
export type DocumentFolder = ReturnType<typeof openDocumentFolder>;
