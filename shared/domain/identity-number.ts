import { halfWidth, withoutInvisible } from './half-width.ts';

/**
 * The Chinese citizen identity number by GB 11643-1999: 6 digits region code, 8 digits birth date, 3 digits sequence
 * (odd: male, even: female), 1 check character by ISO 7064:1983 MOD 11-2. The 15-digit form is that of before 1999 (GB 11643-1989), with a
 * two-digit birth year and no check character: of the 20th century, but for the sequences 996 to 999, which are of people born in the 19th.
 */

/** What an identity number says, or why it can't be read. */
export type IdentityNumber =
  | {
      ok: true;
      /** The number in its canonical spelling: half-width, upper-case X. */
      number: string;
      /** Which of the two forms it has. */
      form: 18 | 15;
      /** The six-digit code of the region where the number was first given; it stays valid for life. */
      regionCode: string;
      /** `YYYY-MM-DD` */
      birthDate: string;
      sex: 'male' | 'female';
    }
  | {
      ok: false;
      cause: 'empty' | 'length' | 'characters' | 'birthDate' | 'future' | 'checkDigit';
      number: string;
      expectedCheckDigit?: string;
    };

/** GB 11643-1999, 4.3 (from ISO 7064 MOD 11-2): the weight of position i, counted from the left, is 2^(17-i) mod 11. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
/** GB 11643-1999, table 1: check character by the weighted sum mod 11. */
const checkCharacters = '10X98765432';

/**
 * Brings a typed number into its canonical spelling: full-width characters to half-width, no spaces, hyphens or invisible marks, upper-case X.
 * Nothing else is mended: a letter O is no zero, and a Cyrillic Х no X.
 */
export const normaliseIdentityNumber = (typed: string): string =>
  withoutInvisible(halfWidth(typed))
    .replace(/[\s\-‐-―·]/gu, '')
    .replaceAll('x', 'X');

/** The check character for the first 17 digits. `digits` must be exactly 17 decimal digits. */
export const checkCharacterFor = (digits: string): string => {
  let sum = 0;
  for (const [index, weight] of weights.entries()) sum += weight * Number(digits[index]);
  return checkCharacters.charAt(sum % 11);
};

/** Whether `year-month-day` is a date of the Gregorian calendar. */
export const isCalendarDate = (year: number, month: number, day: number): boolean => {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (lengths[month - 1] ?? 0);
};

/**
 * Reads an identity number.
 * @param typed as typed by the applicant
 * @param today `YYYY-MM-DD` in Asia/Shanghai; a birth date after it is an error
 */
export const readIdentityNumber = (typed: string, today: string): IdentityNumber => {
  const number = normaliseIdentityNumber(typed);
  if (number === '') return { ok: false, cause: 'empty', number };
  if (number.length !== 18 && number.length !== 15) return { ok: false, cause: 'length', number };
  if (!/^(\d{17}[\dX]|\d{15})$/.test(number)) return { ok: false, cause: 'characters', number };
  const form = number.length === 18 ? 18 : 15;
  const birth = form === 18 ? number.slice(6, 14) : `${number.slice(12) >= '996' ? 18 : 19}${number.slice(6, 12)}`;
  const [year, month, day] = [Number(birth.slice(0, 4)), Number(birth.slice(4, 6)), Number(birth.slice(6, 8))];
  if (year < 1800 || !isCalendarDate(year, month, day)) return { ok: false, cause: 'birthDate', number };
  const birthDate = `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6, 8)}`;
  if (birthDate > today) return { ok: false, cause: 'future', number };
  if (form === 18) {
    const expectedCheckDigit = checkCharacterFor(number.slice(0, 17));
    if (expectedCheckDigit !== number[17]) return { ok: false, cause: 'checkDigit', number, expectedCheckDigit };
  }
  const sequence = Number(form === 18 ? number.slice(14, 17) : number.slice(12, 15));
  return { ok: true, number, form, regionCode: number.slice(0, 6), birthDate, sex: sequence % 2 === 1 ? 'male' : 'female' };
};
