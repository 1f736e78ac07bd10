import type { Size } from '../window.ts';

/** The two office screens of the reviewers, px. */
export const sizes: Readonly<Record<string, Size>> = { small: { width: 1_366, height: 768 }, large: { width: 1_920, height: 1_080 } };

/** One way of looking at the program that a window keeps as long as it is open. */
export type Look = { language: 'zh' | 'en'; theme: 'light' | 'dark' };

const looks: readonly Look[] = (['zh', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
);
const walks = ['entrance', 'screens', 'transfer'];

/** The look's part of a picture's name. */
export const nameOf = ({ language, theme }: Look): string => `${language}-${theme}`;

/** What is wanted of all there is: walks, looks (`zh-light`) and sizes (`small`), each all of them unless some are named. Throws for a word that is none of these. */
export function chosenFrom(words: readonly string[]): { walks: string[]; looks: Look[]; sizes: string[] } {
  const among = <Thing>(all: readonly Thing[], name: (thing: Thing) => string): Thing[] => {
    const named = all.filter((thing) => words.includes(name(thing)));
    return named.length === 0 ? [...all] : named;
  };
  const known = [...walks, ...looks.map(nameOf), ...Object.keys(sizes)];
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new Error(`There is nothing called ${unknown} to take pictures of; there are: ${known.join(', ')}.`);
  return {
    walks: among(walks, (walk) => walk),
    looks: among(looks, nameOf),
    sizes: among(Object.keys(sizes), (size) => size),
  };
}
