import { type Failure, fail } from '../../../shared/domain/failure.ts';

/** The extended result code of an SQLite error (`SQLITE_FULL`), or undefined for anything else. */
export const sqliteCode = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
};

/**
 * What an error of the store means for the person, or undefined where it is a bug (a constraint, a wrong statement). The only place that
 * knows SQLite's codes (sqlite.org/rescode.html).
 */
export const classifyStoreError = (error: unknown): Failure | undefined => {
  const code = sqliteCode(error);
  if (code === undefined) return undefined;
  if (code === 'SQLITE_READONLY_DBMOVED') return fail('vault_damaged', { cause: 'database_missing' }).error;
  if (code === 'SQLITE_FULL') return fail('disk_full').error;
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM')
    return fail('disk_read_only').error;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return fail('folder_in_use').error;
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return fail('vault_damaged', { cause: code }).error;
  const damagedReads = ['SQLITE_IOERR_READ', 'SQLITE_IOERR_SHORT_READ', 'SQLITE_IOERR_CORRUPTFS', 'SQLITE_IOERR_DATA'];
  if (damagedReads.includes(code)) return fail('vault_damaged', { cause: code }).error;
  return undefined;
};
