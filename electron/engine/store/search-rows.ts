import type { Application } from '../../../shared/domain/application.ts';
import { type Connection, fromJson } from './connection.ts';
import { openEarlierSearch } from './earlier-search.ts';
import { spellingsOf } from './name-spelling.ts';
import { searchTextOf, windowsOf } from './search-text.ts';
import type { WritableStore } from './types.ts';

/** The rows of the search index, and the texts that they were made of; used inside the store only. */
export const openSearchRows = (connection: Connection) => {
  const earlier = openEarlierSearch(connection);
  const index = connection.statement('search.index', 'INSERT INTO application_windows (rowid, windows) VALUES (?, ?)');
  const unindex = connection.statement(
    'search.unindex',
    "INSERT INTO application_windows (application_windows, rowid, windows) VALUES ('delete', ?, ?)",
  );
  const textOf = connection.statement<{ text: string }>('search.text', 'SELECT text FROM application_texts WHERE application = ?');
  const putText = connection.statement(
    'search.put_text',
    'INSERT INTO application_texts (application, text) VALUES (?, ?) ON CONFLICT (application) DO UPDATE SET text = excluded.text',
  );
  const waits = connection.statement('search.wait', 'INSERT INTO applications_unspelled (application) VALUES (?) ON CONFLICT DO NOTHING');
  const spelled = connection.statement('search.spelled', 'DELETE FROM applications_unspelled WHERE application = ?');
  const forget = (number: number): void => {
    const previous = textOf.get(number)?.text;
    if (previous !== undefined) unindex.run(number, windowsOf(previous));
  };
  const enter = (number: number, text: string): void => {
    if (textOf.get(number)?.text === text) return;
    forget(number);
    index.run(number, windowsOf(text));
    putText.run(number, text);
  };
  return {
    /** Puts a text in the place of the one before. What the earlier index still has to itself is entered here when its turn to move comes. */
    put: (number: number, text: string): void => {
      const move = earlier.move();
      const ofBoth = move !== undefined && number <= move.until;
      if (ofBoth) earlier.put(number, text);
      if (!ofBoth || number <= move.moved) enter(number, text);
    },
    /** Enters what the earlier index had. */
    enter,
    /** Before the application itself goes, which takes the text along. */
    remove: (number: number): void => {
      const move = earlier.move();
      if (move !== undefined && number <= move.until) earlier.put(number, '');
      forget(number);
    },
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
  const waiting = connection.statement<{ number: number; content: string }>(
    'search.unspelled',
    `SELECT u.application AS number, c.content FROM applications_unspelled u CROSS JOIN application_contents c ON c.application = u.application
       ORDER BY u.application LIMIT ?`,
  );
  return {
    spellNames: (count) => {
      const portion = waiting.all(count);
      for (const { number, content } of portion) {
        const application = fromJson<Application>(content);
        const spellings = spellingsOf(application.applicant.name);
        if (spellings === undefined) return 0;
        rows.put(number, searchTextOf(application, spellings));
        rows.noteSpelled(number, true);
      }
      return portion.length;
    },
  };
};
