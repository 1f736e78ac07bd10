import type { Finding } from '../../../../shared/domain/finding.ts';
import { findingOf } from '../finding.ts';
import { absent, type Form, typedValue } from './form.ts';

/** Longest name that is taken without a look, characters: the longest names on identity cards, of minorities, have some 20 with their dots. */
const longestUsual = 30;

/** Chinese characters with the middle dot of minorities' and foreigners' names, or Latin letters with what stands between them. */
const chinese = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u;
const latin = /^\p{Script=Latin}[\p{Script=Latin}\p{M} .,'’-]*$/u;
/** Dots that are typed in place of `·` (U+00B7): taken, but looked at, since the platform compares them. */
const otherDots = /[•．・‧∙.]/gu;

/** `field.name`: letters of a name and nothing else; the Latin name of a passport likewise. */
export const checkName = (form: Form): Finding[] => {
  const name = typedValue(form, 'name');
  const findings = [name === '' ? absent(form, 'field.name', 'name') : checkLetters(form, name)];
  const latinName = typedValue(form, 'latinName');
  if (form.type === 'passport' && latinName !== '' && !latin.test(latinName))
    findings.push(
      findingOf(form.policy, 'field.name', 'fail', { field: 'latinName', cause: 'characters', suggests: ['info.name_format'] }),
    );
  return findings;
};

const checkLetters = (form: Form, name: string): Finding => {
  const length = [...name].length;
  const measured = { field: 'name', measured: length, limit: longestUsual, unit: 'characters' };
  const plain = name.normalize('NFKC').replace(/\s+/gu, ' ');
  if (chinese.test(plain) || latin.test(plain)) {
    if (length < 2) return findingOf(form.policy, 'field.name', 'warn', { ...measured, limit: 2, cause: 'short' });
    return findingOf(form.policy, 'field.name', length > longestUsual ? 'warn' : 'pass', {
      ...measured,
      ...(length > longestUsual ? { cause: 'long' } : {}),
    });
  }
  const dotted = plain.replace(otherDots, '·').replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  if (chinese.test(dotted)) return findingOf(form.policy, 'field.name', 'warn', { ...measured, cause: 'separator' });
  return findingOf(form.policy, 'field.name', 'fail', { ...measured, cause: 'characters', suggests: ['info.name_format'] });
};
