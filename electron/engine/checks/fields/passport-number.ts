import validator from 'validator';
import passportFile from '../../../../resources/passports.json' with { type: 'json' };
import type { Finding } from '../../../../shared/domain/finding.ts';
import { halfWidth, withoutInvisible } from '../../../../shared/domain/half-width.ts';
import { findingOf } from '../finding.ts';
import { countryOf } from './countries.ts';
import { absent, type Form, typedValue } from './form.ts';

/** ICAO 9303-4, 4.2.2: the machine-readable zone has nine places for the number; longer ones go on in the optional part and are as good as unknown. */
const longest = 9;
/** No country's number is known to be shorter. */
const shortest = 6;
const anyPassport = new RegExp(`^[A-Z0-9]{${shortest},${longest}}$`, 'u');
/** The countries whose patterns the library knows; its types do not tell. */
const { passportNumberLocales } = validator as unknown as { passportNumberLocales: readonly string[] };
/** Patterns of the Chinese passports, in the order of the file. */
const chinese = passportFile.chinese.map(({ kind, pattern }) => ({ kind, pattern: new RegExp(`^${pattern}$`, 'u') }));

/**
 * `field.id_number` of a passport application: letters and digits as a passport has them. Chinese ones by the patterns of `resources/passports.json`, other countries'
 * by the library's; countries change theirs, so a number that only misses its country's pattern is looked at and not refused.
 */
export const checkPassportNumber = (form: Form): Finding => {
  const field = 'passportNumber';
  const typed = withoutInvisible(halfWidth(typedValue(form, field)))
    .replace(/[\s-]/gu, '')
    .toUpperCase();
  if (typed === '') return absent(form, 'field.id_number', field);
  const nationality = typedValue(form, 'nationality');
  const country = nationality === '' ? 'CN' : countryOf(nationality);
  const measured = { field, measured: typed.length, limit: longest, unit: 'characters' };
  const failed = (): Finding =>
    findingOf(form.policy, 'field.id_number', 'fail', {
      ...measured,
      cause: 'passportForm',
      suggests: ['info.passport_number_differs'],
    });
  const result = (fits: boolean, details: Record<string, string>): Finding =>
    findingOf(form.policy, 'field.id_number', fits ? 'pass' : 'warn', {
      ...measured,
      details,
      ...(fits ? {} : { cause: 'passportUnusual', suggests: ['info.passport_number_differs'] }),
    });

  if (!anyPassport.test(typed)) return failed();
  if (country === 'CN' || country === 'HK' || country === 'MO') {
    const kind = chinese.find(({ pattern }) => pattern.test(typed))?.kind;
    if (kind !== undefined) return result(true, { country, kind });
    // Where no country was typed, it may be any other's.
    if (nationality === '') return result(false, {});
    return typed.length === longest && /^[A-Z]/u.test(typed) ? result(false, { country }) : failed();
  }
  if (country === undefined) return result(true, {});
  const hasPattern = passportNumberLocales.includes(country);
  return result(!hasPattern || validator.isPassportNumber(typed, country), { country });
};
