import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';

/** The operating system's code of an error (`ENOSPC`), or undefined for anything else. */
export const errorCode = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
};

/**
 * What a file system's refusal means for the person: `disk_full` (also a used-up quota), or `disk_read_only` where writing is not allowed.
 * Undefined for anything else: that is a bug or another subject, and is thrown on.
 */
export const classifyDiskError = (error: unknown): Failure | undefined => {
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fail('disk_full').error;
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return fail('disk_read_only').error;
    default:
      return undefined;
  }
};

/** Runs `work`; a refusal of the file system becomes a failure, every other error is thrown on. */
export const onDisk = async <Value>(work: () => Promise<Value>): Promise<Result<Value>> => {
  try {
    return succeed(await work());
  } catch (error) {
    const failure = classifyDiskError(error);
    if (failure === undefined) throw error;
    return { ok: false, error: failure };
  }
};

/**
 * Makes a folder, for its owner only, and those above it that are missing; one that is there is left alone. Node's own recursive way answers
 * ENOENT on a read-only file system, which hides what is wrong; asked level by level, the system names the cause.
 */
export const makeFolder = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
};

/**
 * Makes the names in a folder durable, after a rename. Windows can't open folders and some file systems refuse to sync them; there the
 * rename is as durable as the system makes it.
 */
export const syncFolder = async (folder: string): Promise<void> => {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(errorCode(error) ?? '')) throw error;
  } finally {
    await handle?.close();
  }
};

/**
 * Replaces the file at `path` as a whole: readers find the old content or the new one, also after a power cut. Readable by the owner only.
 * Fails with `disk_full` or `disk_read_only`, and then the old file is untouched.
 */
export const writeFileAtomically = (path: string, content: string | Uint8Array): Promise<Result<void>> =>
  onDisk(async () => {
    const temporary = `${path}.${randomUUID()}.part`;
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await syncFolder(dirname(path));
  });

/** Bytes that may still be written to the file system of `folder`. */
export const freeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};
