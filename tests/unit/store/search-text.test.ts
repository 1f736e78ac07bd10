import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gramsOf, matchOf } from '../../../electron/engine/store/search-text.ts';

/** What FTS5 does with an expression of matchOf: words side by side, or the beginning of one. */
const matches = (grams: string, expression: string): boolean => {
  const words = grams.split(' ');
  const begins = expression.endsWith(' *');
  const wanted = expression.replace(/^"|"( \*)?$/g, '').split(' ');
  return words.some((_, place) =>
    wanted.every((word, index) => (begins ? (words[place + index] ?? '').startsWith(word) : words[place + index] === word)),
  );
};

test('every part of a field is found, and nothing that is not in one', () => {
  const field = fc.string({ unit: fc.constantFrom('张', '三', '李', 'a', 'b', '1', '2', '@', '𠮷'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      field,
      field,
      fc.string({ unit: fc.constantFrom('张', '三', '李', 'a', 'b', '1', '2', '@', '𠮷'), minLength: 1, maxLength: 6 }),
      (first, second, search) => {
        const expression = matchOf(search);
        if (expression === undefined) throw new Error('there is something to find');
        expect(matches(gramsOf(`${first}\n${second}`), expression)).toBe(first.includes(search) || second.includes(search));
      },
    ),
  );
});
