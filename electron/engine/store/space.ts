import type { Application } from '../../../shared/domain/application.ts';
import { type Connection, fromJson } from './connection.ts';
import { openProgress } from './progress.ts';
import type { PartialDownload, ReadableStore, WritableStore } from './types.ts';

/** What the store tells of unfinished downloads, and of the files that may be given up for space. */
export const readSpace = (
  connection: Connection,
): Pick<ReadableStore, 'heldFiles' | 'partialDownload' | 'partialNames' | 'evictableFiles' | 'documentsNaming'> => {
  const partial = connection.statement<{ name: string; key: Uint8Array }>(
    'partial_downloads.by_sha256',
    'SELECT name, key FROM partial_downloads WHERE sha256 = ?',
  );
  const names = connection.statement<{ name: string }>('partial_downloads.names', 'SELECT name FROM partial_downloads');
  // Walked from the oldest decision on, until there are enough. What somebody else decided has no moment of its own here and goes first. A file is given up with the last application that needs it: each one that names it is decided and nothing of it is still on its way.
  const evictable = connection.statement<{ sha256: string; byte_length: number }>(
    'files.evictable',
    `SELECT f.sha256, f.byte_length
       FROM applications a INDEXED BY applications_kept_decided_at
       CROSS JOIN documents d ON d.application = a.number
       CROSS JOIN files f ON f.sha256 = d.sha256 AND f.arrival = 'held'
      WHERE a.closed = 1 AND a.documents_held > 0 AND NOT EXISTS (
        SELECT 1 FROM documents o JOIN applications b ON b.number = o.application
         WHERE o.sha256 = f.sha256 AND (b.decided = 0 OR b.open_requests > 0
           OR (coalesce(b.decided_at, ''), b.number) > (coalesce(a.decided_at, ''), a.number)
           OR EXISTS (SELECT 1 FROM decisions e WHERE (e.state IN ('held', 'waiting', 'sending')) IN (0, 1) AND coalesce(e.application_id, e.subject_id) = +b.id
                AND e.state IN ('held', 'waiting', 'sending', 'conflict', 'refused'))))
      ORDER BY a.decided_at, a.number LIMIT ?`,
  );
  const naming = connection.statement<{ id: string; content: string }>(
    'documents.naming',
    `SELECT DISTINCT a.id, c.content FROM documents d JOIN applications a ON a.number = d.application
       JOIN application_contents c ON c.application = a.number WHERE d.sha256 = ? AND d.superseded = 0`,
  );
  const held = connection.statement<{ sha256: string }>('files.held_hashes', "SELECT sha256 FROM files WHERE arrival = 'held'");
  return {
    heldFiles: () => held.all().map(({ sha256 }) => sha256),
    documentsNaming: (wanted) =>
      naming.all(wanted).flatMap(({ id, content }) => {
        const document = fromJson<Application>(content).documents.find(({ sha256 }) => sha256 === wanted);
        return document === undefined ? [] : [{ applicationId: id, document }];
      }),
    partialDownload: (sha256) => {
      const row = partial.get(sha256);
      return row === undefined ? undefined : { name: row.name, key: new Uint8Array(row.key) };
    },
    partialNames: () => names.all().map(({ name }) => name),
    // An application may name one file twice.
    evictableFiles: (limit) => {
      const found = new Map(evictable.all(limit).map(({ sha256, byte_length }) => [sha256, byte_length]));
      return [...found].map(([sha256, byteLength]) => ({ sha256, byteLength }));
    },
  };
};

/** What of them can be changed. */
export const writeSpace = (
  connection: Connection,
): Pick<WritableStore, 'putPartialDownload' | 'removePartialDownload' | 'setFileEvicted' | 'setFileWanted'> => {
  const progress = openProgress(connection);
  const put = connection.statement(
    'partial_downloads.put',
    `INSERT INTO partial_downloads (sha256, name, key) SELECT sha256, ?, ? FROM files WHERE sha256 = ?
       ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, key = excluded.key`,
  );
  const remove = connection.statement('partial_downloads.remove', 'DELETE FROM partial_downloads WHERE sha256 = ?');
  const evict = connection.statement(
    'files.evict',
    "UPDATE files SET arrival = 'evicted', key = NULL, renditions = 0 WHERE sha256 = ? AND arrival = 'held'",
  );
  const want = connection.statement(
    'files.want',
    "UPDATE files SET arrival = 'awaited', tries = 0 WHERE sha256 = ? AND arrival = 'evicted' AND erased = 0",
  );
  return {
    setFileWanted: (sha256) => {
      want.run(sha256);
      progress.refreshFile(sha256);
    },
    putPartialDownload: (sha256: string, { name, key }: PartialDownload) => {
      put.run(name, key, sha256);
    },
    removePartialDownload: (sha256) => {
      remove.run(sha256);
    },
    setFileEvicted: (sha256) => {
      evict.run(sha256);
      progress.refreshFile(sha256);
    },
  };
};
