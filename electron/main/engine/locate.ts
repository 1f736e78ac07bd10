import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** How the engine is started: written by the build (`electron/dev`) as `out/engine/engine.json`, every path relative to the product's root. */
export type EngineLaunch = {
  readonly node: string;
  readonly entry: string;
  /** While developing: folders whose change restarts the engine. */
  readonly watch: readonly string[];
};

/**
 * The product's root: the checkout, or `resources/engine/` of the packed program, which has the same shape inside (`out/engine`, `resources`, `node_modules`), because
 * plain Node cannot read an asar archive.
 */
export function productRoot(isPackaged: boolean, resourcesPath: string, mainFolder: string): string {
  return isPackaged ? join(resourcesPath, 'engine') : resolve(mainFolder, '..', '..');
}

/** Reads the launch file. Throws where it is missing or not ours: the program was put together wrongly, which no one at the desk can mend. */
export function readLaunch(root: string): EngineLaunch {
  const read: unknown = JSON.parse(readFileSync(join(root, 'out', 'engine', 'engine.json'), 'utf8'));
  if (typeof read !== 'object' || read === null) throw new Error('engine.json is not an object');
  const { node, entry, watch = [] } = read as Record<string, unknown>;
  if (typeof node !== 'string' || typeof entry !== 'string' || !Array.isArray(watch)) throw new Error('engine.json lacks node or entry');
  return { node: resolve(root, node), entry: resolve(root, entry), watch: watch.map((folder) => resolve(root, String(folder))) };
}
