import type { Application, ApplicationDocument } from '../../../shared/domain/application.ts';
import type { Connection } from './connection.ts';

/** The rows that tie applications to files; used inside the store only. */
export type DocumentRows = {
  /**
   * Brings the rows in line with what the application names now. What arrived damaged is due at once, since it was announced again; `again`: it counts as
   * new, and what was given up for space is fetched as well. `before`: the application as it was held, of which a replaced document's description is kept.
   */
  put(
    application: number,
    documents: readonly ApplicationDocument[],
    again: boolean,
    before: Pick<Application, 'revision' | 'documents'> | undefined,
  ): void;
  /** Hashes of every file the application names or named. */
  filesOf(application: number): string[];
  /** Forgets the file and its key where no application names it; tells whether it did. */
  dropFileIfOrphaned(sha256: string): boolean;
  /** Marks as unchecked whatever was checked under another policy than the one in force. */
  uncheckStale(application: number): void;
};

/** Opens them over a connection. */
export const openDocumentRows = (connection: Connection): DocumentRows => {
  const present = connection.statement<{ id: string; sha256: string; superseded: number; arrival: string }>(
    'documents.present',
    'SELECT d.id, d.sha256, d.superseded, f.arrival FROM documents d JOIN files f ON f.sha256 = d.sha256 WHERE d.application = ?',
  );
  const putFile = connection.statement(
    'documents.put_file',
    `INSERT INTO files (sha256, byte_length) VALUES (?, ?) ON CONFLICT (sha256) DO UPDATE SET byte_length = excluded.byte_length
       WHERE arrival IN ('awaited', 'damaged') AND byte_length <> excluded.byte_length`,
  );
  const tryAgain = connection.statement(
    'documents.try_again',
    "UPDATE files SET arrival = 'awaited', tries = 0, erased = 0 WHERE sha256 = ? AND arrival IN ('damaged', 'evicted')",
  );
  const dueAtOnce = connection.statement(
    'documents.due_at_once',
    "UPDATE files SET next_try_at = NULL WHERE sha256 = ? AND arrival = 'damaged'",
  );
  const put = connection.statement(
    'documents.put',
    `INSERT INTO documents (application, id, sha256, position) VALUES (?, ?, ?, ?)
       ON CONFLICT (application, id, sha256) DO UPDATE SET position = excluded.position, superseded = 0`,
  );
  const supersede = connection.statement(
    'documents.supersede',
    'UPDATE documents SET superseded = 1, checked = 0, revision = ?, content = ? WHERE application = ? AND id = ? AND sha256 = ?',
  );
  const remove = connection.statement('documents.remove', 'DELETE FROM documents WHERE application = ? AND id = ? AND sha256 = ?');
  const forgetFindings = connection.statement(
    'documents.forget_findings',
    'DELETE FROM findings WHERE application = ? AND document_id = ?',
  );
  const dropFile = connection.statement(
    'documents.drop_file',
    'DELETE FROM files WHERE sha256 = ? AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = files.sha256)',
  );
  const files = connection.statement<{ sha256: string }>(
    'documents.files_of',
    'SELECT DISTINCT sha256 FROM documents WHERE application = ?',
  );
  const inForce = "(SELECT version FROM rules WHERE kind = 'policy' ORDER BY number DESC LIMIT 1)";
  const uncheckDocuments = connection.statement(
    'documents.uncheck_stale',
    `UPDATE documents SET checked = 0 WHERE application = ? AND checked = 1 AND NOT EXISTS
       (SELECT 1 FROM findings f WHERE f.application = documents.application AND f.document_id = documents.id AND f.policy_version = ${inForce})`,
  );
  const uncheckFields = connection.statement(
    'documents.uncheck_stale_fields',
    `UPDATE applications SET fields_checked = 0 WHERE number = ? AND fields_checked = 1 AND NOT EXISTS
       (SELECT 1 FROM findings f WHERE f.application = number AND f.document_id = '' AND f.policy_version = ${inForce})`,
  );

  const dropFileIfOrphaned = (sha256: string): boolean => dropFile.run(sha256) > 0;

  return {
    put: (application, documents, again, before) => {
      const named = new Set(documents.map(({ id, sha256 }) => `${id}\n${sha256}`));
      const rows = present.all(application);
      for (const row of rows) {
        if (row.superseded === 1 || named.has(`${row.id}\n${row.sha256}`)) continue;
        forgetFindings.run(application, row.id);
        if (row.arrival === 'held') {
          const described = before?.documents.find(({ id, sha256 }) => id === row.id && sha256 === row.sha256);
          supersede.run(
            before?.revision ?? null,
            described === undefined ? null : JSON.stringify(described),
            application,
            row.id,
            row.sha256,
          );
        } else {
          // Never arrived and no longer wanted: nothing to keep.
          remove.run(application, row.id, row.sha256);
          dropFileIfOrphaned(row.sha256);
        }
      }
      for (const [position, { id, sha256, byteLength }] of documents.entries()) {
        putFile.run(sha256, byteLength);
        if (again) tryAgain.run(sha256);
        else dueAtOnce.run(sha256);
        put.run(application, id, sha256, position);
      }
    },
    filesOf: (application) => files.all(application).map(({ sha256 }) => sha256),
    dropFileIfOrphaned,
    uncheckStale: (application) => {
      uncheckDocuments.run(application);
      uncheckFields.run(application);
    },
  };
};
