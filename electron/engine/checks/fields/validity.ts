import type { Finding } from '../../../../shared/domain/finding.ts';
import { halfWidth } from '../../../../shared/domain/half-width.ts';
import { addDays } from '../../../../shared/domain/shanghai-time.ts';
import { findingOf } from '../finding.ts';
import { ageOn, areNeighbours, readDate, yearsLater } from './dates.ts';
import { absent, birthDateOf, type Form, typedValue } from './form.ts';

/** How a validity without end is written on cards and in forms. */
const longTerm = /^(?:长期|長期|长期有效|永久|永久有效|long[\s_-]?term|permanent|indefinite|unlimited|9999-?12-?31)$/iu;

/** Days before the application for a document from which the age may have been another: cards are made within 60 days (Law on Resident Identity Cards, article 12). */
const making = 60;

/**
 * Years a resident identity card is valid by its holder's age at issue: Law on Resident Identity Cards (2011), article 5. Under 16: 5; 16 to 25: 10; 26 to 45: 20;
 * from 46 on without end (undefined).
 */
const cardYears = (age: number): number | undefined => (age < 16 ? 5 : age < 26 ? 10 : age < 46 ? 20 : undefined);
/** The same of an ordinary Chinese passport: Passport Law (2007), article 7. */
const passportYears = (age: number): number => (age < 16 ? 5 : 10);

/** `field.validity`: the document's dates are dates, in order, begun and not over, and as far apart as the law says; it warns before the end. */
export const checkValidity = (form: Form): Finding[] => {
  const { policy, today } = form;
  const from = typedValue(form, 'validFrom');
  const until = typedValue(form, 'validUntil');
  if (until === '' && from === '') return [absent(form, 'field.validity', 'validUntil')];
  const isLongTerm = longTerm.test(halfWidth(until).replace(/\s/gu, ''));
  const dates = { from: from === '' ? undefined : readDate(from), until: isLongTerm ? undefined : readDate(until) };
  const result = (verdict: Finding['verdict'], field: string, rest: Omit<Finding, 'check' | 'verdict' | 'severity' | 'field'>): Finding =>
    findingOf(policy, 'field.validity', verdict, { field, unit: 'date', ...rest });
  const invalid = (field: string): Finding[] => [result('fail', field, { cause: 'invalid', suggests: ['info.detail_differs'] })];

  if (from !== '' && dates.from === undefined) return invalid('validFrom');
  if (until !== '' && !isLongTerm && dates.until === undefined) return invalid('validUntil');
  const birth = birthDateOf(form);
  if (dates.from !== undefined && birth !== undefined && dates.from < birth)
    return [result('fail', 'validFrom', { measured: dates.from, limit: birth, cause: 'beforeBirth', suggests: ['info.detail_differs'] })];
  if (dates.from !== undefined && dates.until !== undefined && dates.until <= dates.from)
    return [
      result('fail', 'validUntil', {
        measured: dates.until,
        limit: dates.from,
        cause: 'reversed',
        suggests: ['info.validity_reversed'],
      }),
    ];
  if (dates.from !== undefined && dates.from > today)
    return [result('fail', 'validFrom', { cause: 'notYet', measured: dates.from, limit: today, suggests: ['info.validity_not_yet'] })];
  if (until === '') return [absent(form, 'field.validity', 'validUntil')];

  const measured = { measured: dates.until ?? 'long_term', limit: today };
  if (dates.until !== undefined && dates.until < today)
    return [result('fail', 'validUntil', { ...measured, cause: 'expired', suggests: ['info.validity_expired'] })];
  const soon = dates.until !== undefined && dates.until < addDays(today, policy.validityWarningDays);
  const odd = oddTerm(form, birth, dates);
  const doubts = [
    ...(soon ? [result('warn', 'validUntil', { ...measured, cause: 'soon' })] : []),
    ...(odd === undefined ? [] : [result('warn', 'validUntil', { ...odd, cause: 'term', suggests: ['info.detail_differs'] })]),
  ];
  return doubts.length > 0 ? doubts : [result('pass', 'validUntil', measured)];
};

/** The end that was typed, and the one that the law gives by the holder's age, where they differ; `dates.until` undefined: without end. */
const oddTerm = (
  form: Form,
  birth: string | undefined,
  { from, until }: { from: string | undefined; until: string | undefined },
): { measured: string; limit: string } | undefined => {
  if (from === undefined || birth === undefined) return undefined;
  const isPassport = form.type === 'passport';
  // Other countries give other terms, and diplomats others again.
  if (isPassport && !/^[EG]/iu.test(halfWidth(typedValue(form, 'passportNumber')))) return undefined;
  const years = isPassport ? passportYears : cardYears;
  const lawful = [from, addDays(from, -making)].map((day) => {
    const term = years(ageOn(birth, day));
    return term === undefined ? undefined : yearsLater(from, term);
  });
  const fits = lawful.some((end) => (end === undefined || until === undefined ? end === until : areNeighbours(end, until)));
  return fits ? undefined : { measured: until ?? 'long_term', limit: lawful[0] ?? 'long_term' };
};
