import type { CheckId, Verdict } from '../../../shared/domain/finding.ts';
import type { Source } from './source.ts';

/** The checks of what a photo shows. */
export const contentsChecks = ['image.document', 'image.orientation', 'image.face', 'image.background'] as const;

/** The checks that are evaluated, in the report's order. */
export const evaluated = [
  'image.sharpness',
  'image.exposure',
  'image.glare',
  'image.colour',
  'image.screen',
  ...contentsChecks,
  'image.intact',
] as const satisfies CheckId[];
/** One of {@link evaluated}. */
export type Evaluated = (typeof evaluated)[number];

/** What one check said of one changed picture. */
export type Answer = { verdict: Verdict; cause?: string | undefined; measured?: number | undefined };
/** One changed picture and what the checks said. */
export type Trial = {
  source: string;
  kind: string;
  origin: Source['origin'];
  degradation: string;
  step: string;
  fault?: CheckId | undefined;
  answers: Partial<Record<Evaluated, Answer>>;
};
