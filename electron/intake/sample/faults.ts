/** What can be wrong in what the applicant typed. */
export const fieldFaults = [
  'name_misspelt',
  'latin_name_misspelt',
  'id_check_digit_wrong',
  'id_digits_swapped',
  'id_number_differs',
  'passport_number_mistyped',
  'birth_date_disagrees',
  'sex_disagrees',
  'region_unknown',
  'validity_expired',
  'phone_invalid',
  'email_invalid',
  'address_incomplete',
  'field_missing',
] as const;

/** What can be wrong with a file. */
export const photoFaults = [
  'pixels_too_few',
  'file_too_large',
  'blurred',
  'motion_blurred',
  'over_exposed',
  'under_exposed',
  'glare',
  'not_colour',
  'busy_background',
  'cut_off',
  'upside_down',
  'wrong_side',
  'wrong_type_gif',
  'wrong_type_webp',
  'wrong_type_text',
  'upload_truncated',
  'document_missing',
] as const;

/** What can be wrong with the account, and across applications. */
export const otherFaults = ['account_locked', 'account_disabled', 'account_cancelled', 'duplicate_photo', 'duplicate_id_number'] as const;

/** The closed list of what the sample batch gets wrong on purpose. */
export const sampleFaults = [...fieldFaults, ...photoFaults, ...otherFaults] as const;
/** One of {@link sampleFaults}. */
export type SampleFault = (typeof sampleFaults)[number];
/** One of {@link photoFaults}. */
export type PhotoFault = (typeof photoFaults)[number];
/** One of {@link fieldFaults}. */
export type FieldFault = (typeof fieldFaults)[number];

/** What is particular about an application without being wrong. */
export const sampleTraits = [
  'exif_turned',
  'png',
  'near_due',
  'past_due',
  'resubmission',
  'supplement',
  'handheld',
  'minority_name',
  'long_term',
  'abolished_region',
  'amendment',
  'withdrawal',
  'contact_recovery',
  'follow_up',
] as const;
/** One of {@link sampleTraits}. */
export type SampleTrait = (typeof sampleTraits)[number];

/** Where a fault is: the document or field it is in, or the other application of a duplicate. */
export type FaultPlace = { fault: SampleFault; documentId?: string; field?: string; otherApplicationId?: string };

/** What is truly wrong with one application: for tests, never part of what a server sends. */
export type SampleTruth = { applicationId: string; faults: SampleFault[]; places: FaultPlace[]; traits: SampleTrait[] };

/** Whether a fault is one of a file. */
export const isPhotoFault = (fault: SampleFault): fault is PhotoFault => (photoFaults as readonly string[]).includes(fault);
/** Whether a fault is one of a field. */
export const isFieldFault = (fault: SampleFault): fault is FieldFault => (fieldFaults as readonly string[]).includes(fault);
