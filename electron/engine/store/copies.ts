import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { errorCode } from '../ports/disk.ts';
import { openDatabase } from './open-database.ts';

/** Copies that are kept: of the schema before the present one, and the one before that. */
const kept = 2;

/** A copy of the database from before a migration, encrypted with the same key. */
export type DatabaseCopy = { path: string; schema: number; bytes: number };

const prefixOf = (path: string): string => `${basename(path, '.db')}.schema-`;
const copyPath = (path: string, schema: number): string => join(dirname(path), `${prefixOf(path)}${String(schema).padStart(4, '0')}.db`);

/** The copies beside a database, of the newest schema first. */
export const databaseCopies = (path: string): DatabaseCopy[] => {
  const prefix = prefixOf(path);
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(prefix) && /^\d{4}\.db$/.test(name.slice(prefix.length)))
    .map((name) => {
      const copy = join(dirname(path), name);
      return { path: copy, schema: Number(name.slice(prefix.length, -3)), bytes: statSync(copy).size };
    })
    .sort((left, right) => right.schema - left.schema);
};

/** Removes all copies: what is erased in the database has to be erased in them as well. */
export const removeDatabaseCopies = (path: string): void => {
  for (const copy of databaseCopies(path)) rmSync(copy.path, { force: true });
};

/** Makes the bytes of a file durable, and then its name. */
const settle = (from: string, to: string): void => {
  const file = openSync(from, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(from, to);
};

/**
 * Copies the database as it is, encrypted with its own key, beside it. The copy appears when it is whole and durable; one of the same schema is replaced, and of others only the newest
 * stay. Throws what SQLite or the disk says; then nothing was changed.
 */
export const copyDatabase = (db: Database, path: string, schema: number): DatabaseCopy => {
  const target = copyPath(path, schema);
  const temporary = `${target}.part`;
  rmSync(temporary, { force: true });
  try {
    // Made beforehand, so that it is the owner's only.
    closeSync(openSync(temporary, 'wx', 0o600));
    db.prepare('VACUUM INTO ?').run(temporary);
    settle(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  for (const older of databaseCopies(path).slice(kept)) rmSync(older.path, { force: true });
  return { path: target, schema, bytes: statSync(target).size };
};

/** Whether a database of this key is whole: every page of it is read. Fails as opening does, and with `vault_damaged`. Returns its schema. */
export const verifyDatabase = (path: string, key: Uint8Array): Result<number> => {
  const opened = openDatabase(path, key, true);
  if (!opened.ok) return opened;
  const db = opened.value;
  try {
    const told = db.pragma('quick_check(1)', { simple: true });
    return told === 'ok' ? succeed(db.pragma('user_version', { simple: true }) as number) : fail('vault_damaged', { cause: 'quick_check' });
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_') !== true) throw error;
    return fail('vault_damaged', { cause: (error as { code: string }).code });
  } finally {
    db.close();
  }
};

/**
 * Puts a copy in the place of the database, which nobody has open. What was there is put aside as `….replaced`, with its log, so that nothing is lost. Fails as
 * {@link verifyDatabase} does where the copy is not whole; then nothing was changed. A program that is killed in the middle leaves the copy where it was: it is done again.
 */
export const restoreDatabase = (path: string, copy: DatabaseCopy, key: Uint8Array): Result<DatabaseCopy> => {
  const verified = verifyDatabase(copy.path, key);
  if (!verified.ok) return verified;
  const prepared = `${path}.restoring`;
  rmSync(prepared, { force: true });
  copyFileSync(copy.path, prepared);
  // The log first: one of another database must never lie beside the copy.
  for (const suffix of ['-wal', '-shm', '']) {
    rmSync(`${path}.replaced${suffix}`, { force: true });
    try {
      renameSync(`${path}${suffix}`, `${path}.replaced${suffix}`);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
  settle(prepared, path);
  for (const suffix of ['-wal', '-shm']) if (existsSync(`${copy.path}${suffix}`)) rmSync(`${copy.path}${suffix}`);
  return succeed(copy);
};
