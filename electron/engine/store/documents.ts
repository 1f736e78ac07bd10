import type { Application, ApplicationDocument } from '../../../shared/domain/application.ts';
import type { DocumentArrival } from '../../../shared/domain/review.ts';
import { type Connection, fromJson, orUndefined, sortable } from './connection.ts';
import { openProgress } from './progress.ts';
import type { DocumentFile, ReadableStore, UncheckedDocument, WritableStore } from './types.ts';

type FileRow = {
  sha256: string;
  byte_length: number;
  arrival: DocumentArrival;
  tries: number;
  key: Uint8Array | null;
  width: number | null;
  height: number | null;
  renditions: number;
  erased: number;
};

const fileColumns = 'f.sha256, f.byte_length, f.arrival, f.tries, f.key, f.width, f.height, f.renditions, f.erased';

const fileOf = (row: FileRow): DocumentFile => ({
  sha256: row.sha256,
  byteLength: row.byte_length,
  arrival: row.erased === 1 ? 'erased' : row.arrival,
  tries: row.tries,
  key: row.key === null ? undefined : new Uint8Array(row.key),
  width: orUndefined(row.width),
  height: orUndefined(row.height),
  renditions: row.renditions === 1,
});

/** What the store tells of documents and their files. */
export const readDocuments = (
  connection: Connection,
): Pick<
  ReadableStore,
  | 'uncheckedDocuments'
  | 'checkCounts'
  | 'documentFile'
  | 'documentFiles'
  | 'earlierDocuments'
  | 'awaitedFiles'
  | 'awaitedFilesOf'
  | 'damagedFiles'
  | 'fileCounts'
> => {
  const file = connection.statement<FileRow>('files.by_sha256', `SELECT ${fileColumns} FROM files f WHERE f.sha256 = ?`);
  const files = connection.statement<FileRow>(
    'files.by_sha256s',
    `SELECT ${fileColumns} FROM json_each(?) wanted JOIN files f ON f.sha256 = wanted.value`,
  );
  const earlier = connection.statement<{ revision: number; content: string }>(
    'documents.earlier',
    `SELECT d.revision, d.content FROM applications a JOIN documents d ON d.application = a.number
      WHERE a.id = ? AND d.superseded = 1 AND d.content IS NOT NULL AND d.revision IS NOT NULL ORDER BY d.revision DESC, d.position`,
  );
  // The list of applications is walked in its order by an index and cut before anything is joined to it.
  const unchecked = connection.statement<{ application_id: string; document_id: string; key: Uint8Array; content: string }>(
    'documents.unchecked',
    `SELECT a.id AS application_id, d.id AS document_id, f.key, c.content
       FROM (SELECT * FROM (SELECT number, id, urgency, due_at FROM applications INDEXED BY applications_documents_unchecked_urgency_due_at
                              WHERE closed = 0 AND decided = 0 AND documents_unchecked > 0
                              ORDER BY urgency, due_at, number LIMIT ?)
             UNION ALL SELECT b.number, b.id, b.urgency, b.due_at FROM wanted_checks w CROSS JOIN applications b ON b.number = w.application
                        WHERE b.decided = 1 AND b.documents_unchecked > 0) a
       CROSS JOIN documents d ON d.application = a.number AND d.checked = 0 AND d.superseded = 0
       CROSS JOIN files f ON f.sha256 = d.sha256 AND f.arrival = 'held' AND f.key IS NOT NULL
       CROSS JOIN application_contents c ON c.application = a.number
       ORDER BY a.urgency, a.due_at, a.number, d.position LIMIT ?`,
  );
  const awaited = connection.statement<FileRow>(
    'files.awaited',
    `SELECT ${fileColumns}
       FROM (SELECT number, closed, urgency, due_at FROM applications WHERE documents_awaited > 0
               ORDER BY closed, urgency, due_at, number LIMIT ?) a
       CROSS JOIN documents d ON d.application = a.number AND d.superseded = 0
       CROSS JOIN files f ON f.sha256 = d.sha256 AND f.arrival = 'awaited'
       ORDER BY a.closed, a.urgency, a.due_at, a.number, d.position`,
  );
  const awaitedOf = connection.statement<FileRow>(
    'files.awaited_of',
    `SELECT ${fileColumns} FROM json_each(?) wanted
       CROSS JOIN applications a ON a.id = wanted.value
       CROSS JOIN documents d ON d.application = a.number AND d.superseded = 0
       CROSS JOIN files f ON f.sha256 = d.sha256 AND f.arrival = 'awaited'
      ORDER BY wanted.key, d.position`,
  );
  const damaged = connection.statement<FileRow>(
    'files.damaged',
    `SELECT ${fileColumns} FROM files f WHERE f.arrival = 'damaged' AND (f.next_try_at IS NULL OR f.next_try_at <= ?)
       ORDER BY f.next_try_at LIMIT ?`,
  );
  const tallies = connection.statement<{ name: string; value: number }>('tallies', 'SELECT name, value FROM tallies');
  const waiting = connection.statement<{ waiting: number }>(
    'checks.waiting',
    `SELECT (SELECT count(*) FROM applications INDEXED BY applications_fields_unchecked_urgency_due_at WHERE closed = 0 AND fields_checked = 0)
          - (SELECT count(*) FROM applications_unlisted u CROSS JOIN applications a ON a.number = u.number WHERE a.fields_checked = 0)
          + (SELECT coalesce(sum(documents_unchecked), 0) FROM applications INDEXED BY applications_documents_unchecked_urgency_due_at
               WHERE closed = 0 AND decided = 0 AND documents_unchecked > 0)
          + (SELECT coalesce(sum(a.documents_unchecked + (a.fields_checked = 0)), 0) FROM wanted_checks w CROSS JOIN applications a ON a.number = w.application
               WHERE a.decided = 1) AS waiting`,
  );
  const tally = () => {
    const values = new Map(tallies.all().map(({ name, value }) => [name, value]));
    return (name: string): number => values.get(name) ?? 0;
  };

  return {
    uncheckedDocuments: (limit) =>
      unchecked.all(limit, limit).flatMap((row): UncheckedDocument[] => {
        const document = fromJson<Application>(row.content).documents.find(({ id }) => id === row.document_id);
        return document === undefined ? [] : [{ applicationId: row.application_id, document, key: new Uint8Array(row.key) }];
      }),
    checkCounts: () => {
      const value = tally();
      return { waiting: waiting.get()?.waiting ?? 0, done: value('documents_checked') + value('applications_checked') };
    },
    documentFile: (sha256) => {
      const row = file.get(sha256);
      return row === undefined ? undefined : fileOf(row);
    },
    earlierDocuments: (applicationId) =>
      earlier.all(applicationId).map(({ revision, content }) => ({ ...fromJson<ApplicationDocument>(content), revision })),
    documentFiles: (sha256s) => files.all(JSON.stringify(sha256s)).map(fileOf),
    awaitedFiles: (limit) => {
      const found = new Map<string, DocumentFile>();
      for (const row of awaited.all(limit)) if (found.size < limit && !found.has(row.sha256)) found.set(row.sha256, fileOf(row));
      return [...found.values()];
    },
    awaitedFilesOf: (applicationIds) => awaitedOf.all(JSON.stringify(applicationIds)).map(fileOf),
    damagedFiles: (now, limit) => damaged.all(sortable(now), limit).map(fileOf),
    fileCounts: () => {
      const value = tally();
      return {
        held: value('files_held'),
        total: value('files_held') + value('files_awaited') + value('files_damaged'),
        heldBytes: value('bytes_held'),
        totalBytes: value('bytes_held') + value('bytes_awaited') + value('bytes_damaged'),
        damaged: value('files_damaged'),
        evicted: value('files_evicted') - value('files_erased'),
      };
    },
  };
};

