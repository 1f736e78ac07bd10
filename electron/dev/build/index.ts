/**
 * Builds what the program runs from: the shell's bundles and the engine's, into `out/`.
 * Promises to build only the part whose sources are newer than what was built, and to leave no half-built part behind that would be taken for a whole one.
 * Called by every start-up helper that opens a window, by packing and by the tests.
 */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { shippedFile, writeShippedComponents } from '../components/shipped.ts';
import { root } from '../folders.ts';
import { type Say, say, withProgress } from '../say.ts';
import { buildEngine, writeLaunch } from './engine.ts';
import { buildShell } from './shell.ts';
import { type BuildPart, fingerprint, isFresh, remember, sources } from './staleness.ts';

export type { BuildPart } from './staleness.ts';

const parts: Readonly<Record<BuildPart, () => Promise<void>>> = { shell: buildShell, engine: buildEngine };

/** Builds the named parts where they are stale; says so only when there is something to do. Throws the build's own error. */
export async function ensureBuilt(wanted: readonly BuildPart[] = ['shell', 'engine'], tell: Say = say): Promise<void> {
  let isBuilt = false;
  for (const part of wanted) {
    const stamp = join(root, 'out', `${part}.stamp`);
    const now = await fingerprint(root, sources[part]);
    if (!(await isFresh(stamp, now))) {
      tell(`Building the ${part} …`);
      await rm(stamp, { force: true });
      await withProgress(parts[part](), (seconds) => `  building, ${seconds} s`);
      await remember(stamp, now);
      isBuilt = true;
    }
  }
  if (wanted.includes('engine')) await writeLaunch('bundle');
  if (wanted.length === 2 && (isBuilt || !existsSync(shippedFile))) await writeShippedComponents();
}
