import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type yauzl from 'yauzl';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import { type BackupManifest, backupManifestSchema, isBackedUp, manifestName, manifestTag, tagName } from './backup.ts';
import { errorCode, onDisk, syncFolder } from './ports/disk.ts';
import { openStore } from './store/index.ts';
import type { Ports } from './surroundings.ts';
import { openZip } from './sync/index.ts';
import { recoverVault, unlockVault, type VaultKeys } from './vault/index.ts';

/** With what a restored vault is opened, to see that it can be. */
export type RestoreBy = { passphrase: string } | { recoveryCode: string; newPassphrase: string };

/** What came of restoring; `missing`: documents that the database knows and the backup has not. The platform has them still. */
export type Restored = { files: number; byteLength: number; missing: number; recoveryCode?: string | undefined };

/** Largest manifest: four million files of 300 bytes each. */
const largestManifest = 1_200_000_000;

class Damaged extends Error {
  readonly part: string;
  constructor(part: string) {
    super(`the backup is damaged: ${part}`);
    this.part = part;
  }
}

/** Whether it is the operating system that refused, and not the content that is wrong: its errors name the call that failed. */
const isOfSystem = (error: unknown): boolean => typeof (error as { syscall?: unknown } | null)?.syscall === 'string';

/** Runs `work` on the parts of a backup; whatever is wrong with them becomes {@link Damaged}. */
const reading = async <Value>(part: string, work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Damaged || isOfSystem(error)) throw error;
    throw new Damaged(part);
  }
};

const entriesOf = (zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> =>
  reading('directory', async () => {
    const entries = new Map<string, yauzl.Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return entries;
  });

const textOf = (zip: yauzl.ZipFile, entry: yauzl.Entry | undefined, name: string): Promise<string> =>
  reading(name, async () => {
    if (entry === undefined || entry.compressionMethod !== 0 || entry.uncompressedSize > largestManifest) throw new Damaged(name);
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    return Buffer.concat(pieces).toString('utf8');
  });

/** Writes one file of the backup, durable, if its length and hash are those that the manifest tells. */
const writeOne = async (
  zip: yauzl.ZipFile,
  entry: yauzl.Entry | undefined,
  folder: string,
  { name, byteLength, sha256 }: BackupManifest['files'][number],
): Promise<void> => {
  if (entry === undefined || entry.compressionMethod !== 0 || entry.uncompressedSize !== byteLength) throw new Damaged(name);
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'wx', 0o600);
  try {
    const digest = createHash('sha256');
    const stream = await reading(name, () => zip.openReadStreamPromise(entry));
    for await (const piece of stream) {
      digest.update(piece as Buffer);
      await file.writeFile(piece as Buffer);
    }
    if (digest.digest('hex') !== sha256) throw new Damaged(name);
    await file.sync();
  } finally {
    await file.close();
  }
};

const manifestOf = (text: string): BackupManifest => {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new Damaged(manifestName);
  }
  const manifest = backupManifestSchema.safeParse(raw);
  if (!manifest.success || !manifest.data.files.every(({ name }) => isBackedUp(name))) throw new Damaged(manifestName);
  for (const needed of ['vault.json', 'desk.db']) if (!manifest.data.files.some(({ name }) => name === needed)) throw new Damaged(needed);
  return manifest.data;
};

const isEmpty = async (folder: string): Promise<boolean> => !existsSync(folder) || (await readdir(folder)).length === 0;

/**
 * Brings a backup back into an empty folder. It is put together beside it and opened there; only a whole one whose vault opens takes the folder's place, so that whatever
 * interrupts this leaves the folder empty. Fails with `folder_not_empty`, `file_unreadable`, `backup_damaged`, what opening the vault fails with, `disk_full`, `disk_read_only`.
 */
export const restoreBackup = async (
  path: string,
  folder: string,
  by: RestoreBy,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
): Promise<Result<Restored>> => {
  if (!(await isEmpty(folder))) return fail('folder_not_empty');
  const staging = `${folder.replace(/[\\/]+$/, '')}.restoring`;
  let zip: yauzl.ZipFile | undefined;
  try {
    zip = await reading('directory', () => openZip(path));
    const opened = zip;
    const entries = await entriesOf(opened);
    const text = await textOf(opened, entries.get(manifestName), manifestName);
    const tag = await textOf(opened, entries.get(tagName), tagName);
    const manifest = manifestOf(text);
    const restored = await onDisk(async () => {
      // What an interrupted restoring left.
      await rm(staging, { recursive: true, force: true });
      await mkdir(staging, { recursive: true, mode: 0o700 });
      for (const file of manifest.files) await writeOne(opened, entries.get(file.name), staging, file);
      const checked = await openRestored(staging, by, { text, tag }, { clock, random });
      if (!checked.ok) return checked;
      if (existsSync(folder)) await rmdir(folder);
      await rename(staging, folder);
      await syncFolder(dirname(folder));
      const byteLength = manifest.files.reduce((sum, file) => sum + file.byteLength, 0);
      return succeed({ files: manifest.files.length, byteLength, ...checked.value });
    });
    return restored.ok ? restored.value : restored;
  } catch (error) {
    if (error instanceof Damaged) return fail('backup_damaged', { part: error.part });
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'EACCES' || errorCode(error) === 'EISDIR')
      return fail('file_unreadable', { file: path });
    throw error;
  } finally {
    zip?.close();
    await rm(staging, { recursive: true, force: true });
  }
};

/** Opens what was put together: the vault, the manifest's tag with its key, and the database, in which the restoring is put on record. */
const openRestored = async (
  folder: string,
  by: RestoreBy,
  { text, tag }: { text: string; tag: string },
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
): Promise<Result<Pick<Restored, 'missing' | 'recoveryCode'>>> => {
  const unlocking = { nowMs: clock.now(), sinceBootMs: clock.sinceBoot(), random };
  let keys: VaultKeys;
  let recoveryCode: string | undefined;
  if ('passphrase' in by) {
    const unlocked = await unlockVault(folder, by.passphrase, unlocking);
    if (!unlocked.ok) return unlocked;
    keys = unlocked.value;
  } else {
    const recovered = await recoverVault(folder, by.recoveryCode, by.newPassphrase, unlocking);
    if (!recovered.ok) return recovered;
    ({ keys, recoveryCode } = recovered.value);
  }
  try {
    if (manifestTag(keys.wrappingKey, text) !== tag) throw new Damaged(tagName);
    const store = openStore({ path: join(folder, 'desk.db'), key: keys.databaseKey, mustExist: true });
    if (!store.ok) return store;
    try {
      const missing = store.value.read
        .heldFiles()
        .filter((sha256) => !existsSync(join(folder, 'documents', sha256.slice(0, 2), `${sha256}.original`)));
      store.value.transaction((write) => {
        for (const sha256 of missing) write.setFileAwaited(sha256);
        const reviewerId = write.workstation().reviewer?.id ?? 'unknown';
        write.audit({ at: clock.iso(), reviewerId, action: 'backup.restored', details: { missing: missing.length } });
      });
      return succeed({ missing: missing.length, recoveryCode });
    } finally {
      store.value.close();
    }
  } finally {
    keys.erase();
  }
};
