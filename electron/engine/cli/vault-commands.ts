import type { Command } from 'commander';
import type { SourceInput } from '../../../shared/contract/engine/vault.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { usualScopes } from '../../../shared/domain/sign-in.ts';
import { listVaults } from '../desktop.ts';
import { readIssuer } from '../sign-in/index.ts';
import { askSignIn } from '../sync/index.ts';
import { databaseKeyHex } from '../vault/index.ts';
import { done, onDesk, onWorkstation, readSecrets, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, say, sayError, sayJson } from './output.ts';
import { addVaultCareCommands } from './vault-care-commands.ts';

/** Where applications are to come from, by what was given; a server that is given alone is asked how its reviewers sign in. */
const readSource = async (given: {
  url: string | undefined;
  token: string | undefined;
  issuer: string | undefined;
  client: string | undefined;
  scopes: string | undefined;
}): Promise<Result<SourceInput>> => {
  const { url, token, issuer, client, scopes } = given;
  if ((issuer === undefined) !== (client === undefined)) return fail('input_invalid', { paths: ['--issuer', '--client'] });
  if (url === undefined) return issuer === undefined ? succeed({ kind: 'packages' }) : fail('input_invalid', { paths: ['DESK_SERVER'] });
  if (issuer !== undefined && client !== undefined) {
    if (readIssuer(issuer) === undefined) return fail('issuer_invalid');
    return succeed({ kind: 'server', url, signIn: { issuer, clientId: client, scopes } });
  }
  if (token !== undefined) return succeed({ kind: 'server', url, token });
  const announced = await askSignIn(url, new AbortController().signal);
  const way = announced.ok ? announced.value.way : undefined;
  return way === undefined ? fail('input_invalid', { paths: ['DESK_TOKEN'] }) : succeed({ kind: 'server', url, signIn: way });
};

/** `desk init` and `desk vault …`. */
export const addVaultCommands = (program: Command): void => {
  withWorkstationOptions(
    program
      .command('init')
      .description('makes a vault in --data for DESK_SERVER (without one: for packages)')
      .option('--issuer <url>', 'reviewers sign in by the browser here instead of by DESK_TOKEN; see desk sign-in')
      .option('--client <id>', 'as this client of the issuer')
      .option('--scopes <words>', `scopes to ask for, separated by spaces (${usualScopes})`),
  ).action((options: WorkstationOptions & { issuer?: string; client?: string; scopes?: string }) =>
    onWorkstation(options, async (workstation) => {
      const { passphrase, token } = await readSecrets(options);
      const url = process.env.DESK_SERVER;
      if (passphrase === undefined) return fail('input_invalid', { paths: ['DESK_PASSPHRASE'] });
      const { issuer, client, scopes } = options;
      const source = await readSource({ url, token, issuer, client, scopes });
      if (!source.ok) return source;
      const made = await workstation.create(passphrase, source.value, { evenUnreachable: true, later: true });
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
  withWorkstationOptions(vault.command('list').description('the vaults of the reviewers of this desktop, each with its folder')).action(
    async (options: WorkstationOptions) => {
      const { vaults, folders } = listVaults(options.data ?? '.');
      for (const { id, label } of vaults) sayJson({ id, ...(label === undefined ? {} : { label }), data: folders[id] });
    },
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
