/** Most readings of one name that are kept, the usual one first: a name of many characters with several readings each would have thousands. */
const mostReadings = 8;

/** How ü is written where it cannot be typed: LYU in passports since 2012, LV on keyboards, LU in passports before. */
const umlauts = ['ü', 'yu', 'v', 'u'] as const;

let dictionary: typeof import('pinyin-pro') | undefined;

/** Loads the dictionary: some 40 ms, which starting must not wait for. What is stored before waits to be spelled (`search-rows.ts`). */
export const loadSpelling = async (): Promise<void> => {
  dictionary ??= await import('pinyin-pro');
};

const hasCharacters = (name: string): boolean => /\p{Script=Han}/u.test(name);

/** The syllables of a name: as a surname is read first of all, then with every other reading that one of its characters has. */
const readingsOf = (known: typeof import('pinyin-pro'), name: string): string[][] => {
  const characters = [...name];
  const usual = known.pinyin(name, { toneType: 'none', type: 'array', surname: 'head' });
  const alone = characters.map((character) => known.polyphonic(character, { toneType: 'none', type: 'array' })[0] ?? []);
  const others = [...new Set(characters)].flatMap((character) => {
    const place = characters.indexOf(character);
    return [...new Set(alone[place])]
      .filter((syllable) => /^[a-zü]+$/u.test(syllable) && syllable !== usual[place])
      .map((syllable) => usual.map((read, at) => (characters[at] === character ? syllable : read)));
  });
  return [usual, ...others].slice(0, mostReadings);
};

/**
 * What a name in characters is typed as in Latin letters: its pinyin and its initials, under every likely reading; 吕 as `lü`, `lyu`, `lv` and `lu`. Nothing for a name
 * without characters; undefined while the dictionary is not loaded. A character that no reading is known of stands for itself.
 */
export const spellingsOf = (name: string | undefined): string[] | undefined => {
  const written = (name ?? '').normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');
  if (!hasCharacters(written)) return [];
  const known = dictionary;
  if (known === undefined) return undefined;
  const readings = readingsOf(known, written);
  const whole = readings
    .map((syllables) => syllables.join(''))
    .flatMap((text) => (text.includes('ü') ? umlauts.map((vowel) => text.replaceAll('ü', vowel)) : [text]));
  const initials = readings.map((syllables) => syllables.map((syllable) => [...syllable][0] ?? '').join(''));
  return [...new Set([...whole, ...(written.length > 1 ? initials : [])])];
};
