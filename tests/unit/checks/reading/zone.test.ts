import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreedLatinName } from '../../../../electron/engine/checks/reading/passport.ts';
import { centuryDates, mendedNumber } from '../../../../electron/engine/checks/reading/zone.ts';
import { combined, placesOf, slotsOf } from '../../../../electron/engine/checks/reading/zone-slots.ts';
import { mrzCheckDigit } from '../../../../shared/domain/mrz.ts';
import { readTd1 } from '../../../../shared/domain/mrz-td1.ts';

const characters = ['', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<'];
const classOf = new Map(characters.map((character, index) => [character, index]));
/** What the network would say of a line: each character of `text` at three steps a place, those of `lost` swallowed. */
const lineOf = (text: string, lost: readonly number[] = []) => {
  const steps = text.length * 3 + 4;
  const values = new Float32Array(steps * characters.length);
  for (let step = 0; step < steps; step += 1) values[step * characters.length] = 0.9;
  for (const [index, character] of [...text].entries()) {
    if (lost.includes(index)) continue;
    const from = (index * 3 + 2) * characters.length;
    values[from] = 0.01;
    values[from + (classOf.get(character) ?? 0)] = 0.97;
  }
  return { values, steps, classes: characters.length };
};
const data = 'EH52028176CHN0006091M3309173<<<<<<<<<<<<<<06';

describe('the places of a zone', () => {
  it('are found where fillers were swallowed, up to the digits at the end', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 29, max: 41 }), { maxLength: 12 }), (lost) => {
        const line = lineOf(data, lost);
        const places = placesOf(line, characters, 44, true);
        expect(places).toHaveLength(44);
        const kinds = [...data].map(() => 'any' as const);
        const read = slotsOf(line, classOf, kinds, places ?? []).map(({ character }) => character);
        expect(read.join('')).toBe(data);
      }),
    );
  });

  it('are not found in what is far too short', () => {
    expect(placesOf(lineOf('EH5202817'), characters, 44, true)).toBeUndefined();
  });

  it('take a letter for the digit that it looks like only where a digit must stand', () => {
    const line = lineOf('O1I2S3B4Z5');
    const places = Array.from({ length: 10 }, (_, index) => ({ step: index * 3 + 2, read: true }));
    const textOf = (kind: 'digit' | 'letter') =>
      slotsOf(
        line,
        classOf,
        Array.from({ length: 10 }, () => kind),
        places,
      )
        .map(({ character }) => character)
        .join('');
    expect(textOf('digit')).toBe('0112538425');
    expect(textOf('letter')).toBe('OIIZS<B<ZS');
  });

  it('of two looks that disagree are not sure', () => {
    const [slot] = combined([{ character: 'A', confidence: 0.9 }], [{ character: 'B', confidence: 0.8 }]);
    expect(slot?.character).toBe('A');
    expect(slot?.confidence).toBeCloseTo(0.1);
  });
});

describe('a number of a zone', () => {
  it('is mended where exactly one way of telling letters from digits fits its check digit, and left alone otherwise', () => {
    expect(mendedNumber('EA3047947', mrzCheckDigit('EA3O47947') ?? '')).toBe('EA3O47947');
    expect(mendedNumber('EA3047947', mrzCheckDigit('EA3047948') ?? '')).toBe('EA3047947');
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{9}$/), (number) => {
        const fits = mrzCheckDigit(number) ?? '';
        expect(mendedNumber(number, fits)).toBe(number);
      }),
    );
  });
});

it('dates of a zone get the century in which the holder was born before the document ended', () => {
  expect(centuryDates('900307', '330917')).toEqual({ birthDate: '1990-03-07', validUntil: '2033-09-17' });
  expect(centuryDates('060307', '330917')).toEqual({ birthDate: '2006-03-07', validUntil: '2033-09-17' });
  expect(centuryDates('330307', '330917').birthDate).toBe('1933-03-07');
  // A passport that ended long ago: who holds it was not born after today.
  expect(centuryDates('680302', '980104')).toEqual({ birthDate: '1968-03-02', validUntil: '1998-01-04' });
});

describe('a Latin name that stands on a passport twice', () => {
  const region = { x: 0, y: 0, w: 1, h: 1 };
  const name = (text: string, confidence: number) => ({ field: 'latinName' as const, text, confidence, region });
  it('is sure where both say the same, the surer one where one is unsure, and nothing where they differ', () => {
    expect(agreedLatinName(name('LIN  JIAHE', 0.7), name('LIN JIAHE', 0.6))).toMatchObject({
      text: 'LIN JIAHE',
      confidence: 0.7,
      verified: true,
    });
    expect(agreedLatinName(name('LIN JIAHE', 0.95), name('LINKJIAHE', 0.2))).toMatchObject({ text: 'LIN JIAHE', confidence: 0.95 });
    expect(agreedLatinName(name('LIN JIAHE', 0.95), name('LIN JIAHUI', 0.9))?.confidence).toBe(0);
    expect(agreedLatinName(undefined, name('LIN', 0.9))?.text).toBe('LIN');
  });
});

describe('a card’s zone (TD1)', () => {
  // The specimen of ICAO Doc 9303 part 5, appendix A.
  const specimen = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'] as const;
  it('reads the specimen of the standard with all check digits', () => {
    expect(readTd1(...specimen)).toMatchObject({
      ok: true,
      wrong: [],
      parts: {
        passportNumber: 'D23145890',
        surname: 'ERIKSSON',
        givenNames: 'ANNA MARIA',
        birthDate: '740812',
        sex: 'female',
        expiryDate: '120415',
        nationality: 'UTO',
      },
    });
  });
  it('names the parts whose digit does not fit', () => {
    expect(readTd1(specimen[0], specimen[1].replace('740812', '740813'), specimen[2])).toMatchObject({
      ok: true,
      wrong: ['birthDate', 'composite'],
    });
    expect(readTd1(specimen[0].slice(1), specimen[1], specimen[2])).toEqual({ ok: false, cause: 'length' });
    expect(readTd1(specimen[0].toLowerCase(), specimen[1], specimen[2])).toEqual({ ok: false, cause: 'characters' });
  });
});
