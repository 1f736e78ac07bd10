import { type MrzGuardedPart, mrzCheckDigit, type Td3 } from './mrz.ts';

/** The parts of a card's zone which a check digit guards (ICAO Doc 9303-5, 4.2.2). */
export type Td1Reading =
  | { ok: true; parts: Td3 & { optional: string }; wrong: MrzGuardedPart[] }
  | { ok: false; cause: 'length' | 'characters' };

const unfilled = (text: string): string => text.replace(/<+/gu, ' ').trim();

/**
 * Reads the three lines of 30 characters of an identity card (TD1; ICAO Doc 9303 part 5, eighth edition, 4.2.2) and verifies its four check digits. Nothing is
 * mended. `passportNumber` is the document's number; numbers of more than nine characters, whose rest stands in the optional part, are joined.
 */
export const readTd1 = (first: string, second: string, third: string): Td1Reading => {
  if ([first, second, third].some(({ length }) => length !== 30)) return { ok: false, cause: 'length' };
  if (!/^[A-Z0-9<]{90}$/.test(first + second + third)) return { ok: false, cause: 'characters' };
  // 9303-5, 4.2.2.1 note j: the filler in the digit's place says that the number goes on in the optional part, and its check digit with it.
  const rest = first.charAt(14) === '<' ? (/^[^<]+/.exec(first.slice(15))?.[0] ?? '') : '';
  const long = rest.length >= 2;
  const number = long ? `${first.slice(5, 14)}${rest.slice(0, -1)}` : first.slice(5, 14);
  const printed = long ? rest.slice(-1) : first.charAt(14);
  const guarded: [MrzGuardedPart, string, string][] = [
    ['passportNumber', long ? `${first.slice(5, 14)}<${rest.slice(0, -1)}` : number, printed],
    ['birthDate', second.slice(0, 6), second.charAt(6)],
    ['expiryDate', second.slice(8, 14), second.charAt(14)],
    ['composite', `${first.slice(5)}${second.slice(0, 7)}${second.slice(8, 15)}${second.slice(18, 29)}`, second.charAt(29)],
  ];
  const split = third.indexOf('<<');
  const sex = second.charAt(7);
  return {
    ok: true,
    wrong: guarded.filter(([, text, digit]) => mrzCheckDigit(text) !== digit).map(([part]) => part),
    parts: {
      documentCode: unfilled(first.slice(0, 2)),
      issuingState: unfilled(first.slice(2, 5)),
      surname: unfilled(split < 0 ? third : third.slice(0, split)),
      givenNames: split < 0 ? '' : unfilled(third.slice(split + 2)),
      passportNumber: unfilled(number),
      nationality: unfilled(second.slice(15, 18)),
      birthDate: second.slice(0, 6),
      sex: sex === 'M' ? 'male' : sex === 'F' ? 'female' : 'unspecified',
      expiryDate: second.slice(8, 14),
      personalNumber: '',
      optional: unfilled(`${long ? '' : first.slice(15)}${second.slice(18, 29)}`),
    },
  };
};
