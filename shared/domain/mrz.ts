/**
 * The machine-readable zone of passports: two lines of 44 characters (TD3) by ICAO Doc 9303, parts 3 and 4 (eighth edition).
 * Letters A–Z, digits, and `<` as filler.
 */

/** ICAO 9303-3, 4.9: the weights repeat over the characters from the left. */
const weights = [7, 3, 1] as const;

/** A character's value: digits as they are, A to Z as 10 to 35, the filler as 0; undefined for any other character. */
const characterValue = (character: string): number | undefined => {
  if (character === '<') return 0;
  if (/^[0-9]$/.test(character)) return Number(character);
  if (/^[A-Z]$/.test(character)) return character.charCodeAt(0) - 55;
  return undefined;
};

/** The check digit of `text` (ICAO 9303-3, 4.9), or undefined where a character can't occur in a machine-readable zone. */
export const mrzCheckDigit = (text: string): string | undefined => {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = characterValue(text.charAt(index));
    if (value === undefined) return undefined;
    sum += value * (weights[index % 3] ?? 0);
  }
  return String(sum % 10);
};

/** The parts of the second line which a check digit guards (ICAO 9303-4, 4.2.2). */
export const mrzGuardedParts = ['passportNumber', 'birthDate', 'expiryDate', 'personalNumber', 'composite'] as const;
/** One of {@link mrzGuardedParts}. */
export type MrzGuardedPart = (typeof mrzGuardedParts)[number];

/** Where each part and its check digit stand in the second line, from 0, the end exclusive (ICAO 9303-4, 4.2.2). */
const places: Record<MrzGuardedPart, { spans: readonly (readonly [number, number])[]; digit: number }> = {
  passportNumber: { spans: [[0, 9]], digit: 9 },
  birthDate: { spans: [[13, 19]], digit: 19 },
  expiryDate: { spans: [[21, 27]], digit: 27 },
  personalNumber: { spans: [[28, 42]], digit: 42 },
  composite: {
    spans: [
      [0, 10],
      [13, 20],
      [21, 43],
    ],
    digit: 43,
  },
};

/** What two lines say. Dates are `YYMMDD` as printed, since the century is a matter of judgement; names are without fillers. */
export type Td3 = {
  documentCode: string;
  issuingState: string;
  surname: string;
  givenNames: string;
  passportNumber: string;
  nationality: string;
  birthDate: string;
  sex: 'male' | 'female' | 'unspecified';
  expiryDate: string;
  personalNumber: string;
};

/** What came of reading two lines: the parts, and which check digits do not fit. */
export type Td3Reading = { ok: true; parts: Td3; wrong: MrzGuardedPart[] } | { ok: false; cause: 'length' | 'characters' };

const unfilled = (text: string): string => text.replace(/<+/gu, ' ').trim();

/** Reads two lines of a passport and verifies all five check digits. Nothing is mended; lines must be clean, 44 characters each. */
export const readTd3 = (first: string, second: string): Td3Reading => {
  if (first.length !== 44 || second.length !== 44) return { ok: false, cause: 'length' };
  if (!/^[A-Z0-9<]{88}$/.test(first + second)) return { ok: false, cause: 'characters' };
  const wrong = mrzGuardedParts.filter((part) => {
    const { spans, digit } = places[part];
    const text = spans.map(([from, to]) => second.slice(from, to)).join('');
    const printed = second.charAt(digit);
    // ICAO 9303-4, 4.2.2: where the personal number is not used, its check digit may be a filler.
    if (part === 'personalNumber' && printed === '<' && /^<+$/.test(text)) return false;
    return mrzCheckDigit(text) !== printed;
  });
  const names = first.slice(5);
  const split = names.indexOf('<<');
  const sex = second.charAt(20);
  return {
    ok: true,
    wrong,
    parts: {
      documentCode: unfilled(first.slice(0, 2)),
      issuingState: unfilled(first.slice(2, 5)),
      surname: unfilled(split < 0 ? names : names.slice(0, split)),
      givenNames: split < 0 ? '' : unfilled(names.slice(split + 2)),
      passportNumber: unfilled(second.slice(0, 9)),
      nationality: unfilled(second.slice(10, 13)),
      birthDate: second.slice(13, 19),
      sex: sex === 'M' ? 'male' : sex === 'F' ? 'female' : 'unspecified',
      expiryDate: second.slice(21, 27),
      personalNumber: unfilled(second.slice(28, 42)),
    },
  };
};

const filled = (text: string, length: number): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/gu, '<')
    .slice(0, length)
    .padEnd(length, '<');

/** Writes the two lines for a passport, with all check digits. Names must be in Latin letters already; what is too long is cut. */
export const writeTd3 = (parts: Td3): [string, string] => {
  const names =
    parts.givenNames === ''
      ? filled(parts.surname, 39)
      : `${filled(parts.surname, parts.surname.length)}<<${filled(parts.givenNames, parts.givenNames.length)}`;
  const first = `${filled(parts.documentCode, 2)}${filled(parts.issuingState, 3)}${names}`.slice(0, 44).padEnd(44, '<');
  const guarded = (text: string): string => `${text}${mrzCheckDigit(text) ?? ''}`;
  const number = guarded(filled(parts.passportNumber, 9));
  const birth = guarded(filled(parts.birthDate, 6));
  const expiry = guarded(filled(parts.expiryDate, 6));
  const personal = guarded(filled(parts.personalNumber, 14));
  const sex = parts.sex === 'male' ? 'M' : parts.sex === 'female' ? 'F' : '<';
  const composite = mrzCheckDigit(`${number}${birth}${expiry}${personal}`) ?? '';
  return [first, `${number}${filled(parts.nationality, 3)}${birth}${sex}${expiry}${personal}${composite}`];
};
