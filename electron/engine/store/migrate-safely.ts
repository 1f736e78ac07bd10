import type { Database } from 'better-sqlite3';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { Log } from '../ports/log.ts';
import { copyDatabase, type DatabaseCopy, restoreDatabase, verifyDatabase } from './copies.ts';
import { classifyStoreError } from './errors.ts';
import { migrate, migrations, schemaVersion } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { openDatabase } from './open-database.ts';

/** What is opened, and by which steps; the program's own unless told. */
export type OpeningParts = {
  path: string;
  key: Uint8Array;
  mustExist: boolean;
  log?: Log | undefined;
  steps?: readonly Migration[] | undefined;
};

const schemaOf = (db: Database): number => db.pragma('user_version', { simple: true }) as number;

/**
 * Opens a database and brings it to the present schema. Before any step is taken a copy of it is laid beside it. All steps are one transaction: if one fails, the database is as it was, which
 * is verified, and where it is not, the copy is put in its place. Then it fails with `migration_failed`; with `store_newer` for a database of a newer program, which is not touched; else as
 * opening does.
 */
export const openMigrated = ({ path, key, mustExist, log, steps = migrations }: OpeningParts): Result<Database> => {
  const opened = openDatabase(path, key, mustExist);
  if (!opened.ok) return opened;
  const db = opened.value;
  const from = schemaOf(db);
  const latest = steps.at(-1)?.version ?? 0;
  let copy: DatabaseCopy | undefined;
  try {
    if (from > 0 && from < latest) {
      copy = copyDatabase(db, path, from);
      log?.info({ schema: from, bytes: copy.bytes }, 'the database was copied before it is migrated');
    }
    const migrated = migrate(db, steps);
    if (!migrated.ok) {
      db.close();
      return migrated;
    }
    if (migrated.value.length > 0) log?.info({ steps: migrated.value, schema: schemaVersion }, 'store migrated');
    return succeed(db);
  } catch (error) {
    db.close();
    const known = classifyStoreError(error);
    // A full disk, or a file that another program has, is no fault of a step: the transaction never happened.
    if (known !== undefined && known.code !== 'vault_damaged') return { ok: false, error: known };
    log?.error({ err: error, schema: from }, 'the database could not be migrated');
    if (copy === undefined) {
      if (known === undefined) throw error;
      return { ok: false, error: known };
    }
    return { ok: false, error: recover({ path, key, log }, from, copy) };
  }
};

/** After steps that failed: the database as it was, or else the copy. */
const recover = ({ path, key, log }: Pick<OpeningParts, 'path' | 'key' | 'log'>, from: number, copy: DatabaseCopy): Failure => {
  const present = verifyDatabase(path, key);
  if (present.ok && present.value === from) return fail('migration_failed', { schema: from }).error;
  const restored = restoreDatabase(path, copy, key);
  if (!restored.ok) return restored.error;
  log?.warn({ schema: copy.schema }, 'the copy was put in the place of the database');
  return fail('migration_failed', { schema: from, restored: true }).error;
};
