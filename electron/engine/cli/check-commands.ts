import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError, Option } from 'commander';
import policyFile from '../../../resources/policy.json' with { type: 'json' };
import { policySchema } from '../../../shared/contract/intake/index.ts';
import { type DocumentKind, documentKinds } from '../../../shared/domain/application.ts';
import type { Verdict } from '../../../shared/domain/finding.ts';
import type { ImageFile } from '../checks/index.ts';
import { systemClock } from '../ports/clock.ts';
import { exitCodes, say, sayJson } from './output.ts';

const imagesHelp = `
Kinds: id_front (the portrait side of an identity card), id_back (the emblem side), passport_page, portrait, handheld (a person holding the card), supplement.
Without --kind nothing is guessed: what holds of every photo is judged, and what depends on the kind (document, face, background) is measured with the verdict
"skipped" and the cause "unknownKind". A folder with photos of several kinds takes one call a kind.

Output with --json, one line a file: {"file", "verdict", "findings": [{"check", "verdict", "measured", "limit", "unit", "cause"}], "read"}. Exit code 0 when every
file got a verdict. docs/checks.md tells what each check says.
`;

const fieldsHelp = `
Input: one JSON object a line. The fields lie in it or in its member "applicant", "fields" or "application"; names in camelCase, snake_case or Chinese:
name latinName sex nationality birthDate region address idNumber passportNumber validFrom validUntil phone email (姓名 性别 出生日期 身份证号 手机号 …);
"validity" may hold both dates ("2016.05.01-2036.05.01", "2016.05.01-长期"), "type" is resident_identity or passport, "account": {"status": …}.
A field that is not there is not asked about; an empty one is missing.

Output with --json, one line for each that is not blank, in order: {"line", "id", "verdict", "findings": [{"check", "verdict", "severity", "field",
"measured", "limit", "unit", "cause", "suggests"}]}. "line" counts from 1, "id" is the line's own. A line that can't be read gets the verdict "error" and
its "problem"; the next one is read all the same. Exit code 0 when every line got its answer. docs/checks.md tells what each check says.
`;

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
    .addOption(new Option('--kind <kind>', 'what all of them are photos of; the checks of that kind run').choices(documentKinds))
    .option('--no-reading', 'do not read the text of the photos, which takes a second each')
    .addHelpText('after', imagesHelp)
    .action(async (paths: string[], options: { json?: boolean; kind?: DocumentKind; reading: boolean }) => {
      const { checkImageFiles } = await import('../checks/index.ts');
      let unchecked = 0;
      const tell = (result: ImageFile): void => {
        if (result.problem !== undefined) unchecked += 1;
        if (options.json === true) sayJson(result);
        else say(`${result.verdict.padEnd(7)} ${result.file}  ${wordsOf(result.findings)}`);
      };
      await checkImageFiles(paths, policy, tell, { kind: options.kind, withReading: options.reading });
      if (unchecked > 0) process.exitCode = exitCodes.lookAtIt;
    });

  program
    .command('check-fields')
    .description('checks one application’s fields a line of JSON from standard input, and answers a line each')
    .option('--json', 'one line of JSON an application')
    .option('--policy <file>', 'the limits to check against, instead of those that come with the program')
    .option('--today <date>', 'the day to check for, YYYY-MM-DD, instead of the present one')
    .addHelpText('after', fieldsHelp)
    .action(async (options: { json?: boolean; policy?: string; today?: string }) => {
      const { checkFields } = await import('../checks/index.ts');
      const limits = options.policy === undefined ? policy : policySchema.parse(JSON.parse(await readFile(options.policy, 'utf8')));
      const now = options.today === undefined ? systemClock.now() : Date.parse(`${options.today}T12:00:00+08:00`);
      if (Number.isNaN(now)) throw new InvalidArgumentError('--today wants a date as YYYY-MM-DD');
      let number = 0;
      for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
        number += 1;
        if (line.trim() === '') continue;
        const result = checkFields(line, limits, now, number);
        if (options.json === true) sayJson(result);
        else say(`${result.verdict.padEnd(7)} ${result.problem ?? wordsOf(result.findings)}`);
      }
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
