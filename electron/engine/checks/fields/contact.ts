import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { z } from 'zod';
import type { Finding } from '../../../../shared/domain/finding.ts';
import { findingOf } from '../finding.ts';
import { absent, type Form, typedValue } from './form.ts';

/**
 * `field.phone`: a mobile number, by the numbering plans of libphonenumber with all its metadata (the smaller sets accept 12012345678).
 * Numbers without a country are Chinese ones.
 */
export const checkPhone = (form: Form): Finding => {
  const field = 'phone';
  const typed = typedValue(form, field).normalize('NFKC');
  if (typed === '') return absent(form, 'field.phone', field);
  const phone = parsePhoneNumberFromString(typed, { defaultCountry: 'CN', extract: false });
  const digits = typed.replace(/\D/gu, '').length;
  const measured = { field, measured: digits, limit: 11, unit: 'digits' };
  const suggests = ['info.phone_invalid'];
  if (phone === undefined || !phone.isValid())
    return findingOf(form.policy, 'field.phone', 'fail', { ...measured, cause: 'invalid', suggests });
  const kind = phone.getType();
  if (kind !== 'MOBILE' && kind !== 'FIXED_LINE_OR_MOBILE')
    return findingOf(form.policy, 'field.phone', 'fail', { ...measured, cause: 'notMobile', suggests });
  return findingOf(form.policy, 'field.phone', 'pass', measured);
};

/** Domains that people mean when they type one letter or two wrongly; the largest mail providers of China and of the world. */
const providers = [
  'qq.com',
  '163.com',
  '126.com',
  'sina.com',
  'sohu.com',
  'foxmail.com',
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'icloud.com',
  '139.com',
  'aliyun.com',
];

/** `field.email`: an address of the usual form; a domain that looks like a slip of a large provider's is looked at. */
export const checkEmail = (form: Form): Finding => {
  const field = 'email';
  const typed = typedValue(form, field);
  if (typed === '') return absent(form, 'field.email', field);
  if (!z.email().safeParse(typed).success)
    return findingOf(form.policy, 'field.email', 'fail', { field, cause: 'invalid', suggests: ['info.email_invalid'] });
  const domain = typed.slice(typed.lastIndexOf('@') + 1).toLowerCase();
  const meant = providers.includes(domain) ? undefined : providers.find((provider) => isSlipOf(domain, provider));
  if (meant === undefined) return findingOf(form.policy, 'field.email', 'pass', { field });
  return findingOf(form.policy, 'field.email', 'warn', {
    field,
    cause: 'slip',
    limit: meant,
    unit: 'domain',
    suggests: ['info.email_invalid'],
  });
};

/** Whether one letter was left out, added, changed, or two neighbours swapped (Damerau's four slips). Digits are never slips: 163 and 126 both exist. */
const isSlipOf = (typed: string, meant: string): boolean => {
  if (typed.replace(/\D/gu, '') !== meant.replace(/\D/gu, '')) return false;
  if (Math.abs(typed.length - meant.length) > 1) return false;
  let start = 0;
  while (start < typed.length && start < meant.length && typed[start] === meant[start]) start += 1;
  const restTyped = typed.slice(start);
  const restMeant = meant.slice(start);
  if (typed.length === meant.length)
    return (
      restTyped.slice(1) === restMeant.slice(1) ||
      (restTyped[0] === restMeant[1] && restTyped[1] === restMeant[0] && restTyped.slice(2) === restMeant.slice(2))
    );
  return typed.length > meant.length ? restTyped.slice(1) === restMeant : restTyped === restMeant.slice(1);
};

/** Shortest address that can name a place, characters: a county, a street and a number. */
const shortestAddress = 8;
/** What a complete address has: a division, and a place in it. */
const division = /[省市区县旗州盟]/u;
const place = /\d|[一二三四五六七八九十百]|[号室村组屯路街道巷弄苑庄里队]/u;

/** `field.address`: long enough, with a division and a place in it. Passports name none, so theirs may be empty. */
export const checkAddress = (form: Form): Finding => {
  const field = 'address';
  const typed = typedValue(form, field);
  if (typed === '' && form.type === 'passport') return findingOf(form.policy, 'field.address', 'skipped', { field });
  if (typed === '') return absent(form, 'field.address', field);
  const length = [...typed].length;
  const measured = { field, measured: length, limit: shortestAddress, unit: 'characters' };
  const latin = /^[\p{Script=Latin}\p{N}\p{P}\p{Z}]+$/u.test(typed);
  const complete = latin ? length >= 2 * shortestAddress : length >= shortestAddress && division.test(typed) && place.test(typed);
  return findingOf(
    form.policy,
    'field.address',
    complete ? 'pass' : 'fail',
    complete ? measured : { ...measured, cause: 'incomplete', suggests: ['info.address_incomplete'] },
  );
};
