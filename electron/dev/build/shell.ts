import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../folders.ts';

/** Builds main, preload and renderer with electron-vite. Its import is kept inside: a start that has nothing to build does not pay for loading a bundler. */
export async function buildShell(): Promise<void> {
  const { build } = await import('electron-vite');
  for (const folder of ['main', 'preload', 'renderer']) await rm(join(root, 'out', folder), { recursive: true, force: true });
  await build({ root, configFile: join(root, 'electron.vite.config.ts'), logLevel: 'warn' });
}
