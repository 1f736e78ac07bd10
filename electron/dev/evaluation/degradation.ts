import type { CheckId } from '../../../shared/domain/finding.ts';
import type { Random } from '../../intake/sample/random.ts';
import type { Pixels } from './pixels.ts';

/** A known change of a picture. `fault`: the check that has to tell it; none for what a good photo may have. */
export type Degradation = {
  name: string;
  step: string;
  fault?: CheckId;
  /** Kinds of document that it is applied to; all where it names none. */
  kinds?: readonly string[];
  /** The kind that the result is examined as, where it is not the picture's own. */
  as?: string;
  /** Which pictures it is applied to, of those kinds. */
  only?: (source: { name: string; origin: string }) => boolean;
  /** Gives the file's bytes. `kind`: the picture's kind of document. */
  apply: (picture: Pixels, random: Random, kind: string) => Promise<Uint8Array>;
};

/** What a change is told by among all others. */
export const keyOf = ({ name, step }: Pick<Degradation, 'name' | 'step'>): string => `${name} ${step}`;
