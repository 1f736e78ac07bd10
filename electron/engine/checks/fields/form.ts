import type { Applicant, FieldName } from '../../../../shared/domain/application.ts';
import type { CheckId, Finding } from '../../../../shared/domain/finding.ts';
import { type IdentityNumber, readIdentityNumber } from '../../../../shared/domain/identity-number.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { shanghaiMoment } from '../../../../shared/domain/shanghai-time.ts';
import { findingOf } from '../finding.ts';
import { readDate } from './dates.ts';

/** The form as the field checks see it. */
export type Form = {
  applicant: Applicant;
  /** `passport` asks for a passport number, everything else for an identity number. */
  type: string;
  policy: Policy;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  today: string;
  /** Whether a field that is absent is merely not asked about (single fields on the command line) and not missing. */
  partial: boolean;
  /** The identity number read, where one was typed. */
  identity: IdentityNumber | undefined;
};

/** Makes a form ready for the checks; the identity number is read once for all of them. */
export const formOf = (applicant: Applicant, type: string, policy: Policy, nowMs: number, partial: boolean): Form => {
  const today = shanghaiMoment(nowMs).date;
  const typed = (applicant.idNumber ?? '').trim();
  return { applicant, type, policy, today, partial, identity: typed === '' ? undefined : readIdentityNumber(typed, today) };
};

/** A field's value without spaces around it; empty where it was not filled in. */
export const typedValue = (form: Form, field: FieldName): string => (form.applicant[field] ?? '').trim();

/** The finding for an empty field: missing, or not asked about. */
export const absent = (form: Form, check: CheckId, field: FieldName): Finding =>
  form.partial && form.applicant[field] === undefined
    ? findingOf(form.policy, check, 'skipped', { field })
    : findingOf(form.policy, check, 'fail', {
        field,
        cause: 'missing',
        measured: 0,
        limit: 1,
        unit: 'characters',
        suggests: ['info.field_missing'],
      });

/** The applicant's birth date, `YYYY-MM-DD`: the one inside a right identity number, or the one that was typed; undefined where neither can be read. */
export const birthDateOf = ({ identity, applicant }: Form): string | undefined =>
  identity?.ok ? identity.birthDate : readDate(applicant.birthDate ?? '');
