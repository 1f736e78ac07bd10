import type { Connection } from './connection.ts';
import { type Move, openEarlierSearch } from './earlier-search.ts';
import type { Condition } from './queue-filter.ts';
import { type AskedSearch, askedSearch } from './search-text.ts';

/** What a search finds: a query of the numbers (`found`), and how many they are where they are few and in the query themselves. */
export type Found = { matches: Condition; known: number | undefined };

/** Most numbers of a search that are kept while its page is made; a search of which more is not known finds at least as many. */
export const mostKnown = 2_000;

/** Numbers that one part of a long search may find, for all of them to be looked through at once. */
const fewCandidates = 250;

/** The few numbers that are known already. */
const matchesIn = (numbers: readonly number[]): Condition => ({
  sql: 'SELECT value AS found FROM json_each(?)',
  values: [JSON.stringify(numbers)],
});

/** What the index finds, asked wherever it is needed; of a long search each text is read. */
const matchesOf = ({ text, expression, windows }: AskedSearch): Condition =>
  windows.length === 0
    ? { sql: 'SELECT rowid AS found FROM application_windows WHERE application_windows MATCH ?', values: [expression] }
    : {
        sql: `SELECT t.application AS found FROM application_windows w CROSS JOIN application_texts t ON t.application = w.rowid
          WHERE w.application_windows MATCH ? AND instr(t.text, ?) > 0`,
        values: [expression, text],
      };

/** Opens searching: what holds a text anywhere inside a field, or undefined for a search of nothing. */
export const openSearch = (connection: Connection): ((search: string) => Found | undefined) => {
  const earlier = openEarlierSearch(connection);
  const first = connection.statement<{ number: number }>(
    'search.first',
    'SELECT rowid AS number FROM application_windows WHERE application_windows MATCH ? LIMIT ?',
  );
  const firstOf = (expression: string, most: number): number[] => first.all(expression, most).map(({ number }) => number);
  const holding = connection.statement<{ number: number }>(
    'search.holding',
    `SELECT t.application AS number FROM json_each(?) wanted CROSS JOIN application_texts t ON t.application = wanted.value
       WHERE instr(t.text, ?) > 0`,
  );
  /** Where a part is still in the earlier index alone: no number is kept, that of the earlier index is exact and slower. */
  const inBoth = (asked: AskedSearch, move: Move): Found => {
    const [present, before] = [matchesOf(asked), earlier.found(asked.text, move)];
    const matches = { sql: `${present.sql} UNION ALL ${before.sql}`, values: [...present.values, ...before.values] };
    return { matches, known: undefined };
  };
  return (search) => {
    const asked = askedSearch(search);
    if (asked === undefined) return undefined;
    const move = earlier.move();
    if (move !== undefined) return inBoth(asked, move);
    const known = (numbers: number[]): Found => ({ matches: matchesIn(numbers), known: numbers.length });
    const held = (candidates: number[]): number[] => holding.all(JSON.stringify(candidates), asked.text).map(({ number }) => number);
    for (const window of asked.windows) {
      const candidates = firstOf(window, fewCandidates);
      if (candidates.length < fewCandidates) return known(held(candidates));
    }
    const candidates = firstOf(asked.expression, mostKnown);
    if (candidates.length < mostKnown) return known(asked.windows.length === 0 ? candidates : held(candidates));
    const matches = matchesOf(asked);
    return { matches, known: undefined };
  };
};
