import { parse } from 'tldts';
import validator from 'validator';
import type { Finding } from '../../../../shared/domain/finding.ts';
import { halfWidth, turnsDirection, withoutInvisible } from '../../../../shared/domain/half-width.ts';
import { findingOf } from '../finding.ts';
import { absent, type Form, typedValue } from './form.ts';

/** RFC 5321, 4.5.3.1.3: a path has at most 256 octets with its two brackets. The parts' own limits (64, 255, 63 a label) are in the form. */
const longestAddress = 254;

/** Endings that RFC 2606 and RFC 6761 keep for examples and tests; nobody has a mailbox there, and everybody invents some there. */
const endingsOfExamples = ['example', 'test', 'localhost'];

/**
 * `field.email`: an address by RFC 5321 and, for letters beyond ASCII, RFC 6531. What is permitted and hardly any provider takes, an ending that the public suffix
 * list does not know, and a domain that looks like a slip of a large provider's (the policy's list) are looked at.
 */
export const checkEmail = (form: Form): Finding => {
  const field = 'email';
  const typed = withoutInvisible(halfWidth(typedValue(form, field))).trim();
  if (typed === '') return absent(form, 'field.email', field);
  const suggests = ['info.email_invalid'];
  const octets = new TextEncoder().encode(typed).length;
  if (octets > longestAddress)
    return findingOf(form.policy, 'field.email', 'fail', {
      field,
      measured: octets,
      limit: longestAddress,
      unit: 'octets',
      cause: 'long',
      suggests,
    });
  if (!validator.isEmail(typed)) return findingOf(form.policy, 'field.email', 'fail', { field, cause: 'invalid', suggests });
  const at = typed.lastIndexOf('@');
  const domain = typed.slice(at + 1).toLowerCase();
  const { mailDomains } = form.policy.fields;
  const meant = mailDomains.includes(domain) ? undefined : mailDomains.find((known) => isSlipOf(domain, known));
  if (meant !== undefined)
    return findingOf(form.policy, 'field.email', 'warn', { field, cause: 'slip', limit: meant, unit: 'domain', suggests });
  const { isIcann, isPrivate, publicSuffix } = parse(domain);
  if (isIcann !== true && isPrivate !== true && !endingsOfExamples.includes(publicSuffix ?? ''))
    return findingOf(form.policy, 'field.email', 'warn', {
      field,
      cause: 'ending',
      measured: publicSuffix ?? domain,
      unit: 'domain',
      suggests,
    });
  if (turnsDirection(typedValue(form, field)))
    return findingOf(form.policy, 'field.email', 'warn', { field, cause: 'direction', suggests });
  const unusual = /^"|[^\p{ASCII}]/u.test(typed.slice(0, at));
  return findingOf(form.policy, 'field.email', unusual ? 'warn' : 'pass', { field, ...(unusual ? { cause: 'unusual' } : {}) });
};

/**
 * Whether one letter was left out, added, changed, or two neighbours swapped (Damerau's four slips), or the dot forgotten. Digits are never slips: 163 and 126
 * both exist. Of two words that are both as short as `qq.com` only the ending can be a slip: too many other names are one letter away.
 */
const isSlipOf = (typed: string, meant: string): boolean => {
  if (typed.replace(/\D/gu, '') !== meant.replace(/\D/gu, '')) return false;
  if (Math.abs(typed.length - meant.length) > 1) return false;
  const name = meant.slice(0, meant.indexOf('.') + 1);
  if (name.length <= 4 && !typed.startsWith(name)) return false;
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
