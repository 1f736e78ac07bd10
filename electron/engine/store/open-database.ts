import { closeSync, fstatSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { classifyDiskError } from '../ports/disk.ts';
import { classifyStoreError } from './errors.ts';

/** What the ciphering build adds to the library: a key as bytes. */
type Ciphered = Database.Database & { key(key: Buffer): number };

/** SQLCipher's pages, bytes. */
const pageLength = 4_096;

/** How long a statement waits for another program's lock, ms. */
const busyTimeout = 5_000;

/**
 * Opens an encrypted database in SQLCipher 4's format and proves that the key fits by reading it. Fails with `vault_damaged` when it does
 * not (the passphrase was proved right by the vault before), and with what the file system says.
 */
export const openDatabase = (path: string, key: Uint8Array, mustExist: boolean): Result<Database.Database> => {
  if (key.length !== 32) throw new RangeError('the database key has 32 bytes');
  try {
    // Made beforehand, so that it is the owner's only; SQLite gives its companions the same permissions.
    const file = openSync(path, mustExist ? 'r+' : 'a', 0o600);
    const { size } = fstatSync(file);
    closeSync(file);
    // To SQLite a file without a whole page is a new database: it would be filled, and the log that lies beside it thrown away.
    if (mustExist && size < pageLength) return fail('vault_damaged', { cause: 'database_empty' });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return fail('vault_damaged', { cause: 'database_missing' });
    const failure = classifyDiskError(error);
    if (failure === undefined) throw error;
    return { ok: false, error: failure };
  }
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: busyTimeout });
    db.pragma("cipher = 'sqlcipher'");
    db.pragma('legacy = 4');
    // A raw key: it is already derived, SQLCipher's own derivation would only cost time. Given as bytes, since a text of it could not be erased afterwards.
    const raw = Buffer.concat([Buffer.from('raw:'), key]);
    (db as Ciphered).key(raw);
    raw.fill(0);
    db.pragma('temp_store = MEMORY');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    db.pragma('journal_mode = WAL');
    // NORMAL would survive a kill but not a power cut; FULL costs a quarter of a millisecond a decision (`transfer.md`).
    db.pragma('synchronous = FULL');
    // 32 MB of log before it is copied back: most pages that decisions write are the same few, which are then copied once.
    db.pragma('wal_autocheckpoint = 8000');
    db.pragma('foreign_keys = ON');
    db.pragma('secure_delete = ON');
    db.pragma('trusted_schema = OFF');
    // 256 MB of deciphered pages at most, so that the list of a million applications is deciphered once; and the log file is cut back after bursts.
    db.pragma('cache_size = -262144');
    db.pragma('journal_size_limit = 67108864');
    return succeed(db);
  } catch (error) {
    db?.close();
    const failure = classifyStoreError(error);
    if (failure === undefined) throw error;
    return { ok: false, error: failure };
  }
};
