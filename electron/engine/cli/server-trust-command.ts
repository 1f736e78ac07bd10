import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { fail } from '../../../shared/domain/failure.ts';
import { writeServerTrust } from '../ports/server-trust.ts';
import { exitCodes, sayFailure, sayJson } from './output.ts';

type Options = { data: string; authority: string[]; pin: string[] };

/** `desk server-trust`: whose certificates the workstation's server may show, for a site with an authority of its own. */
export const addServerTrustCommand = (program: Command): void => {
  program
    .command('server-trust')
    .description('writes whose certificates the server may show; without options only the usual authorities and the system’s are left')
    .requiredOption('--data <dir>', 'the workstation’s folder')
    .option('--authority <file...>', 'certificates of the site’s own authorities, PEM', [])
    .option('--pin <pin...>', 'sha256/… of the public key that the server has to show; a second one for the key that follows', [])
    .action(async ({ data, authority, pin }: Options) => {
      const authorities: string[] = [];
      for (const file of authority) {
        try {
          authorities.push((await readFile(file, 'utf8')).replaceAll('\r\n', '\n').trim());
        } catch {
          sayFailure(fail('file_unreadable', { file }).error);
          return;
        }
      }
      const written = await writeServerTrust(data, { authorities, pins: pin });
      if (!written.ok) return sayFailure(written.error);
      sayJson({ authorities: authorities.length, pins: pin.length });
      process.exitCode = exitCodes.done;
    });
};
