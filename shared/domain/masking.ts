import { type Applicant, maskedFields } from './application.ts';

const dots = '••••';

/** An identity or passport number with its middle hidden: `1101••••0017`; a short one keeps only its last character. */
export const maskNumber = (value: string): string => {
  const characters = [...value];
  if (characters.length <= 4) return `${dots}${characters.slice(-1).join('')}`;
  const shown = characters.length >= 12 ? 4 : 2;
  return `${characters.slice(0, shown).join('')}${dots}${characters.slice(-shown).join('')}`;
};

/** A telephone number with its middle hidden: `138••••0017`. */
export const maskPhone = (value: string): string => {
  const characters = [...value.replace(/\s/gu, '')];
  if (characters.length <= 7) return `${dots}${characters.slice(-2).join('')}`;
  return `${characters.slice(0, 3).join('')}${dots}${characters.slice(-4).join('')}`;
};

/** An e-mail address with all but the first letter before the @ hidden: `l••••@example.com`. */
export const maskEmail = (value: string): string => {
  const at = value.lastIndexOf('@');
  return at < 1 ? dots : `${[...value][0]}${dots}${value.slice(at)}`;
};

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Letters that nothing joins to the next one: nearly all names are of these, and need no segmenting, which takes longer than the rest of a row. */
const single = /^[\p{Script=Han}A-Za-z .-]*$/u;

/** What is seen as one character each. */
const charactersOf = (text: string): string[] =>
  single.test(text) ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);

/** A name as the queue shows it: the first and, from three characters on, the last one: `张•`, `欧•娜`, `J••••h`. What is seen as one character is one. */
export const maskName = (value: string): string => {
  const characters = charactersOf(value.trim());
  if (characters.length <= 1) return characters.join('');
  if (characters.length === 2) return `${characters[0]}•`;
  return `${characters[0]}${'•'.repeat(Math.min(characters.length - 2, 4))}${characters[characters.length - 1]}`;
};

/** An address cut after its first six characters. */
export const maskAddress = (value: string): string => {
  const characters = [...value];
  return characters.length <= 6 ? dots : `${characters.slice(0, 6).join('')}${dots}`;
};

/** The value of one field as it is shown until somebody asks for it. Fields that are not sensitive are returned as they are. */
export const maskField = (field: string, value: string): string => {
  switch (field) {
    case 'idNumber':
    case 'passportNumber':
      return maskNumber(value);
    case 'phone':
      return maskPhone(value);
    case 'email':
      return maskEmail(value);
    case 'address':
      return maskAddress(value);
    default:
      return value;
  }
};

/** The applicant's fields with the sensitive ones masked ({@link maskedFields}); unknown fields of a newer platform are masked whole. */
export const maskApplicant = (applicant: Applicant, known: readonly string[]): Applicant =>
  Object.fromEntries(
    Object.entries(applicant).map(([field, value]) => [
      field,
      value === undefined ? undefined : known.includes(field) ? maskField(field, value) : dots,
    ]),
  );

/** Whether this field's value is masked until asked for. */
export const isMaskedField = (field: string): boolean => (maskedFields as readonly string[]).includes(field);
