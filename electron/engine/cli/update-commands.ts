import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { UpdatesState } from '../../../shared/domain/updates.ts';
import { isExpired, proveRelease, readReleaseKeys } from '../../release/index.ts';
import { systemClock } from '../ports/clock.ts';
import { openLog } from '../ports/log.ts';
import { systemRandom } from '../ports/random.ts';
import { openProgramUpdates, shippedKeys } from '../program-updates.ts';
import { isWhole, type Updates } from '../updates/index.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, language, say, sayError, sayFailure, sayJson } from './output.ts';

type Told = WorkstationOptions & { json?: boolean };

/** Runs `work` on the updates of the data folder, whose desk is open. */
const onUpdates = (options: Told, work: (updates: Updates) => Promise<Result<UpdatesState>>): Promise<void> =>
  onDesk(options, async (_desk, workstation) => {
    const { log } = openLog(workstation.folder);
    const updates = openProgramUpdates(
      workstation.folder,
      () => workstation,
      { clock: systemClock, random: systemRandom, log },
      { changed: () => {} },
    );
    try {
      const outcome = await work(updates);
      if (!outcome.ok) return outcome;
      sayState(outcome.value, options.json === true);
      return done;
    } finally {
      await updates.close();
    }
  });

/** What is told of the state, line by line. */
const linesOf = ({ newer, running }: UpdatesState): string[] => {
  if (newer === undefined) return [`${running}: nothing newer is known.`];
  const { version, news, turn, urgent, file } = newer;
  const head = [`${running} → ${version}${urgent ? ', to be installed at once' : ''}`, news[language()]];
  if (file === undefined) return [...head, 'It has no installer for this system.'];
  if (file.ready) return [...head, file.path, ...(file.command === undefined ? [] : [file.command])];
  const early = turn === 'may_ask' ? '; --before-turn has it now' : '';
  return [
    ...head,
    ...(turn === 'now' ? [] : [`Not this workstation’s turn yet${early}.`]),
    `${file.name}: ${file.held} of ${file.bytes} bytes are here.`,
  ];
};

/** Says what there is; something newer is something to look at. */
const sayState = (state: UpdatesState, json: boolean): void => {
  if (state.newer !== undefined) process.exitCode = exitCodes.lookAtIt;
  if (json) sayJson(state);
  else for (const line of linesOf(state)) say(line);
};

/** A file's text, or the failure that says which could not be read. */
const textOf = async (path: string): Promise<Result<string>> => {
  try {
    return succeed((await readFile(path, 'utf8')).trim());
  } catch {
    return fail('file_unreadable', { file: basename(path) });
  }
};

/** Proves a statement, and the files that were named with it. */
const verify = async (statement: string, files: readonly string[], keysFile: string | undefined): Promise<Result<void>> => {
  const text = await textOf(statement);
  if (!text.ok) return text;
  const proven = await proveRelease(text.value, keysFile === undefined ? shippedKeys() : readReleaseKeys(keysFile));
  if (!proven.ok) return proven;
  const { version, publishedAt, validUntil, stage, files: named } = proven.value;
  if (isExpired(proven.value, systemClock.now())) return fail('release_expired', { version, validUntil });
  for (const path of files) {
    const file = named.find(({ name }) => name === basename(path));
    if (file === undefined || !(await isWhole(resolve(path), file))) return fail('release_file_wrong', { file: basename(path), version });
  }
  sayJson({
    version,
    publishedAt,
    validUntil,
    share: stage.share,
    files: named.map(({ name }) => name),
    verified: files.map((path) => basename(path)),
  });
  return done;
};

/** `desk update …`: newer versions of this program. */
export const addUpdateCommands = (program: Command): void => {
  const update = program.command('update').description('newer versions of this program, proven by the publisher’s signature');
  withWorkstationOptions(update.command('check').description('asks the platform; 1 where there is a newer version'))
    .option('--json', 'as one line of JSON')
    .action((options: Told) => onUpdates(options, (updates) => updates.check()));

  withWorkstationOptions(
    update.command('fetch').description('fetches the newer version and says what an administrator does with it; installs nothing'),
  )
    .option('--before-turn', 'also where it is not this workstation’s turn yet, if the policy allows it')
    .option('--from <folder>', 'out of a folder that holds release.jws and the installer, for a site without a network')
    .option('--json', 'as one line of JSON')
    .action((options: Told & { beforeTurn?: boolean; from?: string }) =>
      onUpdates(options, async (updates) => {
        if (options.from !== undefined) return updates.take(resolve(options.from));
        const checked = await updates.check();
        if (!checked.ok || checked.value.newer === undefined) return checked;
        return updates.fetch(options.beforeTurn === true);
      }),
    );

  update
    .command('verify')
    .description('proves a release’s statement and, where they are named, its installers; needs no workstation')
    .argument('<statement>', 'release.jws')
    .argument('[files...]', 'installers that it names')
    .option('--keys <file>', 'by these public keys (a JSON Web Key Set) instead of those of this program')
    .action(async (statement: string, files: string[], options: { keys?: string }) => {
      const verified = await verify(statement, files, options.keys);
      if (verified.ok) return;
      sayFailure(verified.error);
      if (verified.error.code === 'release_unverifiable') sayError('  --keys names a file with the publisher’s public keys.');
    });
};
