import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, migrations } from '../../../electron/engine/store/migrations/index.ts';

test('from before lists were counted by what few rows are and by the day: both are counted as they stand, and what is not held any more is not', () => {
  const db = new Database(':memory:');
  migrate(
    db,
    migrations.filter(({ version }) => version < 360),
  );
  const insert = db.prepare(
    `INSERT INTO applications (id, revision, type, name, submitted_at, due_at, priority, urgency, account_id, account_status, attempt, decided, closed, decided_at, postponed_until, open_requests, request_kinds)
         VALUES (?, 1, 'passport', '', '', '', 0, 0, '', ?, 1, ?, ?, ?, ?, ?, ?)`,
  );
  insert.run('ordinary', 'active', 0, 0, null, null, 0, '[]');
  insert.run('disabled', 'disabled', 0, 0, null, null, 0, '[]');
  insert.run('postponed', 'active', 0, 0, null, '2026-11-16T03:30:00.000Z', 0, '[]');
  insert.run('requested', 'active', 1, 1, '2026-11-15T16:00:00.000Z', null, 1, '["amendment"]');
  insert.run('decided before midnight', 'active', 1, 1, '2026-11-15T15:59:59.999Z', null, 0, '[]');
  insert.run('decided by somebody', 'active', 1, 1, null, null, 0, '[]');
  expect(migrate(db).ok).toBe(true);
  const rare = () =>
    db
      .prepare('SELECT closed, request_kinds, account_status, postponed_hour, count FROM application_rare_counts ORDER BY 1, 2, 3, 4')
      .raw()
      .all();
  const decided = () => db.prepare('SELECT day, requested, count FROM application_decided_counts ORDER BY 1').raw().all();
  expect(rare()).toEqual([
    [0, '[]', 'active', '2026-11-16T03', 1],
    [0, '[]', 'disabled', '', 1],
    [1, '["amendment"]', 'active', '', 1],
  ]);
  expect(decided()).toEqual([
    ['2026-11-15', 0, 1],
    ['2026-11-16', 1, 1],
  ]);
  db.exec(
    `UPDATE applications SET open_requests = 0, request_kinds = '[]' WHERE id = 'requested'; DELETE FROM applications WHERE id IN ('disabled', 'postponed')`,
  );
  expect(rare()).toEqual([]);
  expect(decided()).toEqual([
    ['2026-11-15', 0, 1],
    ['2026-11-16', 0, 1],
  ]);
  db.close();
});
