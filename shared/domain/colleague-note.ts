import { type Applicant, maskedFields } from './application.ts';
import { maskEmail, maskField, maskNumber, maskPhone } from './masking.ts';

/** A reviewer's word to whoever opens the application next. Never part of a notice. */
export type ColleagueNote = {
  /** Its number on this workstation. */
  number: number;
  /** RFC 3339. */
  at: string;
  reviewer: { id: string; name: string };
  /** Numbers and addresses of persons in it are masked. */
  text: string;
};

/** The longest note, characters. */
export const noteMaxLength = 1_000;

/** What a decision carries of notes at most, characters. */
const carriedMaxLength = 5_000;

const halfWidth = (text: string): string =>
  text.replaceAll(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xff10 + 0x30));

/** An identity number, a mainland mobile number, an e-mail address, a passport number; spaces and hyphens within don't hide one. */
const personalForms: readonly [form: RegExp, mask: (value: string) => string][] = [
  [/(?<!\d)\d(?:[\s-]?\d){16}[\s-]?[\dXx](?!\d)/gu, (value) => maskNumber(value.replaceAll(/[\s-]/gu, ''))],
  [/(?<!\d)1[3-9]\d(?:[\s-]?\d){8}(?!\d)/gu, (value) => maskPhone(value.replaceAll('-', ''))],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu, maskEmail],
  [/(?<![A-Za-z\d])[A-Za-z]{1,2}\d{7,8}(?!\d)/gu, maskNumber],
];

/** A note as it is kept: what identifies a person, by its form or as one of this applicant's own sensitive values, is masked. */
export const maskedNote = (text: string, applicant: Applicant): string => {
  let masked = halfWidth(text.trim());
  for (const field of maskedFields) {
    const value = applicant[field]?.trim() ?? '';
    if (value.length >= 4) masked = masked.replaceAll(value, () => maskField(field, value));
  }
  for (const [form, mask] of personalForms) masked = masked.replaceAll(form, (value) => mask(value));
  return masked;
};

const lineOf = ({ at, reviewer, text }: ColleagueNote): string => `[${reviewer.name || reviewer.id} ${at}] ${text}`;
const linesOf = (notes: readonly ColleagueNote[]): string => notes.map(lineOf).join('\n');

/** The `note` of a decision: what the reviewer wrote with it, and the colleagues' notes (oldest first) behind; the last of them give way where it gets too long. Undefined where there is none. */
export const carriedNote = (written: string | undefined, notes: readonly ColleagueNote[]): string | undefined => {
  const joined = [written ?? '', linesOf(notes)].filter((part) => part !== '').join('\n');
  return joined === '' ? undefined : [...joined].slice(0, carriedMaxLength).join('');
};

/** What the reviewer wrote, of a note that {@link carriedNote} made; notes that were left since then don't matter. */
export const writtenNote = (carried: string | undefined, notes: readonly ColleagueNote[]): string | undefined => {
  if (carried === undefined) return undefined;
  for (let count = notes.length; count > 0; count -= 1) {
    const behind = linesOf(notes.slice(0, count));
    if (carried === behind) return undefined;
    if (carried.endsWith(`\n${behind}`)) return carried.slice(0, -behind.length - 1);
  }
  return carried;
};
