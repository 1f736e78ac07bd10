import type { Connection } from './connection.ts';
import { openProgress } from './progress.ts';
import type { PartialDownload, ReadableStore, WritableStore } from './types.ts';

/** What the store tells of unfinished downloads, and of the files that may be given up for space. */
export const readSpace = (connection: Connection): Pick<ReadableStore, 'partialDownload' | 'partialNames' | 'evictableFiles'> => {
  const partial = connection.statement<{ name: string; key: Uint8Array }>(
    'partial_downloads.by_sha256',
    'SELECT name, key FROM partial_downloads WHERE sha256 = ?',
  );
  const names = connection.statement<{ name: string }>('partial_downloads.names', 'SELECT name FROM partial_downloads');
  // A file is given up with the last application that needs it: each one that names it is decided and nothing of it is still on its way.
  const evictable = connection.statement<{ sha256: string; byte_length: number }>(
    'files.evictable',
    `SELECT f.sha256, f.byte_length
       FROM (SELECT number, id, decided_at FROM applications WHERE decided = 1 AND decided_at IS NOT NULL AND documents_held > 0) a
       CROSS JOIN documents d ON d.application = a.number
       CROSS JOIN files f ON f.sha256 = d.sha256 AND f.arrival = 'held'
      WHERE NOT EXISTS (
        SELECT 1 FROM documents o JOIN applications b ON b.number = o.application
         WHERE o.sha256 = f.sha256 AND (b.decided = 0 OR b.open_requests > 0 OR
           EXISTS (SELECT 1 FROM decisions e WHERE e.application_id = b.id AND e.state IN ('held', 'waiting', 'sending', 'conflict', 'refused'))))
      GROUP BY f.sha256
      ORDER BY max(a.decided_at), f.sha256 LIMIT ?`,
  );
  return {
    partialDownload: (sha256) => {
      const row = partial.get(sha256);
      return row === undefined ? undefined : { name: row.name, key: new Uint8Array(row.key) };
    },
    partialNames: () => names.all().map(({ name }) => name),
    evictableFiles: (limit) => evictable.all(limit).map(({ sha256, byte_length: byteLength }) => ({ sha256, byteLength })),
  };
};

/** What of them can be changed. */
export const writeSpace = (
  connection: Connection,
): Pick<WritableStore, 'putPartialDownload' | 'removePartialDownload' | 'setFileEvicted'> => {
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
  return {
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
