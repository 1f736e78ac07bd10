import type { Application } from '../../../shared/domain/application.ts';

/** Fields whose value, in whole or in part, finds an application (`domain.md`, Q1). */
const searchedFields = ['name', 'latinName', 'idNumber', 'passportNumber', 'phone', 'email'] as const;

/** Longest run of characters that is one word of the index. */
const gramLength = 3;

/**
 * One text as it is searched: full-width forms made ordinary (NFKC), lower case, without spaces, so that `138 0000` and `ZHANG SAN` are
 * found however they are typed. Quotation marks, which the index's own language needs, become `_`.
 */
const plain = (text: string): string[] => [
  ...text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, '')
    .replace(/["'`]/gu, '_'),
];

/** What an application is found by, field by field. Kept beside the content, since the index forgets a text only when shown it again. */
export const searchTextOf = ({ id, applicant }: Application): string =>
  [id, ...searchedFields.map((field) => applicant[field] ?? '')]
    .map((text) => plain(text).join(''))
    .filter((text) => text !== '')
    .join('\n');

/**
 * The words of the index for a search text: at every place the next three characters, fewer at a field's end. With FTS5's own trigrams a
 * name of two characters is never found (`transfer.md`); the short tails find it, and three characters at once keep digits selective.
 * Changing this needs a migration that builds the index anew.
 */
export const gramsOf = (searchText: string): string =>
  searchText
    .split('\n')
    .flatMap((text) => {
      const characters = [...text];
      return characters.map((_, place) => characters.slice(place, place + gramLength).join(''));
    })
    .join(' ');

/** Longest search that is asked of the index as it is, characters: every further one costs as much as the first, and a part of this length finds next to nothing else. */
const longest = 8;

/** The end and the beginning of a search too long to be asked whole, either of which finds all that it finds and a little more; and the text to tell them apart by. */
export const partsOf = (search: string): { parts: string[]; text: string } => {
  const characters = plain(search);
  const parts = characters.length > longest ? [characters.slice(-longest), characters.slice(0, longest)] : [];
  return { parts: parts.map((part) => part.join('')), text: characters.join('') };
};

/** The FTS5 expression that finds `search` anywhere inside a field, or undefined for a search of nothing. */
export const matchOf = (search: string): string | undefined => {
  const characters = plain(search);
  if (characters.length === 0) return undefined;
  // A short search is the beginning of a word; of a longer one every place has its whole word, side by side.
  if (characters.length < gramLength) return `"${characters.join('')}" *`;
  const grams = characters
    .slice(0, characters.length - gramLength + 1)
    .map((_, place) => characters.slice(place, place + gramLength).join(''));
  return `"${grams.join(' ')}"`;
};
