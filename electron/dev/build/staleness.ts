import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type BuildPart = 'shell' | 'engine';

/** What each part is made from, relative to the checkout: folders (everything in them) and files. The lock file stands for all dependencies. */
export const sources: Readonly<Record<BuildPart, readonly string[]>> = {
  shell: [
    'electron/main',
    'electron/preload',
    'renderer',
    'shared',
    'resources',
    'electron.vite.config.ts',
    'package.json',
    'package-lock.json',
  ],
  engine: ['electron/engine', 'electron/intake', 'shared', 'resources', 'electron/dev/build', 'package.json', 'package-lock.json'],
};

/** A number for the state of some sources: their names, sizes and times of change. Reading every byte would make each start wait; a touched file at worst builds once too often. */
export async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of (await filesAt(join(root, path))).sort()) {
      const { size, mtimeMs } = await stat(file);
      hash.update(`${file.slice(root.length)}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** Whether what was built was built from sources in this state. */
export async function isFresh(stamp: string, now: string): Promise<boolean> {
  return (await readFile(stamp, 'utf8').catch(() => '')) === now;
}

export async function remember(stamp: string, now: string): Promise<void> {
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, now);
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
