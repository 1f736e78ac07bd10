import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The bundles that are shipped, each of which says which packages went into it. */
export const bundles = ['main', 'preload', 'renderer', 'engine'] as const;
export type Bundle = (typeof bundles)[number];

/** The folder of the package that a module of a bundle comes from, relative to the checkout (`node_modules/a/node_modules/@b/c`), or undefined for our own module. */
export function packageFolderOf(moduleId: string): string | undefined {
  const path = moduleId.replaceAll('\\', '/').replaceAll('\0', '');
  const found = /\/(node_modules\/(?:.+\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path);
  return found?.[1];
}

/**
 * Writes down which packages' modules are in a bundle: what is left of them after tree shaking, so that nothing is named that is not shipped. The list lies beside the
 * bundle's folder, `out/components/`; the place is taken from the output, since a bundler's configuration is itself bundled and does not know where it stands.
 */
export function noteBundledPackages(bundle: Bundle): Plugin {
  return {
    name: 'note-bundled-packages',
    apply: 'build',
    async writeBundle({ dir }, output) {
      const modules = Object.values(output).flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
      const packages = new Set(modules.flatMap((id) => packageFolderOf(id) ?? []));
      const folder = join(dir ?? '.', '..', 'components');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${bundle}.json`), `${JSON.stringify([...packages].sort(), null, 1)}\n`);
    },
  };
}
