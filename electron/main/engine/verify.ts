import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Every file of the engine with its sha256 in hexadecimal, by its path with `/` below the engine's root. Kept inside the archive, which Electron itself verifies where the system allows. */
export type EngineFiles = Readonly<Record<string, string>>;

export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly path: string; readonly cause: 'changed' | 'missing' | 'unknown' };

/**
 * Compares what lies on disk with the list: a changed, a missing and an added file are all refused, the last because Node would load a module from a folder that someone has put there.
 * The reading and hashing run outside the main thread's JavaScript, so the window opens meanwhile.
 */
export async function verifyEngine(root: string, expected: EngineFiles): Promise<Verdict> {
  const found = await filesBelow(root);
  for (const path of found) if (!Object.hasOwn(expected, path)) return { ok: false, path, cause: 'unknown' };
  const present = new Set(found);
  for (const [path, sha256] of Object.entries(expected)) {
    if (!present.has(path)) return { ok: false, path, cause: 'missing' };
    if ((await sha256Of(join(root, path))) !== sha256) return { ok: false, path, cause: 'changed' };
  }
  return { ok: true };
}

/** The files below a folder, sorted, with `/` between the parts on every system. Links count as files: none is in the list, so one that was added is found. */
export async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
