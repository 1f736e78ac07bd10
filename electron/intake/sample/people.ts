import recipe from '../../../resources/sample/recipe.json' with { type: 'json' };
import { checkCharacterFor } from '../../../shared/domain/identity-number.ts';
import { inventLooks, type Looks } from './portrait/index.ts';
import type { Random } from './random.ts';

/** Somebody invented, as their documents say it. Dates `YYYY-MM-DD`. */
export type Person = {
  name: string;
  latinSurname: string;
  latinGivenNames: string;
  sex: 'male' | 'female';
  ethnicity: string;
  birthDate: string;
  region: string;
  birthPlaceLatin: string;
  address: string;
  idNumber: string;
  issuingAuthority: string;
  idValidFrom: string;
  /** A date or `长期`. */
  idValidUntil: string;
  passportNumber: string;
  passportValidFrom: string;
  passportValidUntil: string;
  phone: string;
  email: string;
  looks: Looks;
};

/** What is asked of the invention; anything left out is drawn by lot. */
export type PersonWishes = {
  /** Which documents must have ended before today. */
  expired?: boolean;
  unknownRegion?: boolean;
  abolishedRegion?: boolean;
  minorityName?: boolean;
  longTerm?: boolean;
};

const dayMs = 86_400_000;
/** The calendar date `days` after `date`. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
/** The same day `years` later; 29 February becomes 28. */
export const addYears = (date: string, years: number): string => {
  const day = date.slice(5) === '02-29' ? '02-28' : date.slice(5);
  return `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}-${day}`;
};

/** An identity number by GB 11643-1999 for that region, birth date and sex. */
export const identityNumber = (random: Random, region: string, birthDate: string, sex: 'male' | 'female'): string => {
  const sequence = random.whole(0, 498) * 2 + (sex === 'male' ? 1 : 2);
  const digits = `${region}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return `${digits}${checkCharacterFor(digits)}`;
};

/** Years an identity card is valid by the holder's age at issue: Resident Identity Card Law of 2011, article 5. `undefined`: long-term. */
const cardYears = (age: number): number | undefined => (age < 16 ? 5 : age < 26 ? 10 : age < 46 ? 20 : undefined);

/** Whole years from `birth` to `day`. */
const ageOn = (birth: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);

const inventCard = (
  random: Random,
  age: number,
  birthDate: string,
  today: string,
  wishes: PersonWishes,
): { from: string; until: string } => {
  if (wishes.expired === true) {
    const years = age - 8 < 26 ? 5 : 10;
    const until = addDays(today, -random.whole(20, 400));
    return { from: addYears(until, -years), until };
  }
  const ago = random.whole(60, 365 * 4);
  const from = addDays(today, -ago);
  const years = cardYears(ageOn(birthDate, from));
  // A card of five years that was issued four years ago still runs; what matters is that it has not ended today.
  return { from, until: years === undefined ? '长期' : addYears(from, years) };
};

/** Invents a person of 18 to 72 as of `today` (`YYYY-MM-DD`). */
export const inventPerson = (random: Random, today: string, wishes: PersonWishes = {}): Person => {
  const sex = random.pick(['male', 'female'] as const);
  const age = wishes.longTerm === true ? random.whole(52, 72) : wishes.expired === true ? random.whole(32, 60) : random.whole(22, 58);
  const birthDate = addDays(addYears(today, -age), -random.whole(1, 363));
  const region = random.pick(recipe.regions);
  const code =
    wishes.unknownRegion === true
      ? recipe.unknownRegionCode
      : wishes.abolishedRegion === true
        ? random.pick(recipe.abolishedBirthRegions)
        : region.code;
  const [surname, given] = [random.pick(recipe.surnames), random.pick(recipe.givenNames)];
  const minority = random.pick(recipe.minorityNames);
  const plain = wishes.minorityName !== true;
  const [minorityGiven = '', minoritySurname = ''] = minority.latin.split(' ');
  const card = inventCard(random, age, birthDate, today, wishes);
  const passportFrom =
    wishes.expired === true ? addDays(addYears(today, -10), -random.whole(20, 300)) : addDays(today, -random.whole(60, 2600));
  const latinSurname = plain ? surname.latin : minoritySurname;
  const latinGivenNames = plain ? given.latin : minorityGiven;
  return {
    name: plain ? `${surname.zh}${given.zh}` : minority.zh,
    latinSurname,
    latinGivenNames,
    sex,
    ethnicity: plain ? random.pick(recipe.ethnicities) : minority.ethnicity,
    birthDate,
    region: region.name,
    birthPlaceLatin: region.authorityLatin,
    address: `${region.name}${random.pick(recipe.places)}${random.whole(1, 299)}号${random.whole(1, 28)}幢${random.whole(1, 4)}单元${random.whole(1, 26)}0${random.whole(1, 4)}室`,
    idNumber: identityNumber(random, code, birthDate, sex),
    issuingAuthority: region.authority,
    idValidFrom: card.from,
    idValidUntil: card.until,
    passportNumber: `E${random.pick(['A', 'B', 'C', 'D', 'F', 'G', 'H', 'J'])}${String(random.whole(0, 9_999_999)).padStart(7, '0')}`,
    passportValidFrom: passportFrom,
    passportValidUntil: addDays(addYears(passportFrom, 10), -1),
    phone: `${random.pick(recipe.mobilePrefixes)}${String(random.whole(0, 99_999_999)).padStart(8, '0')}`,
    email: `${latinGivenNames.toLowerCase()}.${latinSurname.toLowerCase()}${random.whole(1, 999)}@${random.pick(recipe.mailDomains)}`,
    looks: inventLooks(random.fork('looks'), sex, age),
  };
};
