import type { Application } from '../../../shared/domain/application.ts';
import { maskField, maskName } from '../../../shared/domain/masking.ts';
import type { QueueMatch } from '../../../shared/domain/queue.ts';

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

/** One text as it is compared with what is searched. */
export const plainText = (text: string): string => plain(text).join('');

/**
 * What an application is found by, field by field, and at last how its name is spelled (`name-spelling.ts`), as far as the Latin name does not say so already. Kept beside
 * the content, since the index forgets a text only when shown it again.
 */
export const searchTextOf = ({ id, applicant }: Application, spellings: readonly string[]): string => {
  const fields = [id, ...searchedFields.map((field) => applicant[field] ?? '')].map(plainText);
  const latin = plainText(applicant.latinName ?? '');
  return [...fields, ...spellings.map(plainText).filter((spelling) => !latin.includes(spelling))].filter((text) => text !== '').join('\n');
};

/**
 * The fields in which a search is found, in the order in which they are searched. Only `pinyin` if it is in none of them: then it was found by how the name is spelled.
 */
export const matchedFields = ({ id, applicant }: Pick<Application, 'id' | 'applicant'>, search: string): QueueMatch[] => {
  const wanted = plainText(search);
  if (wanted === '') return [];
  const number: QueueMatch[] = plainText(id).includes(wanted) ? [{ field: 'number', masked: id }] : [];
  const found = searchedFields.flatMap((field): QueueMatch[] => {
    const value = applicant[field] ?? '';
    if (!plainText(value).includes(wanted)) return [];
    return [{ field, masked: field === 'name' || field === 'latinName' ? maskName(value) : maskField(field, value) }];
  });
  const all = [...number, ...found];
  return all.length > 0 ? all : [{ field: 'pinyin', masked: maskName(applicant.name ?? '') }];
};

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
