import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Finding } from '../../../../shared/domain/finding.ts';
import { halfWidth, withoutInvisible } from '../../../../shared/domain/half-width.ts';
import { findingOf } from '../finding.ts';
import { absent, type Form, typedValue } from './form.ts';

/** What stands between the parts of a number, and nothing else that is no digit. */
const written = /^\+?[\d\s().\-‐-―/]+$/u;

/** `86 138 …` without a plus: thirteen digits that begin with the country and go on as a mobile number does. */
const bareCountry = /^86(?=1[3-9]\d{9}$)/u;

/**
 * `field.phone`: a mobile number, by the numbering plans of libphonenumber with all its metadata (the smaller sets accept 12012345678).
 * Numbers without a country are Chinese ones. Which countries' numbers are taken, and what becomes of the others, is the policy's.
 */
export const checkPhone = (form: Form): Finding => {
  const field = 'phone';
  const typed = withoutInvisible(halfWidth(typedValue(form, field))).trim();
  if (typed === '') return absent(form, 'field.phone', field);
  const digits = typed.replace(/\D/gu, '');
  const measured = { field, measured: digits.length, limit: 11, unit: 'digits' };
  const suggests = ['info.phone_invalid'];
  const failed = (cause: string): Finding => findingOf(form.policy, 'field.phone', 'fail', { ...measured, cause, suggests });
  if (!written.test(typed)) return failed('characters');
  const phone = parsePhoneNumberFromString(bareCountry.test(digits) ? `+${digits}` : typed, { defaultCountry: 'CN', extract: false });
  if (phone === undefined || !phone.isValid()) return failed('invalid');
  const kind = phone.getType();
  if (kind !== 'MOBILE' && kind !== 'FIXED_LINE_OR_MOBILE') return failed('notMobile');
  const { regions, elsewhere } = form.policy.fields.phone;
  const country = phone.country ?? '';
  if (regions.includes(country)) return findingOf(form.policy, 'field.phone', 'pass', { ...measured, details: { country } });
  const abroad = { field, measured: country, limit: regions.join(' '), unit: 'country' };
  if (elsewhere === 'pass') return findingOf(form.policy, 'field.phone', 'pass', abroad);
  return findingOf(form.policy, 'field.phone', elsewhere, {
    ...abroad,
    cause: 'elsewhere',
    suggests: elsewhere === 'fail' ? suggests : undefined,
  });
};
