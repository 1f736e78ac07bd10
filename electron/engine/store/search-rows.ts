import type { Application } from '../../../shared/domain/application.ts';
import { type Connection, fromJson } from './connection.ts';
import { spellingsOf } from './name-spelling.ts';
import { gramsOf, searchTextOf } from './search-text.ts';
import type { WritableStore } from './types.ts';

/** The rows of the search index; used inside the store only. */
export const openSearchRows = (connection: Connection) => {
  const index = connection.statement('search.index', 'INSERT INTO application_search (rowid, grams) VALUES (?, ?)');
  const unindex = connection.statement(
    'search.unindex',
    "INSERT INTO application_search (application_search, rowid, grams) VALUES ('delete', ?, ?)",
  );
  const waits = connection.statement('search.wait', 'INSERT INTO applications_unspelled (application) VALUES (?) ON CONFLICT DO NOTHING');
  const spelled = connection.statement('search.spelled', 'DELETE FROM applications_unspelled WHERE application = ?');
  const remove = (number: number, previous: string): void => {
    unindex.run(number, gramsOf(previous));
  };
  return {
    /** Puts a text in the place of the one before. */
    put: (number: number, text: string, previous: string | undefined): void => {
      if (previous === text) return;
      if (previous !== undefined) remove(number, previous);
      index.run(number, gramsOf(text));
    },
    remove,
    /** Notes whether the text says how the name is spelled; where it does not, that is made up for later. */
    noteSpelled: (number: number, done: boolean): void => {
      if (done) spelled.run(number);
      else waits.run(number);
    },
  };
};

/** Making up for what was stored before names were spelled, or before the dictionary was loaded. */
export const writeSpelling = (connection: Connection): Pick<WritableStore, 'spellNames'> => {
  const rows = openSearchRows(connection);
  const waiting = connection.statement<{ number: number; content: string; search_text: string }>(
    'search.unspelled',
    `SELECT u.application AS number, c.content, c.search_text FROM applications_unspelled u CROSS JOIN application_contents c ON c.application = u.application
       ORDER BY u.application LIMIT ?`,
  );
  const setText = connection.statement('search.set_text', 'UPDATE application_contents SET search_text = ? WHERE application = ?');
  return {
    spellNames: (count) => {
      const portion = waiting.all(count);
      for (const { number, content, search_text: previous } of portion) {
        const application = fromJson<Application>(content);
        const spellings = spellingsOf(application.applicant.name);
        if (spellings === undefined) return 0;
        const text = searchTextOf(application, spellings);
        rows.put(number, text, previous);
        if (text !== previous) setText.run(text, number);
        rows.noteSpelled(number, true);
      }
      return portion.length;
    },
  };
};
