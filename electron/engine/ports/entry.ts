import { fileURLToPath } from 'node:url';

/** Whether this code runs straight from its source (a checkout, the tests) or from the bundle in `out/engine/`. */
const isSource = import.meta.url.endsWith('.ts');

/**
 * Where the worker of an area, or of a room of it (`checks/reading`), begins: `electron/engine/<area>/worker.ts` from source, `out/engine/<area>-worker.js` in the bundle, with
 * a hyphen for each slash. The build gives every `worker.ts` such an entry and puts all files of the bundle side by side, so this address holds in whichever of them this function ends up.
 */
export function workerEntry(area: string): URL {
  return isSource ? new URL(`../${area}/worker.ts`, import.meta.url) : new URL(`./${area.replaceAll('/', '-')}-worker.js`, import.meta.url);
}

/** The path of one of the engine's own programs, `index` or `cli`, to start it as a process of its own. */
export function entryPath(name: 'index' | 'cli'): string {
  return fileURLToPath(isSource ? new URL(`../${name}.ts`, import.meta.url) : new URL(`./${name}.js`, import.meta.url));
}

/** The path of a file below `resources/`, which lies two folders above the bundle and three above this source. */
export function resourcePath(name: string): string {
  return fileURLToPath(new URL(`${isSource ? '../../../' : '../../'}resources/${name}`, import.meta.url));
}

/** The list of what of others this product carries, which every build writes beside the bundle (electron/dev/components/shipped.ts). */
export function shippedComponentsPath(): string {
  return fileURLToPath(
    isSource ? new URL('../../../out/engine/components.json', import.meta.url) : new URL('./components.json', import.meta.url),
  );
}
