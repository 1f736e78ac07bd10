import regionFile from '../../../../resources/regions.json' with { type: 'json' };
import type { Finding } from '../../../../shared/domain/finding.ts';
import { findingOf } from '../finding.ts';
import { absent, ageOn, type Form, readDate, typedValue } from './form.ts';

/** `field.id_number`: the identity number by GB 11643-1999, or a passport's number by its form. */
export const checkNumber = (form: Form): Finding => (form.type === 'passport' ? checkPassportNumber(form) : checkIdentityNumber(form));

const checkIdentityNumber = (form: Form): Finding => {
  const { identity, policy } = form;
  const field = 'idNumber';
  if (identity === undefined) return absent(form, 'field.id_number', field);
  const length = { field, measured: [...identity.number].length, limit: 18, unit: 'characters' };
  if (identity.ok) {
    // The form of before 1999 has been invalid as a document since 2013, but people born then still type it.
    if (identity.form === 15)
      return findingOf(policy, 'field.id_number', 'warn', { ...length, cause: 'oldForm', suggests: ['info.id_number_format'] });
    return findingOf(policy, 'field.id_number', 'pass', length);
  }
  if (identity.cause === 'checkDigit') {
    return findingOf(policy, 'field.id_number', 'fail', {
      field,
      cause: 'checkDigit',
      measured: identity.number.slice(-1),
      limit: identity.expectedCheckDigit,
      unit: 'check character',
      suggests: ['info.id_number_check_digit'],
    });
  }
  if (identity.cause === 'empty') return absent(form, 'field.id_number', field);
  return findingOf(policy, 'field.id_number', 'fail', { ...length, cause: identity.cause, suggests: ['info.id_number_format'] });
};

/** ICAO 9303-3, 4.6 and part 4: at most nine letters and digits. Chinese ordinary passports: `E` or `G` and others, one or two letters, nine characters in all. */
const anyPassport = /^[A-Z0-9]{5,9}$/;
const chinesePassport = /^[A-Z]{1,2}\d{7,8}$/;

const checkPassportNumber = (form: Form): Finding => {
  const field = 'passportNumber';
  const typed = typedValue(form, field).normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
  if (typed === '') return absent(form, 'field.id_number', field);
  const measured = { field, measured: typed.length, limit: 9, unit: 'characters' };
  const isChinese = ['CHN', 'CN', '中国', ''].includes(typedValue(form, 'nationality').toUpperCase());
  const valid = isChinese ? chinesePassport.test(typed) && typed.length === 9 : anyPassport.test(typed);
  if (valid) return findingOf(form.policy, 'field.id_number', 'pass', measured);
  return findingOf(form.policy, 'field.id_number', 'fail', {
    ...measured,
    cause: 'passportForm',
    suggests: ['info.passport_number_differs'],
  });
};

/** `field.birth_date`: a date of the calendar, plausible for an applicant, and the one inside the identity number. */
export const checkBirthDate = (form: Form): Finding => {
  const { policy, identity, today } = form;
  const field = 'birthDate';
  const typed = typedValue(form, field);
  const suggests = ['info.birth_date_differs'];
  if (typed === '') return absent(form, 'field.birth_date', field);
  const date = readDate(typed);
  if (date === undefined) return findingOf(policy, 'field.birth_date', 'fail', { field, cause: 'invalid', suggests });
  if (date > today)
    return findingOf(policy, 'field.birth_date', 'fail', { field, cause: 'future', measured: date, limit: today, unit: 'date', suggests });
  if (identity?.ok && identity.birthDate !== date)
    return findingOf(policy, 'field.birth_date', 'fail', {
      field,
      cause: 'differs',
      measured: date,
      limit: identity.birthDate,
      unit: 'date',
      suggests,
    });
  const age = ageOn(date, today);
  const { min, max } = policy.age;
  const measured = { field, measured: age, limit: age < min ? min : max, unit: 'years' };
  if (age < min) return findingOf(policy, 'field.birth_date', 'fail', { ...measured, cause: 'tooYoung', suggests });
  return findingOf(policy, 'field.birth_date', age > max ? 'warn' : 'pass', { ...measured, ...(age > max ? { cause: 'tooOld' } : {}) });
};

const sexes: Record<string, 'male' | 'female'> = { male: 'male', m: 'male', 男: 'male', female: 'female', f: 'female', 女: 'female' };

/** `field.sex`: one of the two words, and the one inside the identity number (GB 11643-1999: the 17th digit odd for male, even for female). */
export const checkSex = (form: Form): Finding => {
  const { policy, identity } = form;
  const field = 'sex';
  const typed = typedValue(form, field);
  if (typed === '') return absent(form, 'field.sex', field);
  const sex = sexes[typed.toLowerCase()];
  const suggests = ['info.sex_differs'];
  if (sex === undefined) return findingOf(policy, 'field.sex', 'fail', { field, cause: 'invalid', suggests });
  if (identity?.ok && identity.sex !== sex)
    return findingOf(policy, 'field.sex', 'fail', { field, cause: 'differs', measured: sex, limit: identity.sex, unit: 'word', suggests });
  return findingOf(policy, 'field.sex', 'pass', { field, measured: sex, ...(identity?.ok ? { limit: identity.sex } : {}), unit: 'word' });
};

const regions = new Map(Object.entries(regionFile.regions).map(([province, rest]) => [province, new Set(rest.split(' '))]));

/**
 * `field.region`: the region code inside the identity number. A number keeps the code of its first issue for life, so abolished codes are
 * valid; one that the list does not know is looked at by a person and never refused.
 */
export const checkRegion = (form: Form): Finding => {
  const { identity, policy } = form;
  if (!identity?.ok) return findingOf(policy, 'field.region', 'skipped', { field: 'idNumber' });
  const { regionCode } = identity;
  const province = regionCode.slice(0, 2);
  const known = regionFile.whole.includes(province) || regions.get(province)?.has(regionCode.slice(2)) === true;
  const measured = { field: 'idNumber', measured: regionCode, limit: regionFile.version, unit: 'region code' };
  return findingOf(policy, 'field.region', known ? 'pass' : 'warn', known ? measured : { ...measured, cause: 'unknown' });
};
