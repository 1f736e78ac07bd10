import { resolve } from 'node:path';
import type { Command } from 'commander';
import { diagnosisWords } from '../../../shared/contract/engine/diagnosis-sentences.ts';
import type { Diagnosis } from '../../../shared/domain/diagnosis.ts';
import { fail, type Result } from '../../../shared/domain/failure.ts';
import { copiesOf, examine, removeCopies, restoreCopy, writeBundle } from '../care/index.ts';
import { systemClock } from '../ports/clock.ts';
import { openSettings } from '../settings.ts';
import type { Workstation } from '../workstation.ts';
import { wholeNumber } from './numbers.ts';
import { done, onWorkstation, readSecrets, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, language, say, sayError, sayJson } from './output.ts';

type Told = WorkstationOptions & { json?: boolean };

/** Unlocks where a passphrase was given; without one, only what lies outside the vault is looked at. What keeps the vault from opening is told. */
const unlockIfGiven = async (workstation: Workstation, options: WorkstationOptions): Promise<Result<void>> => {
  const { passphrase } = await readSecrets(options);
  if (passphrase === undefined || workstation.state().state !== 'locked') return done;
  const unlocked = await workstation.unlock(passphrase);
  return unlocked.ok ? done : unlocked;
};

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL', skipped: '–   ' } as const;

const sayDiagnosis = (found: readonly Diagnosis[], json: boolean): void => {
  for (const one of found) {
    const words = diagnosisWords(one, language());
    if (json) sayJson({ ...one, zh: diagnosisWords(one, 'zh'), en: diagnosisWords(one, 'en') });
    else say(`${marks[one.state]} ${words.what}${words.todo === '' ? '' : ` ${words.todo}`}`);
  }
  if (found.some(({ state }) => state === 'warn' || state === 'fail')) process.exitCode = exitCodes.lookAtIt;
};

/** `desk doctor`, `bundle` and `database …`. */
export const addCareCommands = (program: Command): void => {
  withWorkstationOptions(
    program
      .command('doctor')
      .description('looks at database, documents, space, clock, server and versions; 1 where something wants to be seen to'),
  )
    .option('--json', 'one line of JSON a check')
    .action((options: Told) =>
      onWorkstation(options, async (workstation) => {
        const unlocked = await unlockIfGiven(workstation, options);
        sayDiagnosis(await examine({ workstation, clock: systemClock, thorough: true }), options.json === true);
        return unlocked;
      }),
    );

  withWorkstationOptions(
    program
      .command('bundle')
      .description('writes a zip for the support: versions, settings, diagnosis, counts, logs, crash reports; nothing personal')
      .argument('<file>'),
  )
    .option('--json', 'as one line of JSON')
    .action((file: string, options: Told) =>
      onWorkstation(options, async (workstation) => {
        const unlocked = await unlockIfGiven(workstation, options);
        if (!unlocked.ok) sayError(`${unlocked.error.code}: the bundle is written without what lies in the vault`);
        const settings = openSettings(workstation.folder).read();
        const written = await writeBundle({ workstation, clock: systemClock, thorough: true, settings }, resolve(file));
        if (!written.ok) return written;
        if (options.json === true) sayJson(written.value);
        else say(`${written.value.fileName}: ${written.value.entries.length} files, ${written.value.bytes} bytes`);
        return done;
      }),
    );

  const database = program.command('database').description('the copies of the database from before migrations');
  withWorkstationOptions(database.command('copies').description('which there are, one line of JSON each')).action(
    (options: WorkstationOptions) =>
      onWorkstation(options, async (workstation) => {
        for (const { schema, bytes } of copiesOf(workstation)) sayJson({ schema, bytes });
        return done;
      }),
  );
  withWorkstationOptions(database.command('remove').description('removes all copies')).action((options: WorkstationOptions) =>
    onWorkstation(options, async (workstation) => {
      removeCopies(workstation);
      return done;
    }),
  );
  withWorkstationOptions(
    database
      .command('restore')
      .description('puts a copy in the place of the database, which is put aside as desk.db.replaced')
      .requiredOption('--schema <n>', 'the copy’s schema', wholeNumber),
  ).action((options: WorkstationOptions & { schema: number }) =>
    onWorkstation(options, async (workstation) => {
      const { passphrase } = await readSecrets(options);
      if (passphrase === undefined) return fail('input_invalid', { paths: ['DESK_PASSPHRASE'] });
      const restored = await restoreCopy(workstation, options.schema, passphrase);
      if (!restored.ok) return restored;
      sayJson({ schema: restored.value.schema, bytes: restored.value.bytes });
      return done;
    }),
  );
};
