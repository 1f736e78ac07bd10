import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import { halfWidth } from '../../../../shared/domain/half-width.ts';

/** Codes that stand on passports beside ISO 3166-1 (ICAO 9303-3, section 5). */
const ofPassports: Record<string, string> = { D: 'DE', GBD: 'GB', GBN: 'GB', GBO: 'GB', GBP: 'GB', GBS: 'GB', RKS: 'XK' };
/** Names in use beside the official ones. */
const otherNames: Record<string, string> = {
  中国籍: 'CN',
  中华人民共和国: 'CN',
  "people's republic of china": 'CN',
  chinese: 'CN',
  usa: 'US',
  america: 'US',
  uk: 'GB',
  england: 'GB',
};

let byName: Map<string, string> | undefined;

/** Names of all countries in both languages; made at the first name that is typed. */
const names = (): Map<string, string> => {
  const languages = ['zh-CN', 'en'].map((language) => new Intl.DisplayNames([language], { type: 'region' }));
  byName ??= new Map([
    ...codes.flatMap(([two = '']) => languages.map((language) => [(language.of(two) ?? two).toLowerCase(), two] as const)),
    ...Object.entries(otherNames),
  ]);
  return byName;
};

const byThree = new Map(codes.map(([two = '', three = '']) => [three, two]));

/** The two letters of ISO 3166-1 for a country as it is typed: by two or three letters, a passport's code, its Chinese or its English name. */
export const countryOf = (typed: string): string | undefined => {
  const plain = halfWidth(typed).trim();
  const code = plain.toUpperCase();
  if (/^[A-Z]{2}$/u.test(code) && codes.some(([two]) => two === code)) return code;
  return byThree.get(code) ?? ofPassports[code] ?? names().get(plain.toLowerCase());
};
