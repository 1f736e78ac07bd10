import type { Place } from './pixels.ts';

/** A picture that is held to be faultless, upright; `kind` is the kind of document that it is examined as, `coloured` whether it has any colour. */
export type Source = { name: string; kind: string; origin: 'photos' | 'drawn' | 'given'; place: Place; coloured: boolean };
