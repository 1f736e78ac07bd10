import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import type { Verdict } from '../../../shared/domain/finding.ts';
import type { ImageFile } from '../checks/index.ts';
import { systemClock } from '../ports/clock.ts';
import { exitCodes, say, sayJson } from './output.ts';

/**
 * `desk check-images` and `desk check-fields`: the checks alone, no vault needed. Exit code 0 when everything got a verdict.
 * The checks are loaded only when asked for: the image library takes a while that no other command should wait.
 */
export const addCheckCommands = (program: Command): void => {
  const policy = policySchema.parse(policyFile);

  program
    .command('check-images')
    .description('checks photos: one line a file, folders recursively, never stopping at a bad one')
    .argument('<path...>')
    .option('--json', 'one line of JSON a file')
    .option('--no-reading', 'do not read the text of the photos, which takes a second each')
    .action(async (paths: string[], options: { json?: boolean; reading: boolean }) => {
      const { checkImageFiles } = await import('../checks/index.ts');
      let unchecked = 0;
      const tell = (result: ImageFile): void => {
        if (result.verdict === 'error') unchecked += 1;
        if (options.json === true) sayJson(result);
        else say(`${result.verdict.padEnd(7)} ${result.file}  ${wordsOf(result.findings)}`);
      };
      await checkImageFiles(paths, policy, tell, options.reading);
      if (unchecked > 0) process.exitCode = exitCodes.lookAtIt;
    });

  program
    .command('check-fields')
    .description('checks one application’s fields a line of JSON from standard input, and answers a line each')
    .option('--json', 'one line of JSON an application')
    .action(async (options: { json?: boolean }) => {
      const { checkFields } = await import('../checks/index.ts');
      let unread = 0;
      for await (const line of createInterface({ input: process.stdin })) {
        if (line.trim() === '') continue;
        const result = checkFields(line, policy, systemClock.now());
        if (result.verdict === 'error') unread += 1;
        if (options.json === true) sayJson(result);
        else say(`${result.verdict.padEnd(7)} ${wordsOf(result.findings)}`);
      }
      if (unread > 0) process.exitCode = exitCodes.lookAtIt;
    });
};

const wordsOf = (
  findings: readonly { check: string; verdict: Verdict; measured?: unknown; limit?: unknown; unit?: string | undefined }[],
): string =>
  findings
    .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skipped')
    .map(
      ({ check, verdict, measured, limit, unit }) =>
        `${check} ${verdict} (${String(measured ?? '')} / ${String(limit ?? '')} ${unit ?? ''})`,
    )
    .join(', ');
