import type { Applicant, FieldName } from '../../../../../shared/domain/application.ts';
import type { Policy } from '../../../../../shared/domain/policy.ts';
import type { Agreement, ReadValue } from '../../../../../shared/domain/reading.ts';
import { latinWords, spelt } from './spelling.ts';

/** The fields that carry a check digit: without it nothing is concluded, whatever the network says. */
const guarded: readonly FieldName[] = ['idNumber', 'passportNumber'];

/** On what an agreement rests: `knows` tells whether the reader can read a character at all. */
export type AgreementInput = { applicant: Applicant; value: ReadValue; limits: Policy['reading']; knows(character: string): boolean };

/** The confidence that this value needs to count as read, 0–1. */
export const neededConfidence = ({ verified }: Pick<ReadValue, 'verified'>, limits: Policy['reading']): number =>
  verified === true ? limits.verifiedFrom : limits.agreeFrom;

/**
 * Whether form and document say the same. Three-valued: `agrees` and `differs` only for what was read with confidence; everything else is `unreadable`, so that
 * a wrong reading is neither a match nor a reproach. To differ takes more confidence than to agree, since one misread character makes a difference but hardly
 * ever an agreement; numbers must have fitting check digits for either.
 */
export const agreementOf = ({ applicant, value, limits, knows }: AgreementInput): Agreement => {
  const { field, confidence, verified } = value;
  const typed = applicant[field] ?? '';
  const read = spelt(field, value.text);
  if (read === undefined || confidence < neededConfidence(value, limits)) return 'unreadable';
  if (verified === false || (guarded.includes(field) && verified !== true)) return 'unreadable';
  const form = spelt(field, typed);
  if (form === read || saysTheSame(field, applicant, value.text, read)) return 'agrees';
  // What is no value of this field at all is the field's own check's to tell.
  if (form === undefined) return field === 'nationality' ? 'unreadable' : 'differs';
  if (confidence < limits.differFrom && verified !== true) return 'unreadable';
  // What the form has more than was read may stand under a reflection.
  if (!isGuardable(field) && isWithin(read, form)) return 'unreadable';
  // A character that the reader does not know is always read as another one.
  return isGuardable(field) || [...form].every(knows) ? 'differs' : 'unreadable';
};

/** Fields whose value is of a fixed form, so that nothing of it can be missing unseen. */
const isGuardable = (field: FieldName): boolean =>
  ['idNumber', 'passportNumber', 'birthDate', 'validFrom', 'validUntil', 'sex', 'nationality'].includes(field);

/** Whether `part` is what remains of `whole` when some characters are left out. */
const isWithin = (part: string, whole: string): boolean => {
  const rest = [...part];
  for (const character of whole) if (character === rest[0]) rest.shift();
  return rest.length === 0;
};

/** What is spelt differently and still says the same: words of a Latin name in another order, an address without the region that stands in a field of its own. */
const saysTheSame = (field: FieldName, applicant: Applicant, text: string, read: string): boolean => {
  const typed = applicant[field] ?? '';
  if (field === 'latinName') {
    const [form, document] = [latinWords(typed), latinWords(text)];
    // A passport's line has room for 39 characters: a longer name is cut (ICAO Doc 9303-4, 4.2.3).
    const cut = document.join('<').length >= 37 && form.join('').startsWith(document.join(''));
    return cut || (form.length > 0 && form.toSorted().join(' ') === document.toSorted().join(' '));
  }
  if (field === 'address') return spelt('address', `${applicant.region ?? ''}${typed}`) === read;
  return false;
};
