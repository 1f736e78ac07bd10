import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterChanges, type Piece } from '../../../renderer/parts/character-changes.ts';

const whole = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');
const same = (pieces: readonly Piece[]): string =>
  pieces
    .filter(({ changed }) => !changed)
    .map(({ text }) => text)
    .join('');

describe('marking what an amendment changes', () => {
  it('marks exactly the digits that differ', () => {
    expect(characterChanges('13800000017', '13800000099')).toEqual({
      before: [
        { text: '138000000', changed: false },
        { text: '17', changed: true },
      ],
      after: [
        { text: '138000000', changed: false },
        { text: '99', changed: true },
      ],
    });
  });

  it('marks what is put in between and leaves the rest alone', () => {
    expect(characterChanges('上海路8号', '上海中路18号').after.filter(({ changed }) => changed)).toEqual([
      { text: '中', changed: true },
      { text: '1', changed: true },
    ]);
  });

  it('never loses or moves a character, and what is unmarked is the same on both sides', () => {
    const text = fc.string({ unit: fc.constantFrom('一', '二', 'a', '1', '😀'), maxLength: 30 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const marked = characterChanges(before, after);
        expect([whole(marked.before), whole(marked.after)]).toEqual([before, after]);
        expect(same(marked.before)).toBe(same(marked.after));
      }),
    );
  });
});
