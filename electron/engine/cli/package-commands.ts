import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail } from '../../../shared/domain/failure.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, say, sayJson } from './output.ts';

/** `desk import`, `export`, `trust …`, `packages`: the exchange by files. */
export const addPackageCommands = (program: Command): void => {
  withWorkstationOptions(
    program.command('import').description('takes a .tpbatch in, whole or not at all, and checks what arrived').argument('<file>'),
  )
    .option('--json', 'as one line of JSON')
    .action((file: string, options: WorkstationOptions & { json?: boolean }) =>
      onDesk(options, async (desk) => {
        const imported = await desk.packages.import(resolve(file));
        if (!imported.ok) return imported;
        await desk.sync().checkAll();
        const { unchanged, applications, documents, receipts, signature } = imported.value;
        if (options.json === true) sayJson(imported.value);
        else
          say(
            unchanged
              ? 'this package was imported before; nothing was changed'
              : `${applications} applications, ${documents} documents, ${receipts} receipts; ${signature}`,
          );
        const { conflict, refused } = desk.transfer().outbox;
        if (conflict + refused > 0) process.exitCode = exitCodes.lookAtIt;
        return done;
      }),
    );

  withWorkstationOptions(
    program.command('export').description('writes every decision that waits into a new, signed .tpresult').argument('<file>'),
  )
    .option('--json', 'as one line of JSON')
    .action((file: string, options: WorkstationOptions & { json?: boolean }) =>
      onDesk(options, async (desk) => {
        const exported = await desk.packages.export(resolve(file));
        if (!exported.ok) return exported;
        if (options.json === true) sayJson(exported.value);
        else say(`${exported.value.decisions} decisions`);
        return done;
      }),
    );

  const trust = program.command('trust').description('the keys whose packages are trusted');
  withWorkstationOptions(trust.command('list').description('the workstation’s own key, what is required, and the trusted keys')).action(
    (options: WorkstationOptions) =>
      onDesk(options, async (desk) => {
        sayJson(desk.packages.state().settings);
        return done;
      }),
  );
  withWorkstationOptions(
    trust
      .command('add')
      .description('trusts an Ed25519 public key: PEM, or raw as base64 or hex')
      .requiredOption('--name <name>', 'whose it is')
      .requiredOption('--key <key>', 'the key'),
  ).action((options: WorkstationOptions & { name: string; key: string }) =>
    onDesk(options, async (desk) => {
      const trusted = desk.packages.trust(options.name, options.key);
      if (!trusted.ok) return trusted;
      sayJson(trusted.value);
      return done;
    }),
  );
  withWorkstationOptions(trust.command('remove').description('trusts a key no more').argument('<key-id>')).action(
    (keyId: string, options: WorkstationOptions) =>
      onDesk(options, async (desk) => {
        sayJson(desk.packages.distrust(keyId));
        return done;
      }),
  );
  withWorkstationOptions(
    trust.command('require').description('whether packages without a trusted signature are refused').argument('<yes|no>'),
  ).action((answer: string, options: WorkstationOptions) =>
    onDesk(options, async (desk) => {
      if (answer !== 'yes' && answer !== 'no') return fail('input_invalid', { paths: ['yes|no'] });
      const changed = await desk.packages.change({ requireSignature: answer === 'yes' });
      if (!changed.ok) return changed;
      sayJson(changed.value);
      return done;
    }),
  );
};
