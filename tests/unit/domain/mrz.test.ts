import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mrzCheckDigit, readTd3, type Td3, writeTd3 } from '../../../shared/domain/mrz.ts';

/** The specimen of ICAO Doc 9303-4, appendix A. */
const specimen = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'] as const;

const letters = (max: number) => fc.stringMatching(new RegExp(`^[A-Z]{1,${max}}$`));
const parts: fc.Arbitrary<Td3> = fc.record({
  documentCode: fc.constant('P'),
  issuingState: fc.stringMatching(/^[A-Z]{3}$/),
  surname: letters(12),
  givenNames: fc.array(letters(8), { maxLength: 2 }).map((names) => names.join(' ')),
  passportNumber: fc.stringMatching(/^[A-Z0-9]{1,9}$/),
  nationality: fc.stringMatching(/^[A-Z]{3}$/),
  birthDate: fc.stringMatching(/^[0-9]{6}$/),
  sex: fc.constantFrom('male', 'female', 'unspecified'),
  expiryDate: fc.stringMatching(/^[0-9]{6}$/),
  personalNumber: fc.stringMatching(/^[A-Z0-9]{0,14}$/),
});

test('the check digits of ICAO 9303’s own examples', () => {
  expect(mrzCheckDigit('520727')).toBe('3');
  expect(mrzCheckDigit('AB2134<<<')).toBe('5');
  expect(mrzCheckDigit('ab')).toBeUndefined();
});

test('the specimen of ICAO 9303-4 reads with all check digits right, and is written the same', () => {
  const reading = readTd3(...specimen);
  expect(reading).toEqual({
    ok: true,
    wrong: [],
    parts: {
      documentCode: 'P',
      issuingState: 'UTO',
      surname: 'ERIKSSON',
      givenNames: 'ANNA MARIA',
      passportNumber: 'L898902C3',
      nationality: 'UTO',
      birthDate: '740812',
      sex: 'female',
      expiryDate: '120415',
      personalNumber: 'ZE184226B',
    },
  });
  if (reading.ok) expect(writeTd3(reading.parts)).toEqual([...specimen]);
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(parts, (written) => {
      const lines = writeTd3(written);
      expect(lines.map(({ length }) => length)).toEqual([44, 44]);
      expect(readTd3(...lines)).toEqual({ ok: true, wrong: [], parts: written });
    }),
  );
});

test('one digit misread for another in a guarded part is found', () => {
  fc.assert(
    fc.property(parts, fc.constantFrom(13, 15, 18, 21, 24, 26), fc.integer({ min: 1, max: 9 }), (written, place, shift) => {
      const [first, second] = writeTd3(written);
      const misread = String((Number(second[place]) + shift) % 10);
      const reading = readTd3(first, second.slice(0, place) + misread + second.slice(place + 1));
      expect(reading).toMatchObject({ ok: true, wrong: expect.arrayContaining([place < 20 ? 'birthDate' : 'expiryDate']) });
    }),
  );
});

test('lines of another length or with other characters are not read', () => {
  expect(readTd3(specimen[0].slice(1), specimen[1])).toEqual({ ok: false, cause: 'length' });
  expect(readTd3(specimen[0].replace('E', 'é'), specimen[1])).toEqual({ ok: false, cause: 'characters' });
});
