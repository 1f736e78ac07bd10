import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedSearch, windowsOf } from '../../../electron/engine/store/search-text.ts';

/** What FTS5 does with an expression of askedSearch: all of some words, or the beginning of one. */
const matches = (windows: string, expression: string): boolean => {
  const words = windows.split(' ');
  if (expression.endsWith(' *')) return words.some((word) => word.startsWith(expression.slice(1, -3)));
  return expression.split(' ').every((wanted) => words.includes(wanted.slice(1, -1)));
};

const letters = fc.constantFrom('张', '三', 'a', 'b', '1', '2', '@', '𠮷');
const field = fc.string({ unit: letters, minLength: 1, maxLength: 20 });

test('every part of a field is found, and up to six characters nothing that is not in one', () => {
  fc.assert(
    fc.property(
      field,
      field,
      fc.nat(),
      fc.integer({ min: 1, max: 16 }),
      fc.string({ unit: letters, minLength: 1, maxLength: 6 }),
      (first, second, from, length, other) => {
        const windows = windowsOf(`${first}\n${second}`);
        const characters = [...first];
        const part = characters.slice(from % characters.length, (from % characters.length) + length).join('');
        for (const search of [part, other]) {
          const asked = askedSearch(search);
          if (asked === undefined) throw new Error('there is something to find');
          const holds = first.includes(search) || second.includes(search);
          if (asked.windows.length === 0) expect(matches(windows, asked.expression)).toBe(holds);
          else expect(matches(windows, asked.expression) || !holds).toBe(true);
          expect(asked.text).toBe(search);
        }
      },
    ),
  );
});
