import type { Applicant, FieldName } from '../../../../../shared/domain/application.ts';
import type { CheckId, Finding, Verdict } from '../../../../../shared/domain/finding.ts';
import { type Policy, severityOf } from '../../../../../shared/domain/policy.ts';
import { type Agreement, type DocumentReading, fieldsOfPage, isPageKind, type ReadValue } from '../../../../../shared/domain/reading.ts';
import { findingOf } from '../../finding.ts';
import { isReadable } from '../characters.ts';
import { agreementOf, neededConfidence } from './agreement.ts';
import { canBePinyinOf } from './pinyin.ts';

/** The check that compares each field that stands on a document. */
const checkOf: Partial<Record<FieldName, CheckId>> = {
  name: 'match.name',
  latinName: 'match.latin_name',
  sex: 'match.sex',
  ethnicity: 'match.ethnicity',
  nationality: 'match.nationality',
  birthDate: 'match.birth_date',
  address: 'match.address',
  idNumber: 'match.id_number',
  passportNumber: 'match.passport_number',
  issuingAuthority: 'match.issuing_authority',
  validFrom: 'match.validity',
  validUntil: 'match.validity',
};

/** The catalogue's reason for a difference. */
const reasonOf: Partial<Record<FieldName, string>> = {
  name: 'info.name_differs',
  latinName: 'info.name_differs',
  sex: 'info.sex_differs',
  birthDate: 'info.birth_date_differs',
  idNumber: 'info.id_number_differs',
  passportNumber: 'info.passport_number_differs',
};

/** A document with what was read of it. */
export type ReadDocument = { documentId: string; kind: string; reading: DocumentReading };

const percent = (share: number): number => Math.floor(share * 100);

/** One field of one document beside the form; `value` is absent where nothing was read. */
export type Compared = { field: FieldName; documentId: string; value?: ReadValue | undefined; agreement: Agreement };

/** Lays what was read of the documents beside the form: every field that was filled in and stands on a document of that kind. */
export const compare = (applicant: Applicant, documents: readonly ReadDocument[], policy: Policy): Compared[] =>
  documents.flatMap(({ documentId, kind, reading }) => {
    if (!isPageKind(kind)) return [];
    return fieldsOfPage[kind]
      .filter((field) => (applicant[field] ?? '').trim() !== '')
      .map((field): Compared => {
        const value = reading.state === 'read' ? reading.values.find((read) => read.field === field) : undefined;
        if (value === undefined) return { field, documentId, agreement: 'unreadable' };
        return { field, documentId, value, agreement: agreementOf({ applicant, value, limits: policy.reading, knows: isReadable }) };
      });
  });

/** `match.*`: one finding a field and document. What could not be read is `skipped`, and told once by `read.text`. */
export const matchFindings = (applicant: Applicant, documents: readonly ReadDocument[], policy: Policy): Finding[] =>
  compare(applicant, documents, policy).flatMap((compared): Finding[] => {
    const { field, documentId, value, agreement } = compared;
    const check = checkOf[field];
    if (check === undefined) return [];
    const about = {
      field,
      documentId,
      ...(value === undefined
        ? {}
        : {
            measured: percent(value.confidence),
            limit: percent(
              agreement === 'differs' && value.verified !== true ? policy.reading.differFrom : neededConfidence(value, policy.reading),
            ),
            unit: '%',
            evidence: [value.region],
          }),
    };
    if (agreement === 'agrees') return [findingOf(policy, check, 'pass', about)];
    if (agreement === 'unreadable') return [unread(compared, check, about, applicant, documents, policy)];
    // What only informs never asks for a new form by itself.
    const verdict: Verdict = severityOf(policy, check) === 'information' ? 'warn' : 'fail';
    return [findingOf(policy, check, verdict, { ...about, cause: 'differs', suggests: [reasonOf[field] ?? 'info.detail_differs'] })];
  });

/** A name that could not be read in characters, yet in letters that can't be it, is doubtful; everything else unread is left to a person. */
const unread = (
  { field, documentId }: Compared,
  check: CheckId,
  about: Omit<Finding, 'check' | 'verdict' | 'severity'>,
  applicant: Applicant,
  documents: readonly ReadDocument[],
  policy: Policy,
): Finding => {
  const reading = documents.find((document) => document.documentId === documentId)?.reading;
  const latin = field === 'name' && reading?.state === 'read' ? reading.values.find((value) => value.field === 'latinName') : undefined;
  if (latin !== undefined && latin.confidence >= policy.reading.differFrom && canBePinyinOf(latin.text, applicant.name ?? '') === false)
    return findingOf(policy, check, 'warn', {
      field,
      documentId,
      evidence: [latin.region],
      cause: 'pinyin',
      suggests: ['info.name_differs'],
    });
  return findingOf(policy, check, 'skipped', { ...about, cause: 'unreadable' });
};

/**
 * `read.text`, and `read.mrz` for passports: how surely a document could be read. The measure is the least certain of its values in percent; a value
 * that is missing counts 0. `kind`: what it was uploaded as; undefined where nobody said, and then the page itself tells.
 */
export const readFindings = (reading: DocumentReading, kind: string | undefined, policy: Policy): Finding[] => {
  if (reading.state === 'error') return [findingOf(policy, 'read.text', 'error', { cause: reading.cause })];
  const { page, values, zone } = reading;
  const limit = { limit: percent(policy.reading.agreeFrom), unit: '%' };
  if (page === undefined) {
    if (kind === undefined) return [findingOf(policy, 'read.text', 'skipped', { cause: 'noDocument' })];
    return [
      findingOf(policy, 'read.text', 'warn', { measured: 0, ...limit, cause: 'nothing', suggests: ['document.unreadable'] }),
      ...(kind === 'passport_page' ? [findingOf(policy, 'read.mrz', 'warn', { cause: 'missing' })] : []),
    ];
  }
  if (kind !== undefined && page !== kind)
    return [
      findingOf(policy, 'read.text', 'warn', {
        measured: page,
        limit: kind,
        unit: 'word',
        cause: 'otherPage',
        suggests: ['document.wrong_kind'],
      }),
    ];
  const expected = fieldsOfPage[page];
  const sure = values.filter((value) => value.confidence >= neededConfidence(value, policy.reading));
  const complete = expected.every((field) => sure.some((value) => value.field === field));
  const least = Math.min(...expected.map((field) => values.find((value) => value.field === field)?.confidence ?? 0));
  const text = findingOf(policy, 'read.text', complete ? 'pass' : 'warn', {
    measured: percent(least),
    ...limit,
    evidence: values.map(({ region }) => region),
    ...(complete ? {} : { cause: sure.length === 0 ? 'nothing' : 'partly', suggests: ['document.unreadable'] }),
    details: { read: new Set(sure.map(({ field }) => field)).size, of: expected.length },
  });
  if (page !== 'passport_page') return [text];
  if (zone === undefined) return [text, findingOf(policy, 'read.mrz', 'warn', { cause: 'missing' })];
  const figures = { measured: percent(zone.confidence), limit: percent(policy.reading.verifiedFrom), unit: '%', evidence: zone.regions };
  const sound = zone.wrong.length === 0;
  return [
    text,
    findingOf(policy, 'read.mrz', sound && zone.confidence >= policy.reading.verifiedFrom ? 'pass' : 'warn', {
      ...figures,
      ...(sound ? (zone.confidence >= policy.reading.verifiedFrom ? {} : { cause: 'unsure' }) : { cause: 'checkDigits' }),
      details: { wrong: zone.wrong.length, format: zone.format },
    }),
  ];
};
