/**
 * Brings the Electron that runs here: the pinned one by electron's own installer, or the fallback where its download host cannot be reached.
 * Promises that a second call fetches nothing, that a half-done unpacking is never taken for a whole one, and that the fallback is announced and never packed as a release.
 * Called by every start-up helper that opens a window, and by the tests.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../folders.ts';
import { say } from '../say.ts';
import { bringFallback, fallbackSuits, fallbackVersion } from './fallback.ts';
import { runInstaller } from './installer.ts';

export type Electron = { readonly path: string; readonly folder: string; readonly version: string; readonly isFallback: boolean };

const packageFolder = join(root, 'node_modules', 'electron');

/** The Electron that is there already, if it is whole and one of the two that we run on. */
export function presentElectron(folder: string = packageFolder): Electron | undefined {
  try {
    const dist = join(folder, 'dist');
    const path = join(dist, readFileSync(join(folder, 'path.txt'), 'utf8'));
    const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    const isPinned = version === pinnedVersion();
    if (!existsSync(path) || !(isPinned || version === fallbackVersion)) return undefined;
    return { path, folder: dist, version, isFallback: !isPinned };
  } catch {
    // One of the files is missing: nothing is installed, or not to its end.
    return undefined;
  }
}

/** Brings Electron unless it is there. Throws with a sentence for the person where it cannot be brought at all. */
export async function ensureElectron(): Promise<Electron> {
  const present = presentElectron();
  if (present !== undefined) return present;
  const outcome = await runInstaller(packageFolder, say);
  if (!outcome.ok) {
    if (outcome.cause === 'damaged' || !fallbackSuits(process.platform, process.arch)) throw new Error(outcome.sentence);
    say(outcome.sentence);
    await bringFallback(packageFolder, say);
  }
  const brought = presentElectron();
  if (brought === undefined)
    throw new Error('Electron was brought but is not whole; remove node_modules/electron, type `npm ci` and start again.');
  return brought;
}

/** The version that package.json pins. */
export function pinnedVersion(): string {
  const read: unknown = createRequire(join(root, 'package.json'))('electron/package.json');
  return (read as { version: string }).version;
}
