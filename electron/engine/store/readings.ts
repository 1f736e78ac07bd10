import type { Application } from '../../../shared/domain/application.ts';
import type { DocumentReading } from '../../../shared/domain/reading.ts';
import { type Connection, fromJson } from './connection.ts';
import type { HeldReading, ReadableStore, UncheckedDocument, WritableStore } from './types.ts';

/** From so many documents on that wait to be read they are no few: sorting them all takes some ms. */
const few = 200;

/** What the store tells of readings. */
export const readReadings = (connection: Connection): Pick<ReadableStore, 'readings' | 'unreadDocuments' | 'unreadCount'> => {
  type Wanted = { application_id: string; document_id: string; key: Uint8Array; content: string };
  /** Sorted by themselves first, so that the applications' contents are not carried through it. */
  const mostUrgent = (name: string, wantedAndApplications: string) =>
    connection.statement<Wanted>(
      `wanted_readings.${name}`,
      `SELECT w.application_id, w.document_id, w.key, c.content
         FROM (SELECT a.number, a.id AS application_id, a.urgency, a.due_at, d.id AS document_id, d.position, f.key
                 FROM ${wantedAndApplications} ON a.number = r.application AND (a.decided = 0 OR a.number IN (SELECT application FROM wanted_checks))
                 JOIN documents d ON d.application = r.application AND d.id = r.document_id AND d.sha256 = r.sha256 AND d.superseded = 0
                 JOIN files f ON f.sha256 = r.sha256 AND f.arrival = 'held' AND f.key IS NOT NULL
                ORDER BY a.urgency, a.due_at, a.number, d.position LIMIT ?) w
         JOIN application_contents c ON c.application = w.number
        ORDER BY w.urgency, w.due_at, w.number, w.position`,
    );
  // Many are found soonest in the order of applications; of a few, that order would pass over everything that is held.
  const amongMany = mostUrgent('most_urgent', 'wanted_readings r JOIN applications a');
  const amongFew = mostUrgent('most_urgent_of_few', 'wanted_readings r CROSS JOIN applications a');
  const upTo = connection.statement<{ wanted: number }>(
    'wanted_readings.up_to',
    'SELECT count(*) AS wanted FROM (SELECT 1 FROM wanted_readings LIMIT ?)',
  );
  const ofApplication = connection.statement<{ document_id: string; kind: string; content: string }>(
    'readings.of_application',
    `SELECT d.id AS document_id, r.kind, r.content FROM applications a
       JOIN documents d ON d.application = a.number AND d.superseded = 0
       JOIN readings r ON r.sha256 = d.sha256
       WHERE a.id = ? ORDER BY d.position`,
  );
  const count = connection.statement<{ unread: number }>(
    'wanted_readings.of_application',
    `SELECT count(*) AS unread FROM applications a
       JOIN wanted_readings r ON r.application = a.number
       JOIN documents d ON d.application = a.number AND d.id = r.document_id AND d.sha256 = r.sha256 AND d.superseded = 0
      WHERE a.id = ?`,
  );
  return {
    readings: ({ id, documents }) =>
      ofApplication
        .all(id)
        .flatMap(({ document_id: documentId, kind, content }): HeldReading[] =>
          documents.some((document) => document.id === documentId && document.kind === kind)
            ? [{ documentId, kind, reading: fromJson<DocumentReading>(content) }]
            : [],
        ),
    unreadDocuments: (limit) =>
      (upTo.get(few)?.wanted === few ? amongMany : amongFew).all(limit).flatMap((row): UncheckedDocument[] => {
        const document = fromJson<Application>(row.content).documents.find(({ id }) => id === row.document_id);
        return document === undefined ? [] : [{ applicationId: row.application_id, document, key: new Uint8Array(row.key) }];
      }),
    unreadCount: (applicationId) => count.get(applicationId)?.unread ?? 0,
  };
};

/** What of them can be changed. */
export const writeReadings = (
  connection: Connection,
): Pick<WritableStore, 'wantReading' | 'putReading' | 'dropWantedReading' | 'wantFailedReadings'> => {
  const known = connection.statement<{ failed: number }>('readings.known', 'SELECT failed FROM readings WHERE sha256 = ? AND kind = ?');
  const want = connection.statement(
    'wanted_readings.put',
    `INSERT INTO wanted_readings (application, document_id, sha256, kind)
       SELECT a.number, d.id, d.sha256, ? FROM applications a JOIN documents d ON d.application = a.number AND d.superseded = 0
        WHERE a.id = ? AND d.id = ? AND d.sha256 = ?
       ON CONFLICT (application, document_id) DO UPDATE SET sha256 = excluded.sha256, kind = excluded.kind`,
  );
  const put = connection.statement(
    'readings.put',
    `INSERT INTO readings (sha256, kind, failed, content) SELECT sha256, ?, ?, ? FROM files WHERE sha256 = ?
       ON CONFLICT (sha256, kind) DO UPDATE SET failed = excluded.failed, content = excluded.content`,
  );
  const naming = connection.statement<{ id: string }>(
    'wanted_readings.naming',
    'SELECT a.id FROM wanted_readings w JOIN applications a ON a.number = w.application WHERE w.sha256 = ? AND w.kind = ?',
  );
  const done = connection.statement('wanted_readings.done', 'DELETE FROM wanted_readings WHERE sha256 = ? AND kind = ?');
  const drop = connection.statement(
    'wanted_readings.drop',
    'DELETE FROM wanted_readings WHERE application = (SELECT number FROM applications WHERE id = ?) AND document_id = ?',
  );
  // CROSS JOIN keeps SQLite to this order: it would begin with every application that is not decided, and this runs while somebody waits for the queue.
  const again = connection.statement(
    'wanted_readings.failed_again',
    `INSERT INTO wanted_readings (application, document_id, sha256, kind)
       SELECT d.application, d.id, d.sha256, r.kind FROM readings r
         CROSS JOIN documents d ON d.sha256 = r.sha256 AND d.superseded = 0 AND d.checked = 1
         CROSS JOIN applications a ON a.number = d.application AND a.decided = 0
        WHERE r.failed = 1
       ON CONFLICT (application, document_id) DO NOTHING`,
  );
  return {
    wantReading: (applicationId, { id, kind, sha256 }) => {
      if (known.get(sha256, kind) === undefined) want.run(kind, applicationId, id, sha256);
    },
    putReading: ({ kind, sha256 }, reading) => {
      const applicationIds = naming.all(sha256, kind).map(({ id }) => id);
      put.run(kind, reading.state === 'error' ? 1 : 0, JSON.stringify(reading), sha256);
      done.run(sha256, kind);
      return applicationIds;
    },
    dropWantedReading: (applicationId, documentId) => {
      drop.run(applicationId, documentId);
    },
    wantFailedReadings: () => {
      again.run();
    },
  };
};
