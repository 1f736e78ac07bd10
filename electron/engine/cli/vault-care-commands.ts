import type { Command } from 'commander';
import { fail } from '../../../shared/domain/failure.ts';
import { wholeNumber } from './numbers.ts';
import {
  done,
  onDesk,
  onWorkstation,
  readNewPassphrase,
  readRecoveryCode,
  readSecrets,
  type WorkstationOptions,
  withWorkstationOptions,
} from './opened.ts';
import { sayError, sayJson } from './output.ts';

type CareOptions = WorkstationOptions & { newPassphraseFd?: number; recoveryFd?: number };

const withNewPassphrase = (command: Command): Command =>
  withWorkstationOptions(command).option(
    '--new-passphrase-fd <n>',
    'read the new passphrase from this file descriptor instead of DESK_NEW_PASSPHRASE',
    wholeNumber,
  );

const keepIt = 'Write the recovery code down now: it is told this once, and an earlier one opens nothing any more.';

/** `desk vault passphrase`, `desk vault recovery-code`, `desk vault recover`. */
export const addVaultCareCommands = (vault: Command): void => {
  withNewPassphrase(vault.command('passphrase').description('replaces the passphrase by DESK_NEW_PASSPHRASE')).action(
    (options: CareOptions) =>
      onDesk(options, async (_desk, workstation) => {
        const [present, next] = [(await readSecrets(options)).passphrase, await readNewPassphrase(options)];
        if (present === undefined || next === undefined) return fail('input_invalid', { paths: ['DESK_NEW_PASSPHRASE'] });
        const changed = await workstation.changePassphrase(present, next);
        if (!changed.ok) return changed;
        sayJson({ changed: true });
        return done;
      }),
  );
  withWorkstationOptions(
    vault.command('recovery-code').description('makes a recovery code, which opens the vault when the passphrase or the desktop is lost'),
  ).action((options: WorkstationOptions) =>
    onDesk(options, async (_desk, workstation) => {
      const { passphrase } = await readSecrets(options);
      if (passphrase === undefined) return fail('input_invalid', { paths: ['DESK_PASSPHRASE'] });
      const made = await workstation.makeRecoveryCode(passphrase);
      if (!made.ok) return made;
      sayError(keepIt);
      sayJson({ recoveryCode: made.value.recoveryCode });
      return done;
    }),
  );
  withNewPassphrase(
    vault
      .command('recover')
      .description('opens with DESK_RECOVERY_CODE, sets DESK_NEW_PASSPHRASE, and makes a new recovery code')
      .option('--recovery-fd <n>', 'read the recovery code from this file descriptor instead of DESK_RECOVERY_CODE', wholeNumber),
  ).action((options: CareOptions) =>
    onWorkstation(options, async (workstation) => {
      const [code, next] = [await readRecoveryCode(options), await readNewPassphrase(options)];
      if (code === undefined || next === undefined)
        return fail('input_invalid', { paths: code === undefined ? ['DESK_RECOVERY_CODE'] : ['DESK_NEW_PASSPHRASE'] });
      const recovered = await workstation.recover(code, next);
      if (!recovered.ok) return recovered;
      sayError(keepIt);
      sayJson({ recoveryCode: recovered.value.recoveryCode });
      return done;
    }),
  );
};
