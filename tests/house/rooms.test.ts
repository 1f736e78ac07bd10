import { describe, expect, it } from 'vitest';
import { filesBelow, linesWith, sources, textOf } from './tree.ts';

/** Files that may be longer than the limit, each with its reason. */
const longerForAReason: Record<string, string> = {};

describe('the house', () => {
  it('keeps every file short enough to be read in one sitting', () => {
    const long = [...sources(), ...filesBelow('tests', ['.ts', '.tsx'])].filter(
      (path) => longerForAReason[path] === undefined && textOf(path).split('\n').length > 400,
    );
    expect(long).toEqual([]);
  });

  it('keeps the shell’s table of contents within 80 lines and the bridge within 100', () => {
    expect(textOf('electron/main/index.ts').split('\n').length).toBeLessThanOrEqual(81);
    expect(textOf('electron/preload/index.ts').split('\n').length).toBeLessThanOrEqual(101);
  });

  it('writes the rule of a class in one style sheet alone, since every sheet is in force everywhere', () => {
    const sheets = new Map<string, Set<string>>();
    for (const path of filesBelow('renderer', ['.css']))
      for (const [, name = ''] of textOf(path).matchAll(/^\.([a-z0-9-]+) \{/gm))
        sheets.set(name, (sheets.get(name) ?? new Set()).add(path));
    expect([...sheets].filter(([, paths]) => paths.size > 1).map(([name, paths]) => `${name}: ${[...paths].join(', ')}`)).toEqual([]);
  });

  it('writes SQL only where the stores are', () => {
    const sql =
      /\b(SELECT\s+.+\s+FROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|UNIQUE|VIRTUAL))\b/;
    const outside = sources().filter((path) => !/^electron\/(engine|intake)\/store\//.test(path));
    expect(outside.flatMap((path) => linesWith(path, sql))).toEqual([]);
  });

  it.each([
    [
      'the wall clock',
      /\bDate\.now\(|\bnew Date\(\)/,
      /^electron\/engine\/ports\/clock\.ts$|^electron\/intake\/clock\.ts$|^electron\/(main|dev)\/|^renderer\//,
    ],
    ['chance', /\bMath\.random\(/, /^$/],
    ['ipcMain', /\bipcMain\./, /^electron\/main\/calls\.ts$/],
    ['the person’s browser', /\bshell\.openExternal\(/, /^electron\/main\/(security\/external-links|calls)\.ts$/],
    ['the console', /\bconsole\.\w+\(/, /^$/],
  ])('asks %s only in its one place', (_what, pattern, place) => {
    expect(
      sources()
        .filter((path) => !place.test(path))
        .flatMap((path) => linesWith(path, pattern)),
    ).toEqual([]);
  });

  it('opens each area with what it is, what it promises and who calls it', () => {
    const fronts = filesBelow('electron/engine', ['index.ts']).filter(
      (path) => !path.includes('/migrations/') && path.split('/').length === 4,
    );
    expect(fronts.length).toBeGreaterThanOrEqual(5);
    expect(fronts.filter((path) => !/^\/\*\*[\s\S]{120,}?\*\//.test(textOf(path)))).toEqual([]);
  });

  it('names no folder or file a word that says nothing', () => {
    const nothing = /(^|\/)(utils?|helpers?|misc|common|manager|data)(\/|\.tsx?$)/;
    expect([...sources(), ...filesBelow('tests', ['.ts'])].filter((path) => nothing.test(path))).toEqual([]);
  });
});
