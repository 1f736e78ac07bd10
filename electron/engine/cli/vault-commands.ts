import type { Command } from 'commander';
import { fail } from '../../../shared/domain/failure.ts';
import { databaseKeyHex } from '../vault/index.ts';
import { done, onDesk, onWorkstation, readSecrets, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, say, sayError, sayJson } from './output.ts';
import { addVaultCareCommands } from './vault-care-commands.ts';

/** `desk init` and `desk vault …`. */
export const addVaultCommands = (program: Command): void => {
  withWorkstationOptions(program.command('init').description('makes a vault in --data for DESK_SERVER (without one: for packages)')).action(
    (options: WorkstationOptions) =>
      onWorkstation(options, async (workstation) => {
        const { passphrase, token } = await readSecrets(options);
        const url = process.env.DESK_SERVER;
        if (passphrase === undefined) return fail('input_invalid', { paths: ['DESK_PASSPHRASE'] });
        if (url !== undefined && token === undefined) return fail('input_invalid', { paths: ['DESK_TOKEN'] });
        const source = url === undefined || token === undefined ? { kind: 'packages' as const } : { kind: 'server' as const, url, token };
        const made = await workstation.create(passphrase, source, { evenUnreachable: true });
        if (!made.ok) return made;
        if (made.value.unreachable) {
          sayError('The server could not be reached now; the address and the token are tried at the next exchange.');
          process.exitCode = exitCodes.lookAtIt;
        }
        sayJson({ workstationId: made.value.workstationId, data: workstation.folder });
        return done;
      }),
  );

  const vault = program.command('vault').description('the vault itself');
  withWorkstationOptions(vault.command('status').description('where the vault stands')).action((options: WorkstationOptions) =>
    onWorkstation(options, async (workstation) => {
      sayJson(workstation.state());
      return done;
    }),
  );
  withWorkstationOptions(
    vault
      .command('key')
      .description('the database’s raw key as hex, for an independent reader of the SQLCipher 4 format; the asking is recorded'),
  ).action((options: WorkstationOptions) =>
    onDesk(options, async (desk, workstation) => {
      const key = databaseKeyHex(desk.keys);
      desk.store.transaction((write) =>
        write.audit({ at: workstation.nowInstant(), reviewerId: write.workstation().reviewer?.id ?? 'unknown', action: 'vault.key_shown' }),
      );
      say(key);
      return done;
    }),
  );
  addVaultCareCommands(vault);
};
