import { resolve } from 'node:path';
import type { Command } from 'commander';
import { chainFaultText } from '../../../shared/contract/engine/audit-sentences.ts';
import type { ChainVerdict } from '../../../shared/domain/audit-chain.ts';
import { fail, type Result } from '../../../shared/domain/failure.ts';
import type { OpenDesk } from '../open-desk.ts';
import { readPublicKey } from '../ports/signing.ts';
import { keyText } from './key-text.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, language, say, sayError, sayJson } from './output.ts';

type Wished = WorkstationOptions & { json?: boolean; platform?: boolean; publicKey?: string; package: string[] };

/** `desk verify-audit`. */
export const addAuditCommands = (program: Command): void => {
  withWorkstationOptions(
    program.command('verify-audit').description('finds any change, removal, reordering or cut of the audit chain; 1 where there is one'),
  )
    .option('--json', 'the verdict as one line of JSON')
    .option('--platform', 'also compare with what the platform holds now')
    .option('--public-key <file>', 'the workstation’s public key as it was kept elsewhere: PEM, or raw as base64 or hex')
    .option(
      '--package <file>',
      'a result package whose checkpoint is compared; more than once for more',
      (file, before: string[]) => [...before, file],
      [],
    )
    .action((options: Wished) => onDesk(options, (desk) => verify(desk, options)));
};

const verify = async (desk: OpenDesk, options: Wished): Promise<Result<void>> => {
  const publicKey = options.publicKey === undefined ? undefined : readPublicKey(keyText(options.publicKey));
  if (options.publicKey !== undefined && publicKey === undefined) return fail('key_invalid');
  const wish = { publicKey, packages: options.package.map((file) => resolve(file)), askPlatform: options.platform === true };
  let verdict: ChainVerdict | undefined;
  for await (const progress of desk.chain.verify(wish)) {
    if (!progress.ok) return progress;
    verdict = progress.value.verdict;
  }
  if (verdict === undefined) return fail('vault_locked');
  if (options.json === true)
    sayJson({ ...verdict, faults: verdict.faults.map((fault) => ({ ...fault, sentence: chainFaultText(fault, 'en') })) });
  else sayVerdict(verdict);
  if (!verdict.sound) process.exitCode = exitCodes.lookAtIt;
  if (wish.askPlatform && verdict.platform?.asked !== true) {
    sayError('The platform keeps no copy of the audit: nothing was compared with it.');
    process.exitCode = exitCodes.lookAtIt;
  }
  return done;
};

const sayVerdict = ({ sound, entries, unsigned, checkpoints, keyId, platform, faultCount, faults }: ChainVerdict): void => {
  for (const fault of faults) say(chainFaultText(fault, language()));
  if (faultCount > faults.length) say(`… ${faultCount - faults.length} more`);
  const older = unsigned === 0 ? '' : `, ${unsigned} of them older than signatures`;
  sayError(`${sound ? 'sound' : `${faultCount} faults`}: ${entries} entries${older}; ${checkpoints} checkpoints; key ${keyId}`);
  if (platform !== undefined) sayError(`the platform confirmed ${platform.size} entries, last at ${platform.at}`);
};
