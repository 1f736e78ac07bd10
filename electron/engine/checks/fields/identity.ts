import type { Finding } from '../../../../shared/domain/finding.ts';
import { halfWidth } from '../../../../shared/domain/half-width.ts';
import { findingOf } from '../finding.ts';
import { ageOn, readDate } from './dates.ts';
import { absent, type Form, typedValue } from './form.ts';
import { checkPassportNumber } from './passport-number.ts';

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

/** Words for the sexes; the digits are those of GB/T 2261.1. */
const sexes: Record<string, 'male' | 'female'> = {
  male: 'male',
  m: 'male',
  man: 'male',
  男: 'male',
  男性: 'male',
  '1': 'male',
  female: 'female',
  f: 'female',
  woman: 'female',
  女: 'female',
  女性: 'female',
  '2': 'female',
};
/** ICAO 9303-4, 4.1.1.1: passports may leave the sex unspecified. */
const unspecified = new Set(['x', '<', 'unspecified']);

/** `field.sex`: one of the two words, and the one inside the identity number (GB 11643-1999: the 17th digit odd for male, even for female). */
export const checkSex = (form: Form): Finding => {
  const { policy, identity } = form;
  const field = 'sex';
  const typed = halfWidth(typedValue(form, field)).toLowerCase();
  if (typed === '') return absent(form, 'field.sex', field);
  if (form.type === 'passport' && unspecified.has(typed)) return findingOf(policy, 'field.sex', 'warn', { field, cause: 'unspecified' });
  const sex = Object.hasOwn(sexes, typed) ? sexes[typed] : undefined;
  const suggests = ['info.sex_differs'];
  if (sex === undefined) return findingOf(policy, 'field.sex', 'fail', { field, cause: 'invalid', suggests });
  if (identity?.ok && identity.sex !== sex)
    return findingOf(policy, 'field.sex', 'fail', { field, cause: 'differs', measured: sex, limit: identity.sex, unit: 'word', suggests });
  return findingOf(policy, 'field.sex', 'pass', { field, measured: sex, ...(identity?.ok ? { limit: identity.sex } : {}), unit: 'word' });
};
