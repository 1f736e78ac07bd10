import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail, type Result } from '../../../shared/domain/failure.ts';
import type { ImportedPackage, PackageSettings } from '../../../shared/domain/package.ts';
import type { OpenDesk } from '../open-desk.ts';
import { keyText } from './key-text.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, say, sayError, sayJson } from './output.ts';

type Told = WorkstationOptions & { json?: boolean };

/** `desk import`, `export`, `packages`, `trust …`: the exchange by files. */
export const addPackageCommands = (program: Command): void => {
  withWorkstationOptions(
    program.command('import').description('takes a .tpbatch in, whole or not at all, and checks what arrived').argument('<file>'),
  )
    .option('--json', 'as one line of JSON')
    .action((file: string, options: Told) => onDesk(options, (desk) => importFile(desk, resolve(file), options.json === true)));

  withWorkstationOptions(
    program.command('export').description('writes every decision that waits into a new, signed .tpresult').argument('<file>'),
  )
    .option('--json', 'as one line of JSON')
    .action((file: string, options: Told) =>
      onDesk(options, async (desk) => {
        const exported = await desk.packages.export(resolve(file));
        if (!exported.ok) return exported;
        if (options.json === true) sayJson(exported.value);
        else say(`${exported.value.decisions} decisions`);
        return done;
      }),
    );

  withWorkstationOptions(
    program.command('packages').description('the packages that came and went, newest first, and what an export would carry'),
  )
    .option('--json', 'one line of JSON a package')
    .action((options: Told) =>
      onDesk(options, async (desk) => {
        const { records, exportable } = desk.packages.state();
        for (const record of records) {
          const { at, direction, fileName, applications, documents, decisions, receipts, signature } = record;
          const inside =
            direction === 'export'
              ? `${decisions} decisions`
              : `${applications} applications, ${documents} documents, ${receipts} receipts`;
          if (options.json === true) sayJson(record);
          else say(`${at} ${direction} ${fileName}: ${inside}; ${signature}`);
        }
        sayError(`${exportable} decisions to export`);
        return done;
      }),
    );

  addTrustCommands(program);
};

const importFile = async (desk: OpenDesk, path: string, json: boolean): Promise<Result<void>> => {
  const imported = await desk.packages.import(path);
  if (!imported.ok) return imported;
  await desk.sync().checkAll();
  if (json) sayJson(imported.value);
  else sayImported(imported.value);
  const { passedOver, reviewerPassedOver, signature } = imported.value;
  if (signature !== 'trusted') sayError(`${signatureWords[signature]} Whoever gave you the file answers for what is in it.`);
  if (passedOver > 0)
    sayError(`${passedOver} changes could not be read, or are of a kind that this version does not know; they were kept aside.`);
  if (reviewerPassedOver)
    sayError('The package names a reviewer or roles that it may not set without a trusted signature; the reviewer here stayed as before.');
  const { conflict, refused } = desk.transfer().outbox;
  if (conflict + refused > 0)
    sayError(`${conflict + refused} decisions came back from the platform and want to be looked at: desk outbox.`);
  if (passedOver + conflict + refused > 0 || reviewerPassedOver) process.exitCode = exitCodes.lookAtIt;
  return done;
};

const signatureWords = {
  unsigned: 'The package is not signed.',
  untrusted: 'The package is signed by a key that is not on the trust list.',
  unverifiable: 'The package’s signature names no key and no key is trusted here, so that it says no more than none.',
} as const;

const sayImported = ({ unchanged, applications, documents, receipts, signature }: ImportedPackage): void =>
  say(
    unchanged
      ? 'this batch was imported before; nothing was changed'
      : `${applications} applications, ${documents} documents, ${receipts} receipts; ${signature}`,
  );

/** `desk trust …`. Each prints what is set afterwards as one line of JSON. */
const addTrustCommands = (program: Command): void => {
  const trust = program.command('trust').description('the keys whose packages are trusted');
  const settle = (options: WorkstationOptions, work: (desk: OpenDesk) => Result<PackageSettings> | Promise<Result<PackageSettings>>) =>
    onDesk(options, async (desk) => {
      const settled = await work(desk);
      if (!settled.ok) return settled;
      sayJson(settled.value);
      return done;
    });
  withWorkstationOptions(trust.command('list').description('the workstation’s own key, what is required, and the trusted keys')).action(
    (options: WorkstationOptions) => settle(options, ({ packages }) => ({ ok: true, value: packages.state().settings })),
  );
  withWorkstationOptions(
    trust
      .command('add')
      .description('trusts an Ed25519 public key')
      .requiredOption('--name <name>', 'whose it is')
      .requiredOption('--key <key>', 'the key, or a file that holds it: PEM, or raw as base64 or hex'),
  ).action((options: WorkstationOptions & { name: string; key: string }) =>
    settle(options, ({ packages }) => packages.trust(options.name, keyText(options.key))),
  );
  withWorkstationOptions(trust.command('remove').description('trusts a key no more').argument('<key-id>')).action(
    (keyId: string, options: WorkstationOptions) => settle(options, ({ packages }) => packages.distrust(keyId)),
  );
  withWorkstationOptions(
    trust.command('require').description('whether packages without a trusted signature are refused').argument('<yes|no>'),
  ).action((answer: string, options: WorkstationOptions) =>
    settle(options, ({ packages }) =>
      answer === 'yes' || answer === 'no'
        ? packages.change({ requireSignature: answer === 'yes' })
        : fail('input_invalid', { paths: ['yes|no'] }),
    ),
  );
};
