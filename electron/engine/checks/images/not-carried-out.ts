import type { CheckId, Finding } from '../../../../shared/domain/finding.ts';
import type { Policy } from '../../../../shared/domain/policy.ts';
import { findingOf } from '../finding.ts';

/** The checks that need a decoded picture. */
export const ofThePicture: readonly CheckId[] = [
  'image.pixels',
  'image.sharpness',
  'image.exposure',
  'image.glare',
  'image.colour',
  'image.screen',
  'image.document',
  'image.orientation',
  'image.face',
  'image.background',
];

/** Findings for checks that could not be carried out, since the picture can't be had. */
export const notCarriedOut = (policy: Policy, checks: readonly CheckId[] = ofThePicture): Finding[] =>
  checks.map((check) => findingOf(policy, check, 'skipped'));
