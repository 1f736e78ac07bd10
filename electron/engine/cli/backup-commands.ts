import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail } from '../../../shared/domain/failure.ts';
import { manifestTag, writeBackup } from '../backup.ts';
import { systemClock } from '../ports/clock.ts';
import { systemRandom } from '../ports/random.ts';
import { type RestoreBy, restoreBackup } from '../restore.ts';
import { wholeNumber } from './numbers.ts';
import {
  done,
  onDesk,
  readNewPassphrase,
  readRecoveryCode,
  readSecrets,
  type WorkstationOptions,
  withWorkstationOptions,
} from './opened.ts';
import { sayError, sayFailure, sayJson } from './output.ts';

type RestoreOptions = WorkstationOptions & { newPassphraseFd?: number; recoveryFd?: number };

/** `desk backup`, `desk restore`. */
export const addBackupCommands = (program: Command): void => {
  withWorkstationOptions(
    program
      .command('backup')
      .description('the whole workstation into one new file, encrypted as it is; the window has to be closed')
      .argument('<file>'),
  ).action((file: string, options: WorkstationOptions) =>
    onDesk(options, async (desk, workstation) => {
      const createdAt = workstation.nowInstant();
      const { protection, workstationId = '' } = workstation.state();
      desk.store.transaction((write) =>
        write.audit({ at: createdAt, reviewerId: write.workstation().reviewer?.id ?? 'unknown', action: 'backup.made' }),
      );
      const key = new Uint8Array(desk.keys.wrappingKey);
      // Closed, the database is one whole file.
      await workstation.lock();
      const tag = (manifest: string): string => manifestTag(key, manifest);
      const written = await writeBackup(workstation.folder, resolve(file), { createdAt, workstationId }, tag);
      key.fill(0);
      if (!written.ok) return written;
      if (protection?.recoveryCode !== true)
        sayError(
          'This vault has no recovery code: the backup opens with the present passphrase only. Make one with desk vault recovery-code.',
        );
      sayJson(written.value);
      return done;
    }),
  );
  withWorkstationOptions(
    program
      .command('restore')
      .description('a backup into the empty folder --data, opened with DESK_PASSPHRASE, or with DESK_RECOVERY_CODE and DESK_NEW_PASSPHRASE')
      .option('--recovery-fd <n>', 'read the recovery code from this file descriptor instead of DESK_RECOVERY_CODE', wholeNumber)
      .option('--new-passphrase-fd <n>', 'read the new passphrase from this file descriptor instead of DESK_NEW_PASSPHRASE', wholeNumber)
      .argument('<file>'),
  ).action(async (file: string, options: RestoreOptions) => {
    const by = await openedBy(options);
    if (by === undefined) return sayFailure(fail('input_invalid', { paths: ['DESK_PASSPHRASE'] }).error);
    const folder = resolve(options.data ?? '.');
    const restored = await restoreBackup(resolve(file), folder, by, { clock: systemClock, random: systemRandom });
    if (!restored.ok) return sayFailure(restored.error);
    sayJson(restored.value);
  });
};

const openedBy = async (options: RestoreOptions): Promise<RestoreBy | undefined> => {
  const [recoveryCode, newPassphrase] = [await readRecoveryCode(options), await readNewPassphrase(options)];
  if (recoveryCode !== undefined && newPassphrase !== undefined) return { recoveryCode, newPassphrase };
  const { passphrase } = await readSecrets(options);
  return passphrase === undefined ? undefined : { passphrase };
};
