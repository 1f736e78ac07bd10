import { describe, expect, it } from 'vitest';
import { filesBelow, textOf } from './tree.ts';

const rows = ['C', 'R', 'Q'].flatMap((letter) => [1, 2, 3, 4, 5, 6].map((number) => `${letter}${number}`));

/** The titles of a file's tests. */
const titlesIn = (path: string): string[] => [...textOf(path).matchAll(/\btest\(\s*'([^']+)'/g)].map(([, title = '']) => title);
const windowTests = new Map(filesBelow('tests/e2e', ['.test.ts']).map((path) => [path.replace('tests/e2e/', ''), titlesIn(path)]));

/** The table of `docs/rows.md`. */
const table = textOf('docs/rows.md')
  .split('\n')
  .flatMap((line) => {
    const [, row = '', , tests = '', pictures = ''] = line.split('|').map((cell) => cell.trim());
    if (!/^[CRQ]\d /.test(row)) return [];
    return [
      {
        row: row.slice(0, 2),
        title: row,
        tests: tests.split(';').map((named) => {
          const [, file = '', title = ''] = /`([^`]+)` › (.+)/.exec(named) ?? [];
          return { file, title: title.trim() };
        }),
        pictures: [...pictures.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
      },
    ];
  });

/** The names that the walks give their pictures, as patterns: a part that is put in can be any word. */
const pictureNames = filesBelow('electron/dev/screenshots', ['.ts']).flatMap((path) => {
  const text = textOf(path);
  const given = [...text.matchAll(/picture\((?:'([^']+)'|`([^`]+)`)\)/g)].map(
    ([, plain, made = '']) => plain ?? made.replaceAll(/\$\{[^}]+\}/g, '[\\w-]+'),
  );
  const places = /const places = \[([\s\S]+?)\n\] as const/.exec(text)?.[1] ?? '';
  return [...given, ...[...places.matchAll(/'([^']+)'/g)].map(([, name = '']) => name)];
});

describe('the platform’s promises', () => {
  it('have each exactly one test in the real window whose title begins with the row', () => {
    const titles = [...windowTests.values()].flat();
    expect(rows.filter((row) => titles.filter((title) => title.startsWith(`${row} `)).length !== 1)).toEqual([]);
  });

  it('stand in the table, each with its own test, and only with tests that are there', () => {
    expect(table.map(({ row }) => row)).toEqual(rows);
    expect(table.filter(({ title, tests }) => !tests.some((named) => named.title.startsWith(title)))).toEqual([]);
    const unknown = table.flatMap(({ tests }) =>
      tests.filter(({ file, title }) => title === '' || !windowTests.get(file)?.some((known) => known.startsWith(title))),
    );
    expect(unknown).toEqual([]);
  });

  it('name only pictures that the walks take', () => {
    const taken = (name: string) => pictureNames.some((pattern) => new RegExp(`^${pattern}$`).test(name));
    expect(table.flatMap(({ pictures }) => pictures.filter((name) => !taken(name)))).toEqual([]);
  });
});
