/// <reference path="../packages.d.ts" />
import charactersFile from 'opencc-js/dict/TSCharacters';
import type { FieldName } from '../../../../../shared/domain/application.ts';
import { isCalendarDate, normaliseIdentityNumber } from '../../../../../shared/domain/identity-number.ts';

/** The characters of GB 2312-1980, which are written so in simplified text, by decoding its rows 16 to 87. */
const standardCharacters = (): ReadonlySet<string> =>
  new Set(
    new TextDecoder('gb18030').decode(
      Uint8Array.from(
        Array.from({ length: 72 * 94 * 2 }, (_, at) => (at % 2 === 0 ? 0xb0 + Math.floor(at / 188) : 0xa1 + (Math.floor(at / 2) % 94))),
      ),
    ),
  );

/**
 * Traditional characters with the simplified one that OpenCC gives for them. One that simplified text has, too (乾, 於, 徵), is left alone: in a name it is
 * another character. So is one whose simplified form is the traditional form of a third (薴, 苧, 苎).
 */
const simplifiedCharacters = (): ReadonlyMap<string, string> => {
  const standard = standardCharacters();
  const pairs = charactersFile.split('|').map((entry): [string, string] => {
    const [from = '', to = ''] = entry.split(' ');
    return [from, to];
  });
  const traditional = new Set(pairs.flatMap(([from, to]) => (standard.has(from) || from === to ? [] : [from])));
  return new Map(pairs.filter(([from, to]) => traditional.has(from) && !traditional.has(to)));
};

/** Made with the first name that is compared: starting must not wait for it. */
let simplified: ReadonlyMap<string, string> | undefined;

/** Dots between the parts of a name, as keyboards and cards write them. */
const dots = /[·•・‧∙⋅･․.﹒．●]/gu;
/** What separates words, in any script: spaces, what has no width, and hyphens. */
const spaces = /[\s\u200b-\u200d\u2060\ufeff]+/gu;

/** Composed once more at the end: a mark that stood alone is a space and a combining mark, which without the space joins what is before it. */
const plain = (text: string): string => text.normalize('NFKC').replace(spaces, '').normalize('NFKC');
/** In capitals, and composed again: the capital of a letter with marks may be spelt in several characters. */
const capitals = (text: string): string => text.toUpperCase().normalize('NFKC');
const simple = (text: string): string => {
  simplified ??= simplifiedCharacters();
  const known = simplified;
  return [...text].map((character) => known.get(character) ?? character).join('');
};

/** A date as `YYYY-MM-DD`, `长期` for one without end, or undefined for what is neither. */
export const dateOf = (text: string): string | undefined => {
  const typed = plain(text);
  if (/^(?:长期|長期|long[_ -]?term)$/iu.test(typed)) return '长期';
  const found = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/u.exec(typed) ?? /^(\d{4})(\d{2})(\d{2})$/u.exec(typed);
  if (found === null) return undefined;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  if (!isCalendarDate(year, month, day)) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

const sexes: Record<string, string> = { male: 'male', m: 'male', 男: 'male', female: 'female', f: 'female', 女: 'female' };

/** Other ways to write a nationality than by its ICAO code; only of the state whose documents are read in its own language. */
const nationalities: Record<string, string> = { 中国: 'CHN', 中华人民共和国: 'CHN', CHINA: 'CHN', CHINESE: 'CHN', CN: 'CHN' };

const nationalityOf = (text: string): string | undefined => {
  const typed = simple(plain(text)).toUpperCase();
  return nationalities[typed] ?? (/^[A-Z]{3}$/.test(typed) ? typed : undefined);
};

/** The words of a Latin name, in capitals without marks. */
export const latinWords = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .split(/[^A-Z]+/u)
    .filter((word) => word !== '');

/**
 * The value as it is compared, in a spelling in which only what says the same is the same: full-width and half-width, spaces, dots and hyphens, traditional and
 * simplified, the ways to write a date. Letters and digits that merely look alike stay apart. Undefined for what this field can't say.
 */
export const spelt = (field: FieldName, text: string): string | undefined => {
  const value = spellingOf(field, text);
  return value === '' ? undefined : value;
};

const spellingOf = (field: FieldName, text: string): string | undefined => {
  switch (field) {
    case 'idNumber':
      return normaliseIdentityNumber(text);
    case 'passportNumber':
      return capitals(plain(text)).replace(/[^A-Z0-9]/gu, '');
    case 'birthDate':
    case 'validFrom':
    case 'validUntil':
      return dateOf(text);
    case 'sex':
      return sexes[plain(text).toLowerCase()];
    case 'nationality':
      return nationalityOf(text);
    case 'ethnicity':
      return simple(plain(text)).replace(/(?<=.)族+$/u, '');
    case 'latinName':
      return latinWords(text).join('');
    case 'name':
      return capitals(simple(plain(text)).replace(dots, '·'));
    default:
      return capitals(simple(plain(text)).replace(/[，,。．.、;；:：'"“”()（）\-—–_#＃]/gu, ''));
  }
};
