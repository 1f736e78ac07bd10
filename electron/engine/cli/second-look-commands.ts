import type { Command } from 'commander';
import { type Agreement, clarityOf } from '../../../shared/domain/agreement.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { say, sayJson } from './output.ts';

/** A figure for people: kappa where there are cases enough, or that there are not. */
const written = (agreement: Agreement): string => {
  const { cases, agreed, kappa } = agreement;
  const clarity = clarityOf(agreement);
  return `${agreed} of ${cases} agree, ${kappa === undefined ? clarity : `kappa ${kappa.toFixed(2)} (${clarity})`}`;
};

/** `desk second-review`. */
export const addSecondLookCommands = (program: Command): void => {
  withWorkstationOptions(
    program.command('second-review').description('what waits for a second reviewer, what was looked at, and how far the two agree'),
  )
    .option('--json', 'one line of JSON a second look, and a last one with the agreement')
    .action((options: WorkstationOptions & { json?: boolean }) =>
      onDesk(options, async ({ review }) => {
        const list = review.secondLooks();
        if (!list.ok) return list;
        const agreement = review.secondLookAgreement();
        if (!agreement.ok) return agreement;
        const { waiting, formed } = list.value;
        for (const row of [...waiting, ...formed]) {
          if (options.json === true) sayJson(row);
          else
            say(`${row.decisionId}  ${row.kind.padEnd(10)} ${(row.formedAt === undefined ? 'waiting' : 'formed').padEnd(7)} ${row.name}`);
        }
        if (options.json === true) sayJson({ agreement: agreement.value });
        else {
          say(`outcomes: ${written(agreement.value.outcomes)}`);
          for (const { kind, outcomes } of agreement.value.perSource) say(`source ${kind}: ${written(outcomes)}`);
          for (const { name, ...figures } of [...agreement.value.perReason, ...agreement.value.perCheck])
            say(`${name}: ${written(figures)}`);
        }
        return done;
      }),
    );
};
