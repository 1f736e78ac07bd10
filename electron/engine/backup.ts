import { createHash, createHmac } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import { onDisk, syncFolder } from './ports/disk.ts';

/** What a backup tells of itself: every file with its length and hash, and a tag by a key that only this vault gives, so that nobody puts another's files under it. */
export const backupManifestSchema = z.object({
  format: z.literal('shenhetai-backup'),
  version: z.literal(1),
  createdAt: z.string(),
  workstationId: z.string(),
  files: z
    .array(z.object({ name: z.string().max(200), byteLength: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .max(4_000_000),
});
/** See {@link backupManifestSchema}. */
export type BackupManifest = z.infer<typeof backupManifestSchema>;

/** Names in a backup: the manifest, its tag, and the files of a workstation's folder. Nothing else is ever written by restoring one. */
export const manifestName = 'manifest.json';
/** See {@link manifestName}. */
export const tagName = 'manifest.tag';
const folderFile =
  /^(vault\.json|desk\.db|desk\.db-wal|settings\.json|documents\/[0-9a-f]{2}\/[0-9a-f]{64}\.(original|screen|thumbnail)|documents\/incoming\/[\w-]{1,80})$/;
/** Whether a file of that name belongs into a backup. Locks, logs, the count of tries and Chromium's folder do not. */
export const isBackedUp = (name: string): boolean => folderFile.test(name);

/** The tag of a manifest's bytes, hexadecimal; `key`: the vault's wrapping key. */
export const manifestTag = (key: Uint8Array, manifest: string): string =>
  createHmac('sha256', key).update('shenhetai backup 1\n').update(manifest).digest('hex');

const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter(isBackedUp)
    .sort();
};

const describe = async (folder: string, name: string): Promise<BackupManifest['files'][number]> => {
  const digest = createHash('sha256');
  let byteLength = 0;
  for await (const piece of createReadStream(join(folder, name), { highWaterMark: 1 << 20 })) {
    digest.update(piece as Buffer);
    byteLength += (piece as Buffer).length;
  }
  return { name, byteLength, sha256: digest.digest('hex') };
};

/**
 * Writes a folder whose database is closed into one file, encrypted as it lies there: nothing of it is deciphered. The file becomes visible once all of it is durable.
 * `tag`: makes the manifest's tag, with a key that is gone from memory by then. Fails with `file_exists`, `file_unreadable` (no such folder), `disk_full`, `disk_read_only`.
 */
export const writeBackup = async (
  folder: string,
  path: string,
  about: Pick<BackupManifest, 'createdAt' | 'workstationId'>,
  tag: (manifest: string) => string,
): Promise<Result<{ files: number; byteLength: number }>> => {
  if (existsSync(path)) return fail('file_exists', { file: path });
  if (!existsSync(dirname(path))) return fail('file_unreadable', { file: dirname(path) });
  const files: BackupManifest['files'] = [];
  for (const name of await filesBelow(folder)) files.push(await describe(folder, name));
  const manifest = JSON.stringify({ format: 'shenhetai-backup', version: 1, ...about, files } satisfies BackupManifest);
  const temporary = `${path}.part`;
  const written = await onDisk(async () => {
    const zip = new yazl.ZipFile();
    zip.addBuffer(Buffer.from(manifest), manifestName, { compress: false });
    zip.addBuffer(Buffer.from(tag(manifest)), tagName, { compress: false });
    // Encrypted bytes do not become shorter.
    for (const { name } of files) zip.addFile(join(folder, name), name, { compress: false });
    zip.end();
    try {
      await pipeline(zip.outputStream, createWriteStream(temporary, { mode: 0o600 }));
      const file = await open(temporary, 'r+');
      await file.sync();
      await file.close();
      await rename(temporary, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
  if (!written.ok) return written;
  return succeed({ files: files.length, byteLength: files.reduce((sum, { byteLength }) => sum + byteLength, 0) });
};
