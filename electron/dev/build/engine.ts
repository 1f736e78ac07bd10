import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { noteBundledPackages } from '../components/bundled.ts';
import { findEngineNode } from '../engine-node.mjs';
import { root } from '../folders.ts';
import { keptApart } from './kept-apart.ts';

/**
 * The engine's entries: the process itself, the command line, and one worker for each area, and each room of an area, that has a `worker.ts`
 * (`electron/engine/checks/worker.ts` becomes `out/engine/checks-worker.js`, which `ports/entry.ts` finds again).
 */
export async function engineEntries(engine: string = join(root, 'electron', 'engine')): Promise<Record<string, string>> {
  const entries: Record<string, string> = {};
  for (const name of ['index', 'cli']) {
    const file = join(engine, `${name}.ts`);
    if (existsSync(file)) entries[name] = file;
  }
  for (const folder of (await readdir(engine, { recursive: true, withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const area = join(folder.parentPath, folder.name);
    const file = join(area, 'worker.ts');
    if (existsSync(file)) entries[`${relative(engine, area).split(sep).join('-')}-worker`] = file;
  }
  return entries;
}

/** Builds the engine for its own Node, as ES modules that all lie side by side in `out/engine/`: `ports/entry.ts` relies on that. */
export async function buildEngine(): Promise<void> {
  const { build } = await import('vite');
  const outDir = join(root, 'out', 'engine');
  await rm(outDir, { recursive: true, force: true });
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [noteBundledPackages('engine')],
    build: {
      ssr: true,
      outDir,
      target: 'node26',
      minify: false,
      sourcemap: false,
      rollupOptions: {
        input: await engineEntries(),
        output: {
          format: 'esm',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
    ssr: { target: 'node', noExternal: true, external: [...keptApart] },
  });
}

/**
 * Writes `out/engine/engine.json`, by which the shell starts the engine (electron/main/engine/locate.ts): from the bundle, or while developing from the source, where a
 * saved file restarts it. Paths are relative to the product's root, so the packed program carries the same file.
 */
export async function writeLaunch(from: 'bundle' | 'source'): Promise<void> {
  const node = findEngineNode(root);
  if (!node.ok) throw new Error(node.sentence);
  const entry = from === 'bundle' ? 'out/engine/index.js' : 'electron/engine/index.ts';
  const watch = from === 'bundle' ? [] : ['electron/engine', 'electron/intake', 'shared'];
  await mkdir(join(root, 'out', 'engine'), { recursive: true });
  const launch = { node: node.relativePath.replaceAll('\\', '/'), entry, watch };
  await writeFile(join(root, 'out', 'engine', 'engine.json'), `${JSON.stringify(launch, null, 2)}\n`);
}
