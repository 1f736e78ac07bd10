import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Signal from '@signalapp/sqlcipher';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../electron/engine/store/index.ts';
import { freshFolder, inventApplication, storeWithPolicy, testKey } from '../../fixtures/store.ts';

const bytesOf = (folder: string): Buffer => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
const traces = ['张三', 'ZHANG SAN', '110101199003070017', '13800000017', 'example.com', '1380'];

describe('the database file', () => {
  test('an independent SQLCipher opens it with the raw key and reads the rows', () => {
    const folder = freshFolder();
    const store = storeWithPolicy(folder);
    store.transaction((write) => write.putApplication(inventApplication('application-1'), '2026-11-18T02:00:00.000Z'));
    store.close();
    const reader = new Signal(join(folder, 'desk.db'));
    reader.pragma(`key = "x'${Buffer.from(testKey).toString('hex')}'"`);
    expect(reader.prepare('SELECT id, name FROM applications').all()).toEqual([{ id: 'application-1', name: '张三' }]);
    reader.close();
  });

  test('without the key it is no database, neither for this library nor for the sqlite3 program', () => {
    const folder = freshFolder();
    storeWithPolicy(folder).close();
    const path = join(folder, 'desk.db');
    const plain = new Database(path);
    expect(() => plain.prepare('SELECT count(*) FROM sqlite_schema').get()).toThrow(/not a database/);
    plain.close();
    try {
      execFileSync('sqlite3', [path, '.tables'], { stdio: 'pipe' });
      expect.unreachable('sqlite3 opened it');
    } catch (error) {
      // Machines without the program say ENOENT, the others what is the matter.
      expect(String(error)).toMatch(/ENOENT|not a database/);
    }
  });

  test('nothing of a person is readable in the folder, while open and after closing, and nobody else may open its files', () => {
    const folder = freshFolder();
    const store = storeWithPolicy(folder);
    for (let round = 0; round < 30; round += 1)
      store.transaction((write) => write.putApplication(inventApplication(`application-${round}`), '2026-11-18T02:00:00.000Z'));
    expect(readdirSync(folder).sort()).toEqual(['desk.db', 'desk.db-shm', 'desk.db-wal']);
    const whileOpen = bytesOf(folder);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    store.close();
    const afterwards = bytesOf(folder);
    for (const trace of traces) {
      expect(whileOpen.includes(trace)).toBe(false);
      expect(afterwards.includes(trace)).toBe(false);
    }
  });

  test('another key, a damaged file and a missing one are a damaged vault', () => {
    const folder = freshFolder();
    storeWithPolicy(folder).close();
    const path = join(folder, 'desk.db');
    const another = openStore({ path, key: new Uint8Array(32) });
    expect(another).toMatchObject({ ok: false, error: { code: 'vault_damaged' } });
    const bytes = readFileSync(path);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(openStore({ path, key: testKey })).toMatchObject({ ok: false, error: { code: 'vault_damaged' } });
    expect(openStore({ path: join(folder, 'none.db'), key: testKey, mustExist: true })).toMatchObject({
      ok: false,
      error: { code: 'vault_damaged' },
    });
  });
});
