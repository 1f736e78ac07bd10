import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const passedOver = new Set(['node_modules', 'out', 'dist', '.git', 'test-results']);

/** All files below `folder` with one of the endings, as paths from the project's folder with forward slashes. */
export const filesBelow = (folder: string, endings: readonly string[]): string[] => {
  const found: string[] = [];
  const walk = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (passedOver.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (endings.some((ending) => entry.name.endsWith(ending))) found.push(relative(root, path).split(sep).join('/'));
    }
  };
  walk(join(root, folder));
  return found.sort();
};

/** A file's text. */
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The product's own TypeScript, without the tests. */
export const sources = (): string[] => ['electron', 'renderer', 'shared'].flatMap((folder) => filesBelow(folder, ['.ts', '.tsx']));

/** Lines of `path` that hold `pattern`, as `path:line`, comments left out. */
export const linesWith = (path: string, pattern: RegExp): string[] =>
  textOf(path)
    .split('\n')
    .flatMap((line, index) => {
      const code = line
        .replace(/\/\/.*$/, '')
        .replace(/^\s*\*.*$/, '')
        .replace(/\/\*.*\*\//, '');
      return pattern.test(code) ? [`${path}:${index + 1}`] : [];
    });
