import type { Connection } from './connection.ts';
import type { Condition } from './queue-filter.ts';
import { plainText } from './search-text.ts';

/** Longest run of characters that is one word of the earlier index. */
const gramLength = 3;

/** The words of the earlier index for a search text: at every place the next three characters, fewer at a field's end. */
const gramsOf = (searchText: string): string =>
  searchText
    .split('\n')
    .flatMap((text) => {
      const characters = [...text];
      return characters.map((_, place) => characters.slice(place, place + gramLength).join(''));
    })
    .join(' ');

/** The expression that finds a search anywhere inside a field, exactly. */
const matchOf = (search: string): string => {
  const characters = [...plainText(search)];
  if (characters.length < gramLength) return `"${characters.join('')}" *`;
  const grams = characters
    .slice(0, characters.length - gramLength + 1)
    .map((_, place) => characters.slice(place, place + gramLength).join(''));
  return `"${grams.join(' ')}"`;
};

/** How far the move has come: applications behind `moved` and up to `until` are found by the earlier index only, all others by the present one. */
export type Move = { moved: number; until: number };

/**
 * The earlier search index, of words of three characters, as long as it holds anything that the present one does not (migration 360). It is kept true until then for all applications that it
 * ever held, so that what is erased leaves it too; its text of an application is `application_contents.search_text`. Used inside the store only.
 */
export const openEarlierSearch = (connection: Connection) => {
  const move = connection.statement<Move>('earlier_search.move', 'SELECT moved, until FROM search_move');
  const text = connection.statement<{ text: string }>(
    'earlier_search.text',
    'SELECT search_text AS text FROM application_contents WHERE application = ?',
  );
  const setText = connection.statement('earlier_search.set_text', 'UPDATE application_contents SET search_text = ? WHERE application = ?');
  const index = connection.statement('earlier_search.index', 'INSERT INTO application_search (rowid, grams) VALUES (?, ?)');
  const unindex = connection.statement(
    'earlier_search.unindex',
    "INSERT INTO application_search (application_search, rowid, grams) VALUES ('delete', ?, ?)",
  );
  return {
    move: (): Move | undefined => move.get(),
    /** Puts a text in the place of the one before; none: forgets it. The application's content is there. */
    put: (number: number, next: string): void => {
      const previous = text.get(number)?.text ?? '';
      if (previous === next) return;
      if (previous !== '') unindex.run(number, gramsOf(previous));
      if (next !== '') index.run(number, gramsOf(next));
      setText.run(next, number);
    },
    /** What it finds that the present index does not hold. */
    found: (search: string, { moved, until }: Move): Condition => ({
      sql: 'SELECT rowid AS found FROM application_search WHERE application_search MATCH ? AND rowid > ? AND rowid <= ?',
      values: [matchOf(search), moved, until],
    }),
  };
};
