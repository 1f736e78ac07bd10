import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../../electron/engine/store/index.ts';
import { migrate, migrations } from '../../../electron/engine/store/migrations/index.ts';
import type { Application } from '../../../shared/domain/application.ts';
import type { DocumentReading } from '../../../shared/domain/reading.ts';
import { inventApplication, settleChecks, storeWithPolicy } from '../../fixtures/store.ts';

let store: Store;
beforeEach(() => {
  store = storeWithPolicy();
});
afterEach(() => store.close());

const reading: DocumentReading = { state: 'read', page: 'id_front', values: [], turn: 90 };
const failed: DocumentReading = { state: 'error', cause: 'time' };
const front = (application: Application) => application.documents[0] as Application['documents'][number];
const arrive = (id: string, change: Partial<Application> = {}): Application => {
  const application = inventApplication(id, change);
  store.transaction((write) => void write.putApplication(application, '2026-11-18T02:00:00.000Z'));
  settleChecks(store, application, 'pass');
  return application;
};
const wanted = () => store.read.unreadDocuments(10).map(({ applicationId, document }) => [applicationId, document.id]);

test('a document is wanted until it was read, the most urgent application’s first', () => {
  const [later, sooner] = [arrive('a1'), arrive('a2', { priority: 3 })];
  store.transaction((write) => {
    write.wantReading('a1', front(later));
    write.wantReading('a2', front(sooner));
  });
  expect(wanted()).toEqual([
    ['a2', 'a2-document-0'],
    ['a1', 'a1-document-0'],
  ]);
  expect(store.read.unreadCount('a2')).toBe(1);
  expect(store.transaction((write) => write.putReading(front(sooner), reading))).toEqual(['a2']);
  expect(store.read.readings(sooner)).toEqual([{ documentId: 'a2-document-0', kind: 'id_front', reading }]);
  expect(wanted()).toEqual([['a1', 'a1-document-0']]);
});

test('one file is read once for all applications that name it', () => {
  const [first, second] = [arrive('a1'), arrive('a2')];
  const shared = {
    ...second,
    documents: second.documents.map((document, index) => (index === 0 ? { ...document, sha256: front(first).sha256 } : document)),
    revision: 2,
  };
  store.transaction((write) => {
    write.putApplication(shared, '2026-11-18T02:00:00.000Z');
    write.wantReading('a1', front(first));
    write.wantReading('a2', front(shared));
  });
  expect(store.transaction((write) => write.putReading(front(first), reading)).sort()).toEqual(['a1', 'a2']);
  expect(wanted()).toEqual([]);
  expect(store.read.readings(shared)).toHaveLength(1);
  store.transaction((write) => write.wantReading('a2', front(shared)));
  expect(wanted()).toEqual([]);
});

test('a document that a newer revision took away, or put another file in the place of, is not waited for', () => {
  const application = arrive('a1');
  const other = arrive('a2');
  store.transaction((write) => {
    write.wantReading('a1', front(application));
    write.wantReading('a2', front(other));
    write.putApplication({ ...application, revision: 2, documents: application.documents.slice(1) }, '2026-11-18T02:00:00.000Z');
  });
  expect(wanted()).toEqual([['a2', 'a2-document-0']]);
  expect(store.read.unreadCount('a1')).toBe(0);
});

test('what the reader could not read is wanted again by a later run, and by no earlier moment', () => {
  const application = arrive('a1');
  store.transaction((write) => {
    write.wantReading('a1', front(application));
    write.putReading(front(application), failed);
    write.wantReading('a1', front(application));
  });
  expect(wanted()).toEqual([]);
  store.transaction((write) => write.wantFailedReadings());
  expect(wanted()).toEqual([['a1', 'a1-document-0']]);
});

test('a reading goes with the last application that names its file', () => {
  const application = arrive('a1');
  store.transaction((write) => {
    write.wantReading('a1', front(application));
    write.putReading(front(application), reading);
    write.removeApplication('a1');
  });
  const again = inventApplication('a1');
  store.transaction((write) => void write.putApplication(again, '2026-11-18T02:00:00.000Z'));
  expect(store.read.readings(again)).toEqual([]);
});

test('from before documents were read: what was checked is wanted, and the policy in force gets the limits', () => {
  const db = new Database(':memory:');
  migrate(
    db,
    migrations.filter(({ version }) => version < 180),
  );
  const application = inventApplication('a1');
  db.exec(`INSERT INTO rules (kind, version, content) VALUES ('policy', 'old', '{"version":"old"}')`);
  db.prepare(
    `INSERT INTO applications (number, id, revision, type, name, submitted_at, due_at, priority, urgency, account_id, account_status, attempt)
       VALUES (1, 'a1', 1, 'resident_identity', '', '', '', 0, 0, 'account-a1', 'active', 1)`,
  ).run();
  db.prepare('INSERT INTO application_contents (application, content, search_text) VALUES (1, ?, ?)').run(JSON.stringify(application), '');
  for (const [position, { id, sha256 }] of application.documents.entries()) {
    db.prepare("INSERT INTO files (sha256, byte_length, arrival) VALUES (?, 1, 'held')").run(sha256);
    db.prepare('INSERT INTO documents (application, id, sha256, position, checked) VALUES (1, ?, ?, ?, 1)').run(id, sha256, position);
  }
  expect(migrate(db).ok).toBe(true);
  expect(db.prepare('SELECT document_id, kind FROM wanted_readings').all()).toEqual([{ document_id: 'a1-document-0', kind: 'id_front' }]);
  expect(db.prepare("SELECT json_extract(content, '$.reading.agreeFrom') FROM rules").pluck().get()).toBe(0.8);
  db.close();
});
