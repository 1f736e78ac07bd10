import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Packages that only other packages' compilers and install scripts need; everything here comes prebuilt. */
const neededToInstall = new Set(['node-addon-api', 'adm-zip', 'global-agent']);

/** Some packages and all that they depend on, as far as it is installed: what is optional and made for another system is not. */
export async function withDependencies(names: readonly string[], modules: string): Promise<string[]> {
  const found = new Set<string>();
  const visit = async (name: string): Promise<void> => {
    const file = join(modules, name, 'package.json');
    if (found.has(name) || neededToInstall.has(name) || !existsSync(file)) return;
    found.add(name);
    const read = JSON.parse(await readFile(file, 'utf8')) as Record<
      'dependencies' | 'optionalDependencies',
      Record<string, string> | undefined
    >;
    for (const next of Object.keys({ ...read.dependencies, ...read.optionalDependencies })) await visit(next);
  };
  for (const name of names) await visit(name);
  return [...found].sort();
}
