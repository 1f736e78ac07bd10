import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { readAuditList } from '../../../electron/engine/store/audit-list.ts';
import { connect } from '../../../electron/engine/store/connection.ts';
import { readDecisionBases } from '../../../electron/engine/store/decision-bases.ts';
import { writeDecisionFigures } from '../../../electron/engine/store/decision-figures.ts';
import { readDecisions } from '../../../electron/engine/store/decisions.ts';
import { readFindingFeedback, writeFindingFeedback } from '../../../electron/engine/store/finding-feedback.ts';
import { classifyStoreError, openStore } from '../../../electron/engine/store/index.ts';
import { migrate, migrations, schemaVersion } from '../../../electron/engine/store/migrations/index.ts';
import type { Migration } from '../../../electron/engine/store/migrations/migration.ts';
import { readSecondLooks } from '../../../electron/engine/store/second-looks.ts';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { freshFolder, storeWithPolicy, testKey } from '../../fixtures/store.ts';

const step = (version: number, sql: string): Migration => ({ version, name: `step ${version}`, up: (db) => void db.exec(sql) });

describe('migrations', () => {
  test('are numbered in rising tens', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((left, right) => left - right));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
  });

  test('happen all or not at all', () => {
    const db = new Database(':memory:');
    const first = step(10, 'CREATE TABLE kept (a TEXT) STRICT');
    const broken = step(30, 'CREATE TABLE kept (a TEXT) STRICT');
    expect(() => migrate(db, [first, step(20, 'CREATE TABLE other (a TEXT) STRICT'), broken])).toThrow(/already exists/);
    expect(db.pragma('user_version', { simple: true })).toBe(0);
    expect(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(0);
    expect(migrate(db, [first])).toEqual({ ok: true, value: ['step 10'] });
    expect(migrate(db, [first, step(20, 'CREATE TABLE other (a TEXT) STRICT')])).toEqual({ ok: true, value: ['step 20'] });
    expect(migrate(db, [first, step(20, '')])).toEqual({ ok: true, value: [] });
    db.close();
  });

  test('a database of a newer program is refused and left as it is', () => {
    const folder = freshFolder();
    const path = join(folder, 'desk.db');
    const store = storeWithPolicy(folder);
    expect(store.versions().schema).toBe(schemaVersion);
    store.close();
    const db = new Database(path);
    for (const pragma of ["cipher = 'sqlcipher'", 'legacy = 4', `key = "x'${Buffer.from(testKey).toString('hex')}'"`]) db.pragma(pragma);
    db.pragma(`user_version = ${schemaVersion + 10}`);
    db.close();
    const before = readFileSync(path);
    expect(openStore({ path, key: testKey })).toMatchObject({ ok: false, error: { code: 'store_newer', retry: 'never' } });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('from before there were claims: drafts and decisions stay, and the policy in force gets the figures of claims', () => {
    const db = new Database(':memory:');
    migrate(
      db,
      migrations.filter(({ version }) => version <= 100),
    );
    db.exec(`INSERT INTO rules (kind, version, content) VALUES ('policy', 'old', '{"version":"old"}'), ('catalogue', 'old', '{"version":"old"}');
      INSERT INTO drafts (application_id, saved_at, content) VALUES ('a1', '2026-11-16T02:00:00.000Z', '{"reasons":[],"matched":[]}');
      INSERT INTO decisions (decision_id, subject_kind, subject_id, outcome, state, decided_at, take_back_until, content)
        VALUES ('d1', 'application', 'a1', 'approve', 'waiting', '', '', '{}')`);
    expect(migrate(db).ok).toBe(true);
    const contents = db.prepare('SELECT content FROM rules ORDER BY kind').pluck().all() as string[];
    expect(contents.map((content) => JSON.parse(content) as { claims?: unknown })).toMatchObject([
      { version: 'old' },
      { version: 'old', claims: { leaseMinutes: 30, takeAlongMinutes: 1_440, offlineHours: 72, mostAtOnce: 200 } },
    ]);
    expect(db.prepare('SELECT application_id, removed_cause FROM drafts').all()).toEqual([{ application_id: 'a1', removed_cause: null }]);
    expect(db.prepare('SELECT decision_id, state FROM decisions').all()).toEqual([{ decision_id: 'd1', state: 'waiting' }]);
    db.close();
  });

  test('from before batches were told apart by their content: packages are found by their number, and what was exported counts as sent', () => {
    const db = new Database(':memory:');
    migrate(
      db,
      migrations.filter(({ version }) => version <= 140),
    );
    db.exec(`INSERT INTO packages (digest, direction, content) VALUES ('d1', 'import', '{"packageId":"b1"}'), ('d2', 'export', '{"packageId":"r1"}');
      INSERT INTO decisions (decision_id, subject_kind, subject_id, outcome, state, decided_at, take_back_until, content, exported_in, sent_at)
        VALUES ('d1', 'application', 'a1', 'approve', 'waiting', '2026-11-16T02:00:00.000Z', '', '{}', 'r1', NULL),
               ('d2', 'application', 'a2', 'approve', 'waiting', '2026-11-16T02:00:00.000Z', '', '{}', 'r1', '2026-11-16T03:00:00.000Z'),
               ('d3', 'application', 'a3', 'approve', 'waiting', '2026-11-16T02:00:00.000Z', '', '{}', NULL, NULL)`);
    expect(migrate(db).ok).toBe(true);
    expect(db.prepare('SELECT digest, package_id, changes_sha256, receipts_sha256 FROM packages ORDER BY number').raw().all()).toEqual([
      ['d1', 'b1', null, null],
      ['d2', 'r1', null, null],
    ]);
    expect(db.prepare('SELECT sent_at FROM decisions ORDER BY number').pluck().all()).toEqual([
      '2026-11-16T02:00:00.000Z',
      '2026-11-16T03:00:00.000Z',
      null,
    ]);
    db.close();
  });

  test('from before the list had counts: what is open and decided is listed and counted as it was, and the outbox too', () => {
    const db = new Database(':memory:');
    migrate(
      db,
      migrations.filter(({ version }) => version <= 140),
    );
    const insert = db.prepare(
      `INSERT INTO applications (id, revision, type, name, submitted_at, due_at, priority, urgency, account_id, account_status, attempt, decided, decided_at, postponed_until)
         VALUES (?, 1, ?, '', '', ?, 0, 0, '', 'active', 1, ?, ?, ?)`,
    );
    insert.run('a1', 'passport', '2026-11-16T01:00:00.000Z', 0, null, '2026-11-16T03:00:00.000Z');
    insert.run('a2', 'passport', '2026-11-16T01:30:00.000Z', 1, '2026-11-15T01:00:00.000Z', null);
    insert.run('a3', 'residence_permit', '2026-11-17T01:00:00.000Z', 0, null, null);
    db.exec(`INSERT INTO decisions (decision_id, subject_kind, subject_id, application_id, outcome, state, decided_at, take_back_until, content)
      VALUES ('d1', 'application', 'a2', 'a2', 'approve', 'receipted', '', '', '{}'), ('d2', 'application', 'a9', 'a9', 'approve', 'waiting', '', '', '{}'),
        ('d3', 'application', 'a9', 'a9', 'approve', 'conflict', '', '', '{}');
      INSERT INTO decision_bases VALUES ('d3', '{"id":"a9"}')`);
    expect(migrate(db).ok).toBe(true);
    expect(db.prepare('SELECT id, closed, postponed_until FROM applications ORDER BY id').raw().all()).toEqual([
      ['a1', 0, '2026-11-16T03:00:00.000Z'],
      ['a2', 1, null],
      ['a3', 0, null],
    ]);
    expect(db.prepare('SELECT closed, type, count FROM application_counts').raw().all()).toEqual([
      [0, 'passport', 1],
      [0, 'residence_permit', 1],
      [1, 'passport', 1],
    ]);
    expect(db.prepare('SELECT closed, due_hour, count FROM application_due_counts').raw().all()).toEqual([
      [0, '2026-11-16T01', 1],
      [0, '2026-11-17T01', 1],
      [1, '2026-11-16T01', 1],
    ]);
    expect(db.prepare('SELECT count(*) FROM applications_unlisted').pluck().get()).toBe(0);
    const { outboxCounts } = readDecisions(connect(db));
    expect(outboxCounts()).toEqual({ held: 0, waiting: 1, sending: 0, receipted: 1, conflict: 1, refused: 0 });
    expect(readDecisionBases(connect(db)).decisionBasis('d3')).toEqual({ id: 'a9' });
    db.close();
  });

  test('from before damaged documents were asked for again: those that were given up are due at once', () => {
    const db = new Database(':memory:');
    migrate(
      db,
      migrations.filter(({ version }) => version < 170),
    );
    db.exec(`INSERT INTO files (sha256, byte_length, arrival, tries) VALUES ('a', 1, 'damaged', 3), ('b', 1, 'awaited', 1)`);
    expect(migrate(db).ok).toBe(true);
    expect(db.prepare("SELECT sha256, tries, next_try_at FROM files WHERE arrival = 'damaged'").all()).toEqual([
      { sha256: 'a', tries: 3, next_try_at: null },
    ]);
    db.close();
  });

  test('from before there were duplicates: what is held is recognised, photos are looked at once more, and the policy gets its figures', () => {
    const db = new Database(':memory:');
    db.pragma('foreign_keys = ON');
    migrate(
      db,
      migrations.filter(({ version }) => version <= 140),
    );
    const add = (number: number, phone: string) => {
      db.prepare(
        `INSERT INTO applications (number, id, revision, type, name, submitted_at, due_at, priority, urgency, account_id, account_status, attempt, documents_held, checks_complete, verdict)
           VALUES (?, ?, 1, 'resident_identity', '', '', '', 0, 0, ?, 'active', 1, 1, 1, 'pass')`,
      ).run(number, `a${number}`, `account-${number}`);
      db.prepare('INSERT INTO application_contents (application, content, search_text) VALUES (?, ?, ?)').run(
        number,
        JSON.stringify({ id: `a${number}`, applicant: { phone } }),
        '',
      );
      db.prepare('INSERT INTO documents (application, id, sha256, position, checked) VALUES (?, ?, ?, 0, 1)').run(
        number,
        `d${number}`,
        'f'.repeat(64),
      );
    };
    db.exec(`INSERT INTO files (sha256, byte_length, arrival) VALUES ('${'f'.repeat(64)}', 1, 'held');
      INSERT INTO rules (kind, version, content) VALUES ('policy', 'old', '{"version":"old"}')`);
    add(1, '13800138000');
    add(2, '+86 138 0013 8000');
    expect(migrate(db).ok).toBe(true);
    expect(db.prepare('SELECT application, other, kind FROM duplicate_pairs ORDER BY application, kind').raw().all()).toEqual([
      [1, 2, 'file'],
      [1, 2, 'phone'],
      [2, 1, 'file'],
      [2, 1, 'phone'],
    ]);
    expect(db.prepare('SELECT checks_complete, documents_unchecked, verdict FROM applications').raw().all()).toEqual([
      [0, 1, 'waiting'],
      [0, 1, 'waiting'],
    ]);
    expect(db.prepare("SELECT value FROM tallies WHERE name = 'documents_checked'").pluck().get()).toBe(0);
    const policy = JSON.parse(db.prepare('SELECT content FROM rules').pluck().get() as string) as Record<string, unknown>;
    expect(policy).toMatchObject({ version: 'old', duplicates: { alike: 0.98 }, fields: policyFile.fields });
    db.close();
  });

  test('from before findings could be called wrong: findings stay, nothing counts as wrong, and words about them go with the application', () => {
    const db = new Database(':memory:');
    db.pragma('foreign_keys = ON');
    migrate(
      db,
      migrations.filter(({ version }) => version <= 200),
    );
    db.exec(`INSERT INTO applications (id, revision, type, name, submitted_at, due_at, priority, urgency, account_id, account_status, attempt)
        VALUES ('a1', 1, 'passport', '', '', '', 0, 0, '', 'active', 1);
      INSERT INTO findings (application, document_id, policy_version, content) VALUES (1, '', 'old', '[]')`);
    expect(
      migrate(
        db,
        migrations.filter(({ version }) => version <= 210),
      ),
    ).toEqual({ ok: true, value: ['finding feedback'] });
    expect(db.prepare('SELECT policy_version FROM findings').pluck().all()).toEqual(['old']);
    const { feedbackCounts } = readFindingFeedback(connect(db));
    expect(feedbackCounts()).toEqual([]);
    const word = {
      check: 'image.glare',
      verdict: 'fail',
      expected: 'pass',
      revision: 1,
      policyVersion: 'old',
      reviewerId: 'r',
      at: '',
    } as const;
    writeFindingFeedback(connect(db)).putFindingFeedback('a1', word);
    db.exec('DELETE FROM applications');
    expect(db.prepare('SELECT count(*) FROM finding_feedback').pluck().get()).toBe(0);
    expect(feedbackCounts()).toEqual([{ check: 'image.glare', verdict: 'fail', expected: 'pass', count: 1 }]);
    db.close();
  });

  test('from before the audit was listed: the chain stays as it was, and is found by time, kind and number', () => {
    const db = new Database(':memory:');
    migrate(
      db,
      migrations.filter(({ version }) => version <= 210),
    );
    db.exec(`INSERT INTO audit (seq, at, reviewer_id, action, subject, details, previous, hash) VALUES
      (1, '2026-11-16T02:00:00.000Z', 'r', 'decision.made', 'd1', '{"of":"a-00000001"}', 'p', 'h'), (2, '2026-11-16T03:00:00.000Z', 'r', 'packages.changed', NULL, NULL, 'h', 'i')`);
    expect(migrate(db).ok).toBe(true);
    const { auditList } = readAuditList(connect(db));
    expect(auditList({}, undefined, 9).map(({ seq, hash }) => [seq, hash])).toEqual([
      [2, 'i'],
      [1, 'h'],
    ]);
    expect(auditList({ number: '00000001', action: 'decision.made' }, undefined, 9)).toMatchObject([{ seq: 1, about: 'a-00000001' }]);
    const plan = (where: string): string =>
      JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN SELECT * FROM audit WHERE ${where} ORDER BY at DESC, seq DESC LIMIT 9`).all());
    const about = "coalesce(details ->> '$.of', subject)";
    expect(plan(`substr(${about}, -8) = 'x' AND ${about} IS NOT NULL`)).toContain('audit_ending_at');
    db.close();
  });

  test('from before decisions were counted: those that were made are counted in later, and none twice', () => {
    const db = new Database(':memory:');
    migrate(
      db,
      migrations.filter(({ version }) => version <= 210),
    );
    const add = db.prepare(
      `INSERT INTO decisions (decision_id, subject_kind, subject_id, outcome, state, decided_at, take_back_until, content)
         VALUES (?, 'application', 'erased', 'approve', ?, '', '', ?)`,
    );
    const made = { subject: { kind: 'application', id: 'erased', revision: 1 }, outcome: 'approve', reasons: [], durationMs: 1_000 };
    const content = JSON.stringify({ ...made, decidedAt: '2026-11-16T02:00:00.000Z' });
    for (const [index, state] of ['receipted', 'taken_back', 'dropped', 'waiting'].entries()) add.run(`d${index}`, state, content);
    expect(migrate(db)).toEqual({ ok: true, value: expect.arrayContaining(['decision figures']) });
    const { keepFigures } = writeDecisionFigures(connect(db));
    expect([keepFigures(2), keepFigures(2), keepFigures(2)]).toEqual([2, 1, 0]);
    expect(db.prepare('SELECT number, type, margin_hours FROM decision_figures').raw().all()).toEqual([
      [1, '', null],
      [3, '', null],
      [4, '', null],
    ]);
    expect(db.prepare("SELECT value FROM tallies WHERE name = 'decisions_figured'").pluck().get()).toBe(4);
    expect(db.prepare('SELECT count(*) FROM decisions_figured_early').pluck().get()).toBe(0);
    db.close();
  });

  test('from before second looks: what the feed told of an account last begins its history, and nothing waits for a second look', () => {
    const db = new Database(':memory:');
    migrate(
      db,
      migrations.filter(({ version }) => version < 230),
    );
    db.exec(`INSERT INTO account_statuses (account_id, content) VALUES ('k1', '{"id":"k1","status":"locked","since":"2026-11-15T01:00:00.000Z"}'),
      ('k2', '{"id":"k2","status":"active"}');
      INSERT INTO decisions (decision_id, subject_kind, subject_id, outcome, state, decided_at, take_back_until, content)
        VALUES ('d1', 'application', 'a1', 'escalate', 'receipted', '2026-11-16T02:00:00.000Z', '', '{}')`);
    expect(migrate(db).ok).toBe(true);
    expect(db.prepare('SELECT * FROM account_changes').all()).toEqual([
      { account_id: 'k1', since: '2026-11-15T01:00:00.000Z', status: 'locked', cause: null },
    ]);
    expect(readSecondLooks(connect(db)).escalatedLooks('r1', 9)).toEqual([]);
    db.close();
  });

  test('from before a vault was its reviewer’s: whom the platform named last owns it, whom a package named on a workstation without a platform does not', () => {
    const ownerOf = (source: string, reviewer: string) => {
      const db = new Database(':memory:');
      migrate(
        db,
        migrations.filter(({ version }) => version < 340),
      );
      const put = db.prepare('INSERT INTO workstation (name, value) VALUES (?, ?)');
      for (const [name, value] of [
        ['workstationId', '"w"'],
        ['source', `{"kind":"${source}"}`],
        ['reviewer', `{"id":"${reviewer}"}`],
      ])
        put.run(name, value);
      expect(migrate(db).ok).toBe(true);
      return db.prepare("SELECT value FROM workstation WHERE name = 'ownReviewerId'").pluck().get();
    };
    expect(ownerOf('server', 'r')).toBe('"r"');
    expect(ownerOf('server', 'w')).toBeUndefined();
    expect(ownerOf('packages', 'r')).toBeUndefined();
  });

  test('every table is strict', () => {
    const db = new Database(':memory:');
    migrate(db);
    const lax = db
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    expect(lax).toEqual([]);
    db.close();
  });
});

test('what SQLite says is told in the product’s words, and bugs are not', () => {
  const failing = (code: string) => classifyStoreError(Object.assign(new Error('from SQLite'), { code }))?.code;
  expect(failing('SQLITE_FULL')).toBe('disk_full');
  expect(failing('SQLITE_READONLY_DIRECTORY')).toBe('disk_read_only');
  expect(failing('SQLITE_BUSY')).toBe('folder_in_use');
  expect(failing('SQLITE_NOTADB')).toBe('vault_damaged');
  expect(failing('SQLITE_CORRUPT_VTAB')).toBe('vault_damaged');
  expect(failing('SQLITE_CONSTRAINT_UNIQUE')).toBeUndefined();
  expect(classifyStoreError(new Error('anything'))).toBeUndefined();
});

test('a full disk during a transaction is told, and nothing of it happened', () => {
  const folder = freshFolder();
  const store = storeWithPolicy(folder);
  store.close();
  const db = new Database(join(folder, 'desk.db'));
  for (const pragma of ["cipher = 'sqlcipher'", 'legacy = 4', `key = "x'${Buffer.from(testKey).toString('hex')}'"`]) db.pragma(pragma);
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true }) as number}`);
  const fill = db.transaction(() => {
    for (let index = 0; index < 1_000; index += 1)
      db.prepare('INSERT INTO drafts (application_id, saved_at, content) VALUES (?, ?, ?)').run(String(index), '', 'x'.repeat(10_000));
  });
  let seen: unknown;
  try {
    fill();
  } catch (error) {
    seen = error;
  }
  expect(classifyStoreError(seen)?.code).toBe('disk_full');
  expect(db.prepare('SELECT count(*) FROM drafts').pluck().get()).toBe(0);
  db.close();
});
