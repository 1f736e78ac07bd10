import type { Finding } from '../../../../shared/domain/finding.ts';
import { halfWidth, turnsDirection, withoutInvisible } from '../../../../shared/domain/half-width.ts';
import { findingOf } from '../finding.ts';
import { absent, type Form, typedValue } from './form.ts';

/** What a complete address has: a division, and a place in it. */
const division = /[省市区县旗州盟]/u;
const place = /\d|[一二三四五六七八九十百]|[号室村组屯路街道巷弄苑庄里队镇乡]/u;
/** Letters of any script, digits, punctuation and what stands between them; pictures and marks of control are no address. */
const written = /^[\p{L}\p{M}\p{N}\p{P}\p{Z}№+°]+$/u;

/**
 * `field.address`: long enough, of words and not only of digits, with a division and a place in it. An address in Latin letters needs twice as many characters.
 * Passports name none, so theirs may be empty.
 */
export const checkAddress = (form: Form): Finding => {
  const field = 'address';
  const typed = withoutInvisible(halfWidth(typedValue(form, field))).trim();
  if (typed === '' && form.type === 'passport') return findingOf(form.policy, 'field.address', 'skipped', { field });
  if (typed === '') return absent(form, 'field.address', field);
  const length = [...typed].length;
  const latin = /^[\p{Script=Latin}\p{M}\p{N}\p{P}\p{Z}]+$/u.test(typed);
  const shortest = form.policy.fields.shortestAddress * (latin ? 2 : 1);
  const measured = { field, measured: length, limit: shortest, unit: 'characters' };
  const failed = (cause: string): Finding =>
    findingOf(form.policy, 'field.address', 'fail', { ...measured, cause, suggests: ['info.address_incomplete'] });
  const letters = new Set(typed.match(/\p{L}/gu));
  if (letters.size === 0) return failed('noWords');
  if (!written.test(typed)) return failed('characters');
  if (letters.size < 3 || length < shortest) return failed('incomplete');
  if (!latin && !(division.test(typed) && place.test(typed))) return failed('incomplete');
  if (turnsDirection(typedValue(form, field))) return findingOf(form.policy, 'field.address', 'warn', { field, cause: 'direction' });
  return findingOf(form.policy, 'field.address', 'pass', measured);
};
