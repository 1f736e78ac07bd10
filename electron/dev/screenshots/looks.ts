import type { Size } from '../window.ts';

/** A window to look at: its inner size, px, and the zoom that the reviewer has set. */
export type Sight = Size & { zoom: number };

/** The two office screens of the reviewers, the smaller one at the two larger zooms, and the largest screen. */
export const sizes: Readonly<Record<string, Sight>> = {
  small: { width: 1_366, height: 768, zoom: 1 },
  large: { width: 1_920, height: 1_080, zoom: 1 },
  'small-125': { width: 1_366, height: 768, zoom: 1.25 },
  'small-150': { width: 1_366, height: 768, zoom: 1.5 },
  huge: { width: 3_840, height: 2_160, zoom: 1 },
};

/** One way of looking at the program that a window keeps as long as it is open. */
export type Look = { language: 'zh' | 'en'; theme: 'light' | 'dark' };

const looks: readonly Look[] = (['zh', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
);
const walks = ['entrance', 'screens', 'transfer', 'vault'];
/** What every look is taken in; the other sizes show the same colours again, so they are taken in one look of each language. */
const everywhere = ['small', 'large'];

/** The look's part of a picture's name. */
export const nameOf = ({ language, theme }: Look): string => `${language}-${theme}`;

/** What is to be taken: the walks, and the looks with the sizes of each. */
export type Chosen = { walks: string[]; looks: { look: Look; sizes: string[] }[] };

/**
 * What is wanted of all there is: walks, looks (`zh-light`) and sizes (`small`), each all of them unless some are named, and the sizes beside the two of the office screens
 * in the light looks only unless they are named. Throws for a word that is none of these.
 */
export function chosenFrom(words: readonly string[]): Chosen {
  const named = <Thing>(all: readonly Thing[], name: (thing: Thing) => string): Thing[] =>
    all.filter((thing) => words.includes(name(thing)));
  const orAll = <Thing>(some: Thing[], all: readonly Thing[]): Thing[] => (some.length === 0 ? [...all] : some);
  const known = [...walks, ...looks.map(nameOf), ...Object.keys(sizes)];
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new Error(`There is nothing called ${unknown} to take pictures of; there are: ${known.join(', ')}.`);
  const namedSizes = named(Object.keys(sizes), (size) => size);
  return {
    walks: orAll(
      named(walks, (walk) => walk),
      walks,
    ),
    looks: orAll(named(looks, nameOf), looks).map((look) => ({
      look,
      sizes: orAll(namedSizes, look.theme === 'light' ? Object.keys(sizes) : everywhere),
    })),
  };
}
