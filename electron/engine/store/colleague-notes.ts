import type { ColleagueNote } from '../../../shared/domain/colleague-note.ts';
import type { Connection } from './connection.ts';
import type { ReadableStore, WritableStore } from './types.ts';

type Row = { number: number; at: string; reviewer_id: string; reviewer_name: string; content: string };

/** What reviewers left on an application for one another. */
export const readColleagueNotes = (connection: Connection): Pick<ReadableStore, 'colleagueNotes'> => {
  const list = connection.statement<Row>(
    'colleague_notes.list',
    'SELECT n.* FROM colleague_notes n JOIN applications a ON a.number = n.application WHERE a.id = ? ORDER BY n.number',
  );
  return {
    colleagueNotes: (applicationId) =>
      list.all(applicationId).map(
        ({ number, at, reviewer_id, reviewer_name, content }): ColleagueNote => ({
          number,
          at,
          reviewer: { id: reviewer_id, name: reviewer_name },
          text: content,
        }),
      ),
  };
};

/** Leaves and removes them. */
export const writeColleagueNotes = (connection: Connection): Pick<WritableStore, 'addColleagueNote' | 'removeColleagueNote'> => {
  const add = connection.statement(
    'colleague_notes.add',
    'INSERT INTO colleague_notes (application, at, reviewer_id, reviewer_name, content) SELECT number, ?, ?, ?, ? FROM applications WHERE id = ?',
  );
  const remove = connection.statement(
    'colleague_notes.remove',
    'DELETE FROM colleague_notes WHERE number = ? AND reviewer_id = ? AND application = (SELECT number FROM applications WHERE id = ?)',
  );
  return {
    addColleagueNote: (applicationId, { at, reviewer, text }) => void add.run(at, reviewer.id, reviewer.name, text, applicationId),
    removeColleagueNote: (applicationId, number, reviewerId) => remove.run(number, reviewerId, applicationId) > 0,
  };
};
