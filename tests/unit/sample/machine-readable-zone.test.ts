import { describe, expect, test } from 'vitest';
import { mrzCheckDigit, passportZone } from '../../../electron/intake/sample/machine-readable-zone.ts';
import { inventPerson } from '../../../electron/intake/sample/people.ts';
import { randomFrom } from '../../../electron/intake/sample/random.ts';

describe('the machine-readable zone', () => {
  test('has the check digits of the specimen in ICAO Doc 9303 part 4, appendix B', () => {
    expect(mrzCheckDigit('L898902C3')).toBe('6');
    expect(mrzCheckDigit('740812')).toBe('2');
    expect(mrzCheckDigit('120415')).toBe('9');
    expect(mrzCheckDigit('ZE184226B<<<<<')).toBe('1');
    expect(mrzCheckDigit('L898902C3674081221204159ZE184226B<<<<<1')).toBe('0');
  });

  test('is two lines of 44 whose parts check, for every invented passport', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const person = inventPerson(randomFrom(`holder ${seed}`), '2026-11-23', { minorityName: seed % 5 === 0 });
      const [names, numbers] = passportZone({
        state: 'CHN',
        surname: person.latinSurname,
        givenNames: person.latinGivenNames,
        passportNumber: person.passportNumber,
        birthDate: person.birthDate,
        sex: person.sex,
        expiryDate: person.passportValidUntil,
      });
      expect(names).toMatch(/^P<CHN[A-Z]+<<[A-Z]+<*$/);
      expect([names.length, numbers.length]).toEqual([44, 44]);
      for (const [from, to] of [
        [0, 9],
        [13, 19],
        [21, 27],
        [28, 42],
      ] as const) {
        expect(numbers[to]).toBe(mrzCheckDigit(numbers.slice(from, to)));
      }
      expect(numbers[43]).toBe(mrzCheckDigit(numbers.slice(0, 10) + numbers.slice(13, 20) + numbers.slice(21, 43)));
      expect(numbers[20]).toBe(person.sex === 'male' ? 'M' : 'F');
    }
  });
});