/** What of files can be changed. */
export const writeDocuments = (
  connection: Connection,
): Pick<WritableStore, 'setFileHeld' | 'setFileWrong' | 'setFileAwaited' | 'setFileExamined'> => {
  const progress = openProgress(connection);
  const held = connection.statement('files.held', "UPDATE files SET arrival = 'held', key = ? WHERE sha256 = ?");
  const finished = connection.statement('files.finished', 'DELETE FROM partial_downloads WHERE sha256 = ?');
  const wrong = connection.statement<{ arrival: DocumentArrival }>(
    'files.wrong',
    `UPDATE files SET tries = tries + 1, arrival = CASE WHEN tries + 1 >= ? THEN 'damaged' ELSE 'awaited' END, next_try_at = ?
       WHERE sha256 = ? AND arrival <> 'held' RETURNING arrival`,
  );
  const awaited = connection.statement(
    'files.awaited_again',
    "UPDATE files SET arrival = 'awaited', key = NULL, renditions = 0 WHERE sha256 = ?",
  );
  const uncheck = connection.statement('documents.uncheck_file', 'UPDATE documents SET checked = 0 WHERE sha256 = ?');
  const examined = connection.statement('files.examined', 'UPDATE files SET width = ?, height = ?, renditions = ? WHERE sha256 = ?');
  return {
    setFileHeld: (sha256, key) => {
      held.run(key, sha256);
      finished.run(sha256);
      progress.refreshFile(sha256);
    },
    setFileWrong: (sha256, maxTries, nextTryAt) => {
      const arrival = wrong.get(maxTries, nextTryAt === undefined ? null : sortable(nextTryAt), sha256)?.arrival ?? 'held';
      progress.refreshFile(sha256);
      return arrival;
    },
    setFileAwaited: (sha256) => {
      awaited.run(sha256);
      uncheck.run(sha256);
      progress.refreshFile(sha256);
    },
    setFileExamined: (sha256, size, renditions) => {
      examined.run(size?.width ?? null, size?.height ?? null, renditions ? 1 : 0, sha256);
    },
  };
};
