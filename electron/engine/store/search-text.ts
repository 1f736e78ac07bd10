import type { Application } from '../../../shared/domain/application.ts';
import { maskField, maskName } from '../../../shared/domain/masking.ts';
import type { QueueMatch } from '../../../shared/domain/queue.ts';

/** Fields whose value, in whole or in part, finds an application (`domain.md`, Q1). */
const searchedFields = ['name', 'latinName', 'idNumber', 'passportNumber', 'phone', 'email'] as const;

/** Longest run of characters that is one word of the index. */
const windowLength = 6;

/** Characters that are searched as they are, but for their case: nearly all that numbers and addresses hold. */
const ordinary = /^[!#-&(-_a-~]*$/;

/**
 * One text as it is searched and as it is compared with what is searched: full-width forms made ordinary (NFKC), lower case, without spaces, so that `138 0000` and `ZHANG SAN` are found
 * however they are typed. Quotation marks, which the index's own language needs, become `_`.
 */
export const plainText = (text: string): string =>
  ordinary.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[\s\p{Cc}]+/gu, '')
        .replace(/["'`]/gu, '_');

/**
 * What an application is found by, field by field, and at last how its name is spelled (`name-spelling.ts`), as far as the Latin name does not say so already. Kept beside
 * the index, which forgets a text only when shown it again.
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
    if (value === '' || !plainText(value).includes(wanted)) return [];
    return [{ field, masked: field === 'name' || field === 'latinName' ? maskName(value) : maskField(field, value) }];
  });
  const all = [...number, ...found];
  return all.length > 0 ? all : [{ field: 'pinyin', masked: maskName(applicant.name ?? '') }];
};

/**
 * The words of the index for a search text: at every place of a field the next six characters, fewer at its end. A search of up to six characters is then one word or the beginning of
 * words; six of an identity or telephone number stand in some forty of a million applications, so that a longer search has few to look through. Changing this needs a migration that
 * builds the index anew.
 */
export const windowsOf = (searchText: string): string =>
  searchText
    .split('\n')
    .flatMap((text) => {
      const characters = [...text];
      return characters.map((_, place) => characters.slice(place, place + windowLength).join(''));
    })
    .join(' ');

/** A search as the index is asked. */
export type AskedSearch = {
  /** What is compared with the search texts. */
  text: string;
  /** The FTS5 expression that finds it, and only it if it has no `windows`. */
  expression: string;
  /** A longer search is found by some of its windows, each an expression, and `text` tells what holds it. */
  windows: readonly string[];
};

/** How the index is asked for what holds `search` anywhere inside a field; undefined for a search of nothing. */
export const askedSearch = (search: string): AskedSearch | undefined => {
  const text = plainText(search);
  const characters = [...text];
  if (characters.length === 0) return undefined;
  if (characters.length < windowLength) return { text, expression: `"${text}" *`, windows: [] };
  // What numbers and addresses of one place begin or end with is the same for many, so that the middle comes first.
  const last = characters.length - windowLength;
  const places = new Set([Math.floor(last / 2), last, 0]);
  const windows = [...places].map((place) => `"${characters.slice(place, place + windowLength).join('')}"`);
  return { text, expression: windows.join(' '), windows: last === 0 ? [] : windows };
};
