import { latinWords } from './spelling.ts';

let dictionary: typeof import('pinyin-pro') | undefined;

/** Loads the dictionary: some 40 ms, which starting must not wait for. Until then nothing is said of any name. */
export const loadPinyin = async (): Promise<void> => {
  dictionary ??= await import('pinyin-pro');
};

/** How a passport writes ü: LYU since 2012, LV or LU before. */
const umlauts = (syllable: string): string[] =>
  syllable.includes('ü') ? ['yu', 'v', 'u'].map((vowel) => syllable.replace('ü', vowel)) : [syllable];

/** All readings of a name's characters in Latin capitals, one list a character; undefined where a character has none. */
const readingsOf = (name: string): string[][] | undefined => {
  const known = dictionary;
  if (known === undefined) return undefined;
  const lists = [...name].map((character): string[] => {
    const [read = []] = known.polyphonic(character, { toneType: 'none', type: 'array' });
    return [...new Set(read)].filter((syllable) => /^[a-zü]+$/u.test(syllable)).flatMap(umlauts);
  });
  return lists.some((list) => list.length === 0) ? undefined : lists.map((list) => list.map((syllable) => syllable.toUpperCase()));
};

/**
 * Whether a Latin name can be the Hanyu Pinyin of a name in characters (GB/T 28039-2011), under any reading of its characters and with the surname
 * first or last. Undefined where that can't be said: names of other languages, which have spellings of their own.
 */
export const canBePinyinOf = (latin: string, name: string): boolean | undefined => {
  const characters = name.normalize('NFKC').replaceAll(/\s/gu, '');
  if (!/^\p{Script=Han}{2,4}$/u.test(characters)) return undefined;
  const lists = readingsOf(characters);
  if (lists === undefined) return undefined;
  const words = latinWords(latin);
  const written = [
    words.join(''),
    [...words.slice(-1), ...words.slice(0, -1)].join(''),
    [...words.slice(1), ...words.slice(0, 1)].join(''),
  ];
  const spells = (rest: string, at: number): boolean =>
    at === lists.length
      ? rest === ''
      : (lists[at] ?? []).some((syllable) => rest.startsWith(syllable) && spells(rest.slice(syllable.length), at + 1));
  return written.some((text) => spells(text, 0));
};
