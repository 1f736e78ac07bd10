import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { ReleaseFile } from '../../../shared/domain/release.ts';
import { classifyDiskError, freeBytes, makeFolder, syncFolder } from '../ports/disk.ts';
import type { ReleaseSource } from './parts.ts';

/** Tries in a row that brought nothing after which a download waits for the next time. */
const fruitlessTries = 4;
/** Wait before a try after one that brought nothing, ms; doubled each time. */
const firstWait = 100;
/** Room that is left to the desk itself, bytes. */
const roomLeft = 268_435_456;

/** Where an unfinished installer lies; by its hash, so that the bytes of one never become part of another. */
const partName = ({ sha256 }: Pick<ReleaseFile, 'sha256'>): string => `${sha256}.part`;

/** Bytes of it that are here already. */
export const heldBytes = async (folder: string, file: ReleaseFile): Promise<number> => {
  for (const name of [file.name, partName(file)]) {
    const found = await lstat(join(folder, name)).catch(() => undefined);
    if (found?.isFile() === true) return Math.min(found.size, file.bytes);
  }
  return 0;
};

/** Whether the file at `path` is, byte by byte, the one that was signed. A link is not. */
export const isWhole = async (path: string, file: Pick<ReleaseFile, 'bytes' | 'sha256'>): Promise<boolean> => {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    const { size } = await handle.stat();
    return size === file.bytes && (await hashOf(handle)) === file.sha256;
  } catch {
    return false;
  } finally {
    await handle?.close();
  }
};

const hashOf = async (handle: FileHandle): Promise<string> => {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
};

/** Removes every file of the folder but those named. */
export const keepOnly = async (folder: string, names: readonly string[]): Promise<void> => {
  const present = await readdir(folder).catch(() => []);
  for (const name of present) if (!names.includes(name)) await rm(join(folder, name), { force: true, recursive: true });
};

/** The names under which a file may lie in the folder. */
export const namesOf = (file: ReleaseFile): string[] => [file.name, partName(file)];

/** What one try brought: how far the file is, or what ends the download. */
type Tried = { held: number; failure?: Failure | undefined; over?: boolean };

/** Writes what comes behind what is here. A byte more than was signed ends it: nothing without an end is taken in. */
const tryOnce = async (
  handle: FileHandle,
  file: ReleaseFile,
  source: ReleaseSource,
  signal: AbortSignal,
  onHeld: (held: number) => void,
): Promise<Tried> => {
  const { size } = await handle.stat();
  let held = size;
  const answer = await source.file(file, held, signal);
  if (!answer.ok) {
    const { status, cause } = answer.error.details;
    // The range was refused, or answered with another one: from the beginning.
    if (status === 416 || cause === 'range') await handle.truncate(0);
    return { held, failure: answer.error };
  }
  const { start, bytes, discard } = answer.value;
  try {
    if (start !== held) {
      await handle.truncate(start);
      held = start;
    }
    for await (const piece of bytes) {
      if (held + piece.length > file.bytes) return { held, failure: fail('release_file_wrong', { cause: 'length' }).error, over: true };
      await handle.write(piece, 0, piece.length, held);
      held += piece.length;
      onHeld(held);
    }
    return { held };
  } catch (error) {
    const disk = classifyDiskError(error);
    return { held, failure: disk ?? fail(signal.aborted ? 'exchange_stopped' : 'server_unreachable').error, over: disk !== undefined };
  } finally {
    discard();
  }
};

/** What can't be mended by asking again at once. */
const ends = ({ code }: Failure): boolean => !['server_unreachable', 'server_fault', 'answer_malformed'].includes(code);

/**
 * Brings one installer into the folder, going on behind the bytes that an earlier break left. The whole is verified by length and SHA-256 before it has its own name, and durable then.
 * Fails with `release_file_wrong` (and nothing is left of it), as the line, or as the disk does.
 */
export const fetchInstaller = async (
  folder: string,
  file: ReleaseFile,
  source: ReleaseSource,
  signal: AbortSignal,
  onHeld: (held: number) => void,
): Promise<Result<string>> => {
  const path = join(folder, file.name);
  if (await isWhole(path, file)) return succeed(path);
  await rm(path, { force: true, recursive: true });
  const part = join(folder, partName(file));
  try {
    await makeFolder(folder);
    const begun = await lstat(part).catch(() => undefined);
    // A link, or more than there is to come: nothing of ours.
    if (begun !== undefined && (!begun.isFile() || begun.size > file.bytes)) await rm(part, { force: true, recursive: true });
    if ((await freeBytes(folder)) < file.bytes + roomLeft) return fail('disk_full');
    const handle = await open(part, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
    try {
      const failure = await fill(handle, file, source, signal, onHeld);
      if (failure !== undefined) {
        if (failure.code === 'release_file_wrong') await rm(part, { force: true });
        return { ok: false, error: failure };
      }
      await handle.sync();
      if ((await hashOf(handle)) !== file.sha256) {
        await rm(part, { force: true });
        return fail('release_file_wrong', { cause: 'sha256' });
      }
    } finally {
      await handle.close();
    }
    await rename(part, path);
    await syncFolder(folder);
    return succeed(path);
  } catch (error) {
    const disk = classifyDiskError(error);
    if (disk === undefined) throw error;
    return { ok: false, error: disk };
  }
};

/** Tries until all bytes are here, as long as each few tries bring some. */
const fill = async (
  handle: FileHandle,
  file: ReleaseFile,
  source: ReleaseSource,
  signal: AbortSignal,
  onHeld: (held: number) => void,
): Promise<Failure | undefined> => {
  let furthest = (await handle.stat()).size;
  if (furthest === file.bytes) return undefined;
  for (let fruitless = 0; ; ) {
    const { held, failure, over } = await tryOnce(handle, file, source, signal, onHeld);
    if (failure === undefined && held === file.bytes) return undefined;
    if (signal.aborted) return fail('exchange_stopped').error;
    if (failure !== undefined && (over === true || ends(failure))) return failure;
    fruitless = held > furthest ? 0 : fruitless + 1;
    furthest = Math.max(furthest, held);
    // An answer that ended well and too early is a break like any other.
    if (fruitless >= fruitlessTries) return failure ?? fail('server_unreachable', { cause: 'TOO_SHORT' }).error;
    if (fruitless > 0) await sleep(firstWait * 2 ** fruitless, undefined, { signal }).catch(() => {});
  }
};

/** Another folder's file as a source, so that what was carried here is taken in by the same steps. */
export const folderSource = (folder: string): ReleaseSource => ({
  current: async () => succeed(undefined),
  file: async ({ name }, offset) => {
    let handle: FileHandle;
    try {
      handle = await open(join(folder, name), 'r');
    } catch {
      return fail('file_unreadable', { file: name });
    }
    if (!(await handle.stat()).isFile()) {
      await handle.close();
      return fail('file_unreadable', { file: name });
    }
    const stream = handle.createReadStream({ start: offset, highWaterMark: 1 << 20 });
    return succeed({ start: offset, bytes: stream as AsyncIterable<Uint8Array>, discard: () => void stream.destroy() });
  },
});
