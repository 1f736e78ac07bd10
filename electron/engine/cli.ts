/**
 * The command line: the engine without a window, for sites that script it and for tests. Each command is one file in `cli/`; what is
 * printed for machines goes to standard output, one JSON value a line, everything else to standard error. Exit code 0 done, 1 done with
 * something to look at, 2 used wrongly, 3 could not.
 */
import { Command, CommanderError } from 'commander';
import packageFile from '../../package.json' with { type: 'json' };
import { addAuditCommands } from './cli/audit-commands.ts';
import { addBackupCommands } from './cli/backup-commands.ts';
import { addCalendarCommands } from './cli/calendar-commands.ts';
import { addCareCommands } from './cli/care-commands.ts';
import { addCheckCommands } from './cli/check-commands.ts';
import { addClaimCommands } from './cli/claim-commands.ts';
import { addEraseCommands } from './cli/erase-commands.ts';
import { addInsightCommands } from './cli/insight-commands.ts';
import { addIntakeCommands } from './cli/intake-commands.ts';
import { exitCodes, sayError, sayFailure } from './cli/output.ts';
import { addPackageCommands } from './cli/package-commands.ts';
import { addReviewCommands } from './cli/review-commands.ts';
import { addSecondLookCommands } from './cli/second-look-commands.ts';
import { addServerTrustCommand } from './cli/server-trust-command.ts';
import { addSignInCommands } from './cli/sign-in-commands.ts';
import { addUpdateCommands } from './cli/update-commands.ts';
import { addVaultCommands } from './cli/vault-commands.ts';
import { systemClock } from './ports/clock.ts';
import { reportCrash } from './ports/crash-reports.ts';
import { readServerTrust } from './ports/server-trust.ts';

const program = new Command('desk')
  .description('审核台 on the command line. DESK_PASSPHRASE, DESK_SERVER and DESK_TOKEN come from the environment, never from arguments.')
  .version(packageFile.version)
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });
addVaultCommands(program);
addAuditCommands(program);
addCareCommands(program);
addSignInCommands(program);
addReviewCommands(program);
addSecondLookCommands(program);
addInsightCommands(program);
addClaimCommands(program);
addPackageCommands(program);
addCalendarCommands(program);
addServerTrustCommand(program);
addEraseCommands(program);
addBackupCommands(program);
addUpdateCommands(program);
addCheckCommands(program);
addIntakeCommands(program);

/** `--json` is understood everywhere, also by the commands that print one line of JSON in any case. */
const understandJson = (command: Command): void => {
  const { options } = command;
  if (options.some(({ long }) => long === '--data') && !options.some(({ long }) => long === '--json') && command.name() !== 'key')
    command.option('--json', 'as one line of JSON, which it is in any case');
  for (const inner of command.commands) understandJson(inner);
};
understandJson(program);

/** The options of the workstation may stand before the command as well: then they are read behind it. */
const behindCommand = (parameters: readonly string[]): string[] => {
  const valued = ['--data', '--passphrase-fd', '--token-fd'];
  let first = 0;
  for (let word = parameters[first]; word !== undefined; word = parameters[first]) {
    if (valued.includes(word)) first += 2;
    else if (word === '--json' || valued.some((name) => word.startsWith(`${name}=`))) first += 1;
    else break;
  }
  return first >= parameters.length ? [...parameters] : [...parameters.slice(first), ...parameters.slice(0, first)];
};

/** The workstation's folder as it was named, where one was. */
const dataFolderOf = (parameters: readonly string[]): string | undefined => {
  const at = parameters.indexOf('--data');
  return at === -1 ? parameters.find((one) => one.startsWith('--data='))?.slice('--data='.length) : parameters[at + 1];
};

// Whoever reads our output may stop reading (`desk queue | head`): that is their right and no error of ours.
process.stdout.on('error', () => process.exit(exitCodes.done));

const ofFolder = dataFolderOf(process.argv);
const trusted = ofFolder === undefined ? undefined : readServerTrust(ofFolder);
try {
  if (trusted?.ok === false && !process.argv.includes('server-trust')) sayFailure(trusted.error);
  else await program.parseAsync(behindCommand(process.argv.slice(2)), { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usedWrongly;
  else {
    sayError(`desk: ${error instanceof Error ? error.message : 'an unexpected error'}`);
    const folder = dataFolderOf(process.argv);
    if (folder !== undefined) reportCrash(folder, 'engine', systemClock.iso(), error);
    process.exitCode = exitCodes.couldNot;
  }
}
