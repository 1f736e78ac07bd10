import type { Application } from '../../../shared/domain/application.ts';
import { type Connection, fromJson } from './connection.ts';
import { openEarlierSearch } from './earlier-search.ts';
import { spellingsOf } from './name-spelling.ts';
import { openSearchRows } from './search-rows.ts';
import { searchTextOf } from './search-text.ts';
import type { WritableStore } from './types.ts';

/** Pages of the earlier index that are given up for each application that would be moved in the same time. */
const pagesAtOnce = 4;

/**
 * Moves a database of before migration 360 from the earlier search index into the present one, portion by portion. What was moved is spelled in the same go, where it was not yet. Then
 * the earlier index ends: its pages are laid aside as an ordinary table, which is erased by portions too, since a million applications have 0.9 GB of them.
 */
export const writeSearchMove = (connection: Connection): Pick<WritableStore, 'moveSearch'> => {
  const earlier = openEarlierSearch(connection);
  const rows = openSearchRows(connection);
  const next = connection.statement<{ number: number; content: string; search_text: string; unspelled: number }>(
    'search_move.next',
    `SELECT c.application AS number, c.content, c.search_text, u.application IS NOT NULL AS unspelled
       FROM application_contents c LEFT JOIN applications_unspelled u ON u.application = c.application
      WHERE c.application > ? AND c.application <= ? ORDER BY c.application LIMIT ?`,
  );
  const setMoved = connection.statement('search_move.set', 'UPDATE search_move SET moved = ?');
  const end = connection.statement('search_move.end', 'DELETE FROM search_move');
  const left = connection.statement<{ name: string }>(
    'search_move.left',
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'earlier_search_pages'",
  );
  const erase = connection.statement(
    'search_move.erase',
    'DELETE FROM earlier_search_pages WHERE id IN (SELECT id FROM earlier_search_pages LIMIT ?)',
  );
  const erasePages = (count: number): number => {
    if (left.get() === undefined) return 0;
    const erased = erase.run(count * pagesAtOnce);
    if (erased === 0) connection.alter('DROP TABLE earlier_search_pages');
    return erased === 0 ? 0 : count;
  };
  return {
    moveSearch: (count) => {
      const move = earlier.move();
      if (move === undefined) return erasePages(count);
      const portion = next.all(move.moved, move.until, count);
      for (const { number, content, search_text: held, unspelled } of portion) {
        const application = unspelled === 1 ? fromJson<Application>(content) : undefined;
        const spellings = application === undefined ? undefined : spellingsOf(application.applicant.name);
        const respelled = application !== undefined && spellings !== undefined;
        rows.enter(number, respelled ? searchTextOf(application, spellings) : held);
        if (respelled) rows.noteSpelled(number, true);
      }
      const last = portion.at(-1);
      if (last !== undefined) {
        setMoved.run(last.number);
        return portion.length;
      }
      end.run();
      connection.alter('ALTER TABLE application_search_data RENAME TO earlier_search_pages; DROP TABLE application_search');
      return 1;
    },
  };
};
