import type { Command } from 'commander';
import type { Result } from '../../../shared/domain/failure.ts';
import type { OpenDesk } from '../open-desk.ts';
import { wholeNumber } from './numbers.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, say, sayError, sayJson } from './output.ts';

/** `desk claim`, `desk release`: leases of applications, for sites without a window. */
export const addClaimCommands = (program: Command): void => {
  withWorkstationOptions(
    program
      .command('claim')
      .description('asks the platform for the next applications; without --count only shows what is claimed')
      .option('--count <n>', 'how many', wholeNumber)
      .option('--type <type...>', 'only applications of these types')
      .option('--along', 'take them along for work without a network, with the longer lease')
      .option('--json', 'one line of JSON a claim'),
  ).action((options: WorkstationOptions & { count?: number; type?: string[]; along?: boolean; json?: boolean }) =>
    onDesk(options, async (desk) => {
      if (options.count !== undefined && options.count > 0) {
        const taken = await desk.sync().takeClaims(options.count, options.type, options.along === true);
        if (!taken.ok) return taken;
        sayError(`${taken.value.taken} taken`);
      }
      return listClaims(desk, options.json === true);
    }),
  );

  withWorkstationOptions(
    program
      .command('release')
      .description('gives claims back: those named, or all; what the platform could not be told yet is told at the next exchange')
      .argument('[application...]')
      .option('--json', 'one line of JSON a claim that is left'),
  ).action((ids: string[], options: WorkstationOptions & { json?: boolean }) =>
    onDesk(options, async (desk) => {
      await desk.sync().giveBackClaims(ids.length === 0 ? undefined : ids);
      return listClaims(desk, options.json === true);
    }),
  );
};

const listClaims = (desk: OpenDesk, json: boolean): Result<void> => {
  const { claims } = desk.sync().claims();
  for (const claim of claims) {
    if (json) sayJson(claim);
    else say(`${claim.applicationId}  ${claim.state.padEnd(9)} ${claim.expiresAt}${claim.takenAlong ? '  taken along' : ''}`);
  }
  // Lost, or not told yet: somebody should know.
  if (claims.some(({ state }) => state !== 'held')) process.exitCode = exitCodes.lookAtIt;
  return done;
};
