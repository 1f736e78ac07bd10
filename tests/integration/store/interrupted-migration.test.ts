import { fork } from 'node:child_process';
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { databaseCopies, restoreDatabase } from '../../../electron/engine/store/index.ts';
import { openMigrated } from '../../../electron/engine/store/migrate-safely.ts';
import type { Migration } from '../../../electron/engine/store/migrations/migration.ts';
import { openDatabase } from '../../../electron/engine/store/open-database.ts';
import { freshFolder, testKey } from '../../fixtures/store.ts';
import { taken } from '../../fixtures/workstation.ts';
import { firstStep, longRows, longSteps } from './long-steps.ts';

const older = (): string => {
  const path = join(freshFolder(), 'desk.db');
  taken(openMigrated({ path, key: testKey, mustExist: false, steps: [firstStep] })).close();
  return path;
};
const silent = () => {};

/** What a database holds: its schema, its rows, and how many of them are of the newer form. */
const held = (path: string): { schema: number; rows: number; upper: number } => {
  const db = taken(openDatabase(path, testKey, true));
  const answer = {
    schema: db.pragma('user_version', { simple: true }) as number,
    rows: db.prepare('SELECT count(*) FROM things').pluck().get() as number,
    upper: db.prepare("SELECT count(*) FROM things WHERE name GLOB 'THING*'").pluck().get() as number,
  };
  db.close();
  return answer;
};

/** Runs the migration in a process of its own and kills it when it tells that it is in the middle, or later. */
const killed = (path: string, told: number, delay: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./migrating-process.ts', import.meta.url)), [path, String(told)]);
    let last = 'nothing';
    child.on('message', (message) => {
      last = String(message);
      if (last === 'in the middle') setTimeout(() => child.kill('SIGKILL'), delay);
    });
    child.once('error', reject);
    child.once('exit', () => resolve(last));
  });

it('a migration that is killed anywhere leaves the old database or the new one, and never a half', async () => {
  // At the first row, amid them, at the last one, and about when the transaction is made durable.
  for (const [told, delay] of [
    [1, 0],
    [longRows / 2, 0],
    [longRows, 0],
    [longRows, 2],
    [longRows, 8],
  ] as const) {
    const path = older();
    const ended = await killed(path, told, delay);
    expect(['in the middle', 'migrated']).toContain(ended);
    expect(databaseCopies(path)).toMatchObject([{ schema: 10 }]);
    const wasOld = { schema: 10, rows: longRows, upper: 0 };
    const isNew = { schema: 20, rows: longRows, upper: longRows };
    expect(ended === 'migrated' ? [isNew] : [wasOld, isNew]).toContainEqual(held(path));
    taken(openMigrated({ path, key: testKey, mustExist: true, steps: longSteps(0, silent) })).close();
    expect(held(path)).toEqual(isNew);
  }
}, 60_000);

it('a step that fails leaves the database as it was, says so, and the copy is encrypted and whole', () => {
  const path = older();
  const broken: Migration = {
    version: 20,
    name: 'broken',
    up: (db) => {
      db.exec("UPDATE things SET name = 'gone'");
      throw new TypeError('a step that is wrong');
    },
  };
  expect(openMigrated({ path, key: testKey, mustExist: true, steps: [firstStep, broken] })).toMatchObject({
    ok: false,
    error: { code: 'migration_failed', details: { schema: 10 } },
  });
  expect(held(path)).toEqual({ schema: 10, rows: longRows, upper: 0 });
  const [copy] = databaseCopies(path);
  expect(statSync(copy?.path ?? '').mode & 0o777).toBe(0o600);
  const bytes = readFileSync(copy?.path ?? '');
  expect([bytes.includes('SQLite format 3'), bytes.includes('thing 1 ')]).toEqual([false, false]);
  expect(held(copy?.path ?? '')).toEqual({ schema: 10, rows: longRows, upper: 0 });
});

it('a database that a failed step damaged is replaced by the copy from before, and put aside', () => {
  const path = older();
  const damaging: Migration = {
    version: 20,
    name: 'damaging',
    up: () => {
      // The disk loses the end of the file while the step is taken.
      truncateSync(path, 8_192);
      throw Object.assign(new Error('damaged'), { code: 'SQLITE_CORRUPT' });
    },
  };
  const steps = [firstStep, damaging];
  expect(openMigrated({ path, key: testKey, mustExist: true, steps })).toMatchObject({
    ok: false,
    error: { code: 'migration_failed', details: { restored: true } },
  });
  expect(held(path)).toEqual({ schema: 10, rows: longRows, upper: 0 });
  expect(existsSync(`${path}.replaced`)).toBe(true);
});

it('keeps the last two copies, and a copy that is not whole is never put in the place of anything', () => {
  const path = older();
  const step = (version: number): Migration => ({ version, name: `step ${version}`, up: silent });
  for (const latest of [20, 30, 40]) {
    const steps = [firstStep, ...[20, 30, 40].filter((version) => version <= latest).map(step)];
    taken(openMigrated({ path, key: testKey, mustExist: true, steps })).close();
  }
  const copies = databaseCopies(path);
  expect(copies.map(({ schema }) => schema)).toEqual([30, 20]);
  const [newest, second] = copies;
  if (newest === undefined || second === undefined) throw new Error('two copies');
  const before = readFileSync(path);
  writeFileSync(newest.path, readFileSync(newest.path).fill(7, 9_000, 9_100));
  expect(restoreDatabase(path, newest, testKey)).toMatchObject({ ok: false, error: { code: 'vault_damaged' } });
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(restoreDatabase(path, second, testKey)).toMatchObject({ ok: true, value: { schema: 20 } });
  expect(held(path)).toMatchObject({ schema: 20, rows: longRows });
});
