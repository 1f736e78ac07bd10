import type { SampleFault, SampleTrait } from './faults.ts';

/** What one application of the batch is to be like. */
export type ApplicationPlan = {
  type: 'resident_identity' | 'passport';
  faults: readonly SampleFault[];
  traits: readonly SampleTrait[];
};

/** The faultless third, in order: every twentieth is alike. One in four is a passport. */
const faultless: readonly (readonly SampleTrait[])[] = [
  ['amendment'],
  [],
  ['exif_turned', 'follow_up'],
  ['near_due'],
  ['resubmission'],
  ['withdrawal'],
  ['minority_name'],
  ['supplement'],
  ['past_due', 'follow_up'],
  ['png'],
  ['handheld'],
  ['long_term', 'contact_recovery'],
  ['abolished_region'],
  [],
  ['resubmission', 'near_due'],
  ['exif_turned'],
  ['amendment', 'near_due'],
  [],
  ['png', 'supplement'],
  [],
];
const faultlessPassports: readonly number[] = [1, 5, 9, 13, 17];

/** The other two thirds, mixed so that a small batch has a bit of everything: every fortieth is alike. */
const faulty: readonly { faults: readonly SampleFault[]; type?: 'passport'; traits?: readonly SampleTrait[] }[] = [
  { faults: ['id_check_digit_wrong'] },
  { faults: ['blurred'] },
  { faults: ['upload_truncated'] },
  { faults: ['account_disabled'] },
  { faults: ['name_misspelt'], traits: ['near_due'] },
  { faults: ['glare'] },
  { faults: ['wrong_type_gif'] },
  { faults: ['duplicate_photo'] },
  { faults: ['latin_name_misspelt'], type: 'passport' },
  { faults: ['under_exposed'], type: 'passport' },
  { faults: ['document_missing'] },
  { faults: ['account_cancelled'] },
  { faults: ['birth_date_disagrees'] },
  { faults: ['not_colour'] },
  { faults: ['pixels_too_few'], traits: ['past_due'] },
  { faults: ['duplicate_id_number'] },
  { faults: ['phone_invalid'] },
  { faults: ['over_exposed'] },
  { faults: ['file_too_large'] },
  { faults: ['account_locked'] },
  { faults: ['id_digits_swapped'], traits: ['resubmission'] },
  { faults: ['motion_blurred'], type: 'passport' },
  { faults: ['wrong_type_webp'] },
  { faults: ['validity_expired'], type: 'passport' },
  { faults: ['sex_disagrees'] },
  { faults: ['cut_off'], traits: ['handheld'] },
  { faults: ['upside_down'] },
  { faults: ['email_invalid'] },
  { faults: ['id_number_differs'] },
  { faults: ['busy_background'], type: 'passport' },
  { faults: ['wrong_type_text'] },
  { faults: ['region_unknown'] },
  { faults: ['address_incomplete'] },
  { faults: ['wrong_side'] },
  { faults: ['passport_number_mistyped'], type: 'passport' },
  { faults: ['validity_expired'], traits: ['near_due'] },
  { faults: ['field_missing'] },
  { faults: ['blurred', 'phone_invalid'], traits: ['resubmission'] },
  { faults: ['upload_truncated', 'email_invalid'], type: 'passport', traits: ['past_due'] },
  { faults: ['glare', 'name_misspelt', 'not_colour'], traits: ['near_due'] },
];

/** The plan of the application at `index` (0 is the first): every third is faultless. */
export const planFor = (index: number): ApplicationPlan => {
  if (index % 3 === 0) {
    const place = (index / 3) % faultless.length;
    return { type: faultlessPassports.includes(place) ? 'passport' : 'resident_identity', faults: [], traits: faultless[place] ?? [] };
  }
  const place = (index - 1 - Math.floor(index / 3)) % faulty.length;
  const entry = faulty[place];
  return { type: entry?.type ?? 'resident_identity', faults: entry?.faults ?? [], traits: entry?.traits ?? [] };
};

/** The earlier application that a duplicate copies from: the nearest faultless one before `index` that rests on an identity card. */
export const originalOf = (index: number): number => {
  for (let earlier = index - 1; earlier > 0; earlier -= 1) {
    const plan = planFor(earlier);
    if (plan.faults.length === 0 && plan.type === 'resident_identity') return earlier;
  }
  return 0;
};
