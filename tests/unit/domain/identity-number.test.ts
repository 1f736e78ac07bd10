import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCharacterFor, isCalendarDate, readIdentityNumber } from '../../../shared/domain/identity-number.ts';

const today = '2026-11-23';
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
const birthDate = fc
  .record({ year: fc.integer({ min: 1900, max: 2025 }), month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 31 }) })
  .filter(({ year, month, day }) => isCalendarDate(year, month, day))
  .map(({ year, month, day }) => `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`);
const validNumber = fc.tuple(digits(6), birthDate, digits(3)).map((parts) => {
  const first = parts.join('');
  return first + checkCharacterFor(first);
});

test('the two examples of GB 11643-1999 are read', () => {
  expect(readIdentityNumber('11010519491231002X', today)).toEqual({
    ok: true,
    number: '11010519491231002X',
    form: 18,
    regionCode: '110105',
    birthDate: '1949-12-31',
    sex: 'female',
  });
  expect(readIdentityNumber('440524188001010014', today)).toMatchObject({ ok: true, birthDate: '1880-01-01', sex: 'male' });
});

test('full-width digits, spaces and a lower-case x are the same number', () => {
  expect(readIdentityNumber(' １１０１０５ 1949-1231 002x', today)).toMatchObject({ ok: true, number: '11010519491231002X' });
});

test('the old form of 15 digits is a number of the twentieth century', () => {
  expect(readIdentityNumber('110105491231002', today)).toMatchObject({ ok: true, form: 15, birthDate: '1949-12-31', sex: 'female' });
});

test.each([
  ['', 'empty'],
  ['1101051949123100', 'length'],
  ['1101051949123100ZX', 'characters'],
  ['X1010519491231002X', 'characters'],
  ['110105194902300021', 'birthDate'],
  ['110105190002290021', 'birthDate'],
  ['110105202611240025', 'future'],
  ['110105194912310021', 'checkDigit'],
])('%s is refused for its %s', (typed, cause) => {
  expect(readIdentityNumber(typed, today)).toMatchObject({ ok: false, cause });
});

test('a wrong check character names the right one', () => {
  expect(readIdentityNumber('110105194912310021', today)).toMatchObject({ expectedCheckDigit: 'X' });
});

test('every single mistyped digit and every swap of two neighbours is noticed', () => {
  fc.assert(
    fc.property(validNumber, fc.nat({ max: 16 }), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
      expect(readIdentityNumber(number, today).ok).toBe(true);
      const wrong = String((Number(number[place]) + shift) % 10);
      expect(readIdentityNumber(number.slice(0, place) + wrong + number.slice(place + 1), today).ok).toBe(false);
      const next = place + 1;
      if (number[place] !== number[next]) {
        const swapped = `${number.slice(0, place)}${number[next]}${number[place]}${number.slice(next + 1)}`;
        expect(readIdentityNumber(swapped, today).ok).toBe(false);
      }
    }),
  );
});

test('anything at all that is typed gets an answer', () => {
  fc.assert(fc.property(fc.string(), (typed) => typeof readIdentityNumber(typed, today).ok === 'boolean'));
});

test('the check character is that of ISO 7064 MOD 11-2, reckoned by its recursive method', () => {
  fc.assert(
    fc.property(digits(17), (first) => {
      // ISO 7064:2003, 7.2 (pure systems, recursive): P ← (P + a) × 2, and the check character makes the sum 1 modulo 11.
      let carried = 0;
      for (const digit of first) carried = ((carried + Number(digit)) * 2) % 11;
      const check = checkCharacterFor(first);
      expect((carried + (check === 'X' ? 10 : Number(check))) % 11).toBe(1);
    }),
  );
});

test('the old form of people past a hundred is of the nineteenth century', () => {
  expect(readIdentityNumber('110105960229996', today)).toMatchObject({ ok: true, birthDate: '1896-02-29', sex: 'female' });
  expect(readIdentityNumber('110105000229001', today)).toMatchObject({ ok: false, cause: 'birthDate' });
});

test('nothing but a digit is taken for one', () => {
  for (const typed of ['①10105194912310021', '11010519491231002Х', '11010519491231002×', '٣10105194912310021'])
    expect(readIdentityNumber(typed, today)).toMatchObject({ ok: false, cause: 'characters' });
});
