import type { Finding } from '../../../../shared/domain/finding.ts';
import { halfWidth, turnsDirection, withoutInvisible } from '../../../../shared/domain/half-width.ts';
import { findingOf } from '../finding.ts';
import { absent, type Form, typedValue } from './form.ts';

/** Chinese characters with the middle dot of minorities' and foreigners' names, or Latin letters with what stands between them (ICAO 9303-3, 4.6). */
const chinese = /^\p{Script=Han}+(?:·\p{Script=Han}+)*$/u;
const latin = /^\p{Script=Latin}[\p{Script=Latin}\p{M} .,'’-]*$/u;
/** Letters of other scripts: a passport's holder may write the name as at home, an identity card shows Chinese characters. */
const letters = /^\p{L}[\p{L}\p{M} .'’·-]*$/u;
/** Dots that are typed in place of `·` (U+00B7): taken, but looked at, since the platform compares them. */
const otherDots = /[•．・‧∙.]/gu;
/** Old systems keep rare characters where Unicode leaves room for private ones; nobody else can read them. */
const privateCharacters = /\p{Co}/u;

/** Forms of address are no part of a name. Those behind a Chinese one that may also be a given name (博士) are only looked at. */
const titles = [
  /.(?:先生|女士|小姐|太太|夫人|阁下)$/u,
  /^(?:先生|女士|小姐)$/u,
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam)(?:\.\s*|\s+)\S/iu,
];
const doubtfulTitles = /^\p{Script=Han}{1,2}(?:老师|博士|教授|医生|经理|同志|主任)$/u;
/** What stands in forms in place of a name. */
const placeholders =
  /^(?:测试.*|样例|未知|匿名|佚名|无名氏?|姓名|某某?|用户.*|test.*|user.*|null|undefined|none|unknown|anonymous|asdf.*|qwer.*)$/iu;
const repeated = /^(.)\1{2,}$/u;

/** `field.name`: letters of a name and nothing else; the Latin name of a passport likewise. */
export const checkName = (form: Form): Finding[] => {
  const name = typedValue(form, 'name');
  const latinName = typedValue(form, 'latinName');
  const findings: Finding[] = [];
  if (name !== '' || !(form.partial && form.applicant.name === undefined && latinName !== '')) findings.push(nameOf(form, name));
  if (latinName !== '') findings.push(judge(form, 'latinName', latinName));
  return findings;
};

const nameOf = (form: Form, name: string): Finding => (name === '' ? absent(form, 'field.name', 'name') : judge(form, 'name', name));

const judge = (form: Form, field: 'name' | 'latinName', typed: string): Finding => {
  const { longestName } = form.policy.fields;
  const plain = withoutInvisible(halfWidth(typed)).replace(/\s+/gu, ' ').trim();
  const length = [...plain].length;
  const measured = { field, measured: length, limit: longestName, unit: 'characters' };
  const failed = (cause: string): Finding =>
    findingOf(form.policy, 'field.name', 'fail', { ...measured, cause, suggests: ['info.name_format'] });
  const doubtful = (cause: string, limit = longestName): Finding =>
    findingOf(form.policy, 'field.name', 'warn', { ...measured, limit, cause });

  if (titles.some((title) => title.test(plain))) return failed('title');
  if (field === 'latinName') {
    if (!latin.test(plain)) return failed('characters');
  } else if (!chinese.test(plain) && !latin.test(plain)) {
    if (privateCharacters.test(plain)) return doubtful('privateCharacter');
    const dotted = plain.replace(otherDots, '·').replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
    if (chinese.test(dotted)) return doubtful('separator');
    const foreign = letters.test(plain) && !/\p{Script=Han}|\p{Script=Latin}/u.test(plain);
    return foreign && form.type === 'passport' ? doubtful('script') : failed('characters');
  }
  // Nobody sees the mark, and everybody sees a name in another order than it has.
  if (turnsDirection(typed)) return findingOf(form.policy, 'field.name', 'warn', { field, cause: 'direction' });
  if (placeholders.test(plain) || repeated.test(plain)) return doubtful('placeholder');
  if (doubtfulTitles.test(plain)) return doubtful('title');
  if ((plain.match(/\p{L}|\p{Script=Han}/gu)?.length ?? 0) < 2) return doubtful('short', 2);
  if (length > longestName) return doubtful('long');
  if (plain !== plain.normalize('NFKC')) return doubtful('variantCode');
  return findingOf(form.policy, 'field.name', 'pass', measured);
};
