import { join } from 'node:path';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { type DatabaseCopy, databaseCopies, removeDatabaseCopies, restoreDatabase } from '../store/index.ts';
import { unlockVault } from '../vault/index.ts';
import type { Workstation } from '../workstation.ts';

const pathOf = ({ folder }: Workstation): string => join(folder, 'desk.db');

/** The copies of the database from before migrations, newest schema first. */
export const copiesOf = (workstation: Workstation): DatabaseCopy[] => databaseCopies(pathOf(workstation));

/** Removes all of them: once the new version is known to work, or because what was erased since is still in them. */
export const removeCopies = (workstation: Workstation): void => removeDatabaseCopies(pathOf(workstation));

/**
 * Puts a copy from before a migration in the place of the database of a workstation that is locked; what was there is put aside as `desk.db.replaced`. What was done since the copy was made
 * is not in it, and verifying the audit against the platform or packages tells so. Fails with `copy_unknown`, `vault_damaged` where the copy is not whole, and as unlocking does.
 */
export const restoreCopy = async (workstation: Workstation, schema: number, passphrase: string): Promise<Result<DatabaseCopy>> => {
  const copy = copiesOf(workstation).find((one) => one.schema === schema);
  if (copy === undefined) return fail('copy_unknown');
  const keys = await unlockVault(workstation.folder, passphrase, workstation.unlocking());
  if (!keys.ok) return keys;
  try {
    const restored = restoreDatabase(pathOf(workstation), copy, keys.value.databaseKey);
    return restored.ok ? succeed(copy) : restored;
  } finally {
    keys.value.erase();
  }
};
