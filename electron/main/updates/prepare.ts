import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, type FileHandle, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareVersions, fileFor, type InstallerKind, type ReleaseFile } from '../../../shared/domain/release.ts';
import { isExpired, proveRelease, type ReleaseKeys, readReleaseKeys } from '../../release/index.ts';
import { productRoot } from '../engine/locate.ts';

/** What came of an installer, for the engine's next start. */
export type Outcome = { readonly outcome: 'done' | 'failed'; readonly cause: string };

/** An installer that was proven, in a place where nobody else writes; or the cause why there is none. */
export type Prepared =
  | { readonly ok: true; readonly version: string; readonly kind: InstallerKind; readonly path: string; remove(): Promise<void> }
  | { readonly ok: false; readonly version: string; readonly cause: string };

/**
 * The keys by which the shell proves a release: inside the archive when packed, so that whoever changes the engine's folder changes nothing of them; in a checkout the file of the sources, or a
 * test's own.
 */
export function shellKeys(place: {
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
  readonly mainFolder: string;
}): ReleaseKeys {
  if (place.isPackaged) return readReleaseKeys(join(place.mainFolder, 'release-keys.json'));
  const root = productRoot(false, place.resourcesPath, place.mainFolder);
  return readReleaseKeys(process.env.SHENHETAI_RELEASE_KEYS ?? join(root, 'resources', 'release-keys.json'));
}

/**
 * Proves what lies in the updates' folder and copies the installer to a folder of its own, readable by this person only: the file is opened once, what is hashed is what is copied, and the copy
 * is what the installer gets. `nowMs`: the wall clock.
 */
export async function prepareInstaller(
  folder: string,
  keys: ReleaseKeys,
  program: { readonly version: string; readonly system: string; readonly architecture: string },
  nowMs: number,
): Promise<Prepared> {
  const statement = await readFile(join(folder, 'release.jws'), 'utf8').catch(() => '');
  const proven = await proveRelease(statement, keys);
  if (!proven.ok) return { ok: false, version: program.version, cause: proven.error.code };
  const release = proven.value;
  const { version } = release;
  if (isExpired(release, nowMs)) return { ok: false, version, cause: 'release_expired' };
  // Never back, and never the same once more, whatever the engine says.
  if (compareVersions(version, program.version) <= 0) return { ok: false, version, cause: 'release_older' };
  for (const file of release.files) {
    const isOurs = fileFor({ files: [file] }, { ...program, kind: file.kind }) !== undefined;
    if (!isOurs) continue;
    const copied = await copyProven(join(folder, file.name), file);
    if (copied === 'absent') continue;
    return copied === 'wrong'
      ? { ok: false, version, cause: 'release_file_wrong' }
      : { ok: true, version, kind: file.kind, path: copied.path, remove: copied.remove };
  }
  return { ok: false, version, cause: 'release_file_absent' };
}

async function copyProven(
  path: string,
  file: ReleaseFile,
): Promise<'absent' | 'wrong' | { readonly path: string; remove(): Promise<void> }> {
  let source: FileHandle;
  try {
    source = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch {
    return 'absent';
  }
  const own = await mkdtemp(join(tmpdir(), 'shenhetai-update-'));
  const remove = (): Promise<void> => rm(own, { recursive: true, force: true });
  try {
    const copy = join(own, file.name);
    const target = await open(copy, 'wx', 0o600);
    const hash = createHash('sha256');
    let length = 0;
    try {
      const piece = Buffer.allocUnsafe(1 << 20);
      for (;;) {
        const { bytesRead } = await source.read(piece, 0, piece.length, length);
        length += bytesRead;
        if (bytesRead === 0 || length > file.bytes) break;
        hash.update(piece.subarray(0, bytesRead));
        await target.write(piece, 0, bytesRead);
      }
      await target.sync();
    } finally {
      await target.close();
    }
    if (length !== file.bytes || hash.digest('hex') !== file.sha256) {
      await remove();
      return 'wrong';
    }
    await chmod(copy, 0o400);
    return { path: copy, remove };
  } catch (cause) {
    await remove();
    throw cause;
  } finally {
    await source.close();
  }
}

/** Leaves word of what came of it. */
export async function writeOutcome(folder: string, left: { readonly version: string } & Outcome): Promise<void> {
  await writeFile(join(folder, 'outcome.json'), JSON.stringify(left), { mode: 0o600 });
}
