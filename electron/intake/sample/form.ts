import recipe from '../../../resources/sample/recipe.json' with { type: 'json' };
import type { Applicant } from '../../../shared/domain/application.ts';
import { checkCharacterFor } from '../../../shared/domain/identity-number.ts';
import type { FaultPlace, FieldFault } from './faults.ts';
import { addDays, type Person } from './people.ts';
import type { Random } from './random.ts';

/** What a careful applicant types: exactly what the documents say. */
export const faithfulForm = (person: Person, type: 'resident_identity' | 'passport'): Applicant => {
  const shared = { name: person.name, sex: person.sex, birthDate: person.birthDate, phone: person.phone, email: person.email };
  if (type === 'passport') {
    return {
      ...shared,
      latinName: `${person.latinSurname} ${person.latinGivenNames}`,
      nationality: 'CHN',
      passportNumber: person.passportNumber,
      issuingAuthority: recipe.drawn.passport.at(-1),
      validFrom: person.passportValidFrom,
      validUntil: person.passportValidUntil,
    };
  }
  return {
    ...shared,
    ethnicity: person.ethnicity,
    region: person.region,
    address: person.address,
    idNumber: person.idNumber,
    issuingAuthority: person.issuingAuthority,
    validFrom: person.idValidFrom,
    validUntil: person.idValidUntil,
  };
};

/** The name with one character replaced by one that looks or sounds alike. */
const misspelt = (name: string): string => {
  const confusions = recipe.confusions as Record<string, string | undefined>;
  const [first = '', ...rest] = [...name];
  return `${confusions[first] ?? '某'}${rest.join('')}`;
};

/** The number with two unlike neighbours among the sequence and birth digits swapped; MOD 11-2 finds every such swap. */
const swapped = (number: string): string => {
  const digits = [...number];
  for (let index = 16; index > 6; index -= 1) {
    const [left, right] = [digits[index - 1] ?? '', digits[index] ?? ''];
    if (left === right) continue;
    digits[index - 1] = right;
    digits[index] = left;
    return digits.join('');
  }
  throw new Error('An identity number of equal digits cannot be.');
};

const nextDigit = (digit: string): string => String((Number(digit) + 1) % 10);
const replacedAt = (text: string, index: number, character: string): string =>
  `${text.slice(0, index)}${character}${text.slice(index + 1)}`;

/** Somebody else's valid number of the same region, day and sex: the sequence two further (GB 11643: parity is the sex). */
const neighbour = (number: string): string => {
  const sequence = String((Number(number.slice(14, 17)) + 2) % 1000).padStart(3, '0');
  const digits = `${number.slice(0, 14)}${sequence}`;
  return `${digits}${checkCharacterFor(digits)}`;
};

const otherDay = (date: string): string => {
  const moved = addDays(date, date.endsWith('01') ? 9 : -1);
  return moved === date ? addDays(date, 2) : moved;
};

/** Puts one fault into a form. Returns the form, and the field that is wrong. A fault of the documents themselves leaves the form as it is. */
export const spoilForm = (form: Applicant, fault: FieldFault, random: Random): { form: Applicant; field: string } => {
  const idNumber = form.idNumber ?? '';
  switch (fault) {
    case 'name_misspelt':
      return { form: { ...form, name: misspelt(form.name ?? '') }, field: 'name' };
    case 'latin_name_misspelt':
      return {
        form: { ...form, latinName: (form.latinName ?? '').replace(/(.)$/, (letter) => (letter === 'N' ? 'M' : 'N')) },
        field: 'latinName',
      };
    case 'id_check_digit_wrong':
      return {
        form: { ...form, idNumber: replacedAt(idNumber, 17, idNumber[17] === 'X' ? '0' : nextDigit(idNumber[17] ?? '0')) },
        field: 'idNumber',
      };
    case 'id_digits_swapped':
      return { form: { ...form, idNumber: swapped(idNumber) }, field: 'idNumber' };
    case 'id_number_differs':
      return { form: { ...form, idNumber: neighbour(idNumber) }, field: 'idNumber' };
    case 'passport_number_mistyped': {
      const number = form.passportNumber ?? '';
      return { form: { ...form, passportNumber: replacedAt(number, 5, nextDigit(number[5] ?? '0')) }, field: 'passportNumber' };
    }
    case 'birth_date_disagrees':
      return { form: { ...form, birthDate: otherDay(form.birthDate ?? '') }, field: 'birthDate' };
    case 'sex_disagrees':
      return { form: { ...form, sex: form.sex === 'male' ? 'female' : 'male' }, field: 'sex' };
    case 'region_unknown':
      return { form, field: 'idNumber' };
    case 'validity_expired':
      return { form, field: 'validUntil' };
    case 'phone_invalid':
      return {
        form: { ...form, phone: random.pick([`120${(form.phone ?? '').slice(3)}`, (form.phone ?? '').slice(0, 10)]) },
        field: 'phone',
      };
    case 'email_invalid':
      return {
        form: { ...form, email: random.pick([(form.email ?? '').replace('@', ''), (form.email ?? '').replace(/\.(com|cn)$/, '')]) },
        field: 'email',
      };
    case 'address_incomplete':
      return { form: { ...form, address: [...(form.region ?? '')].slice(0, 3).join('') }, field: 'address' };
    case 'field_missing':
      return { form: { ...form, phone: '' }, field: 'phone' };
    default:
      return fault satisfies never;
  }
};

/** Puts all field faults of a plan into a form, and says where they are. */
export const spoilAll = (form: Applicant, faults: readonly FieldFault[], random: Random): { form: Applicant; places: FaultPlace[] } => {
  let spoilt = form;
  const places = faults.map((fault): FaultPlace => {
    const { form: next, field } = spoilForm(spoilt, fault, random);
    spoilt = next;
    return { fault, field };
  });
  return { form: spoilt, places };
};
