import type { Command } from 'commander';
import { fail } from '../../../shared/domain/failure.ts';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { sayJson } from './output.ts';

/** Entries read at once while the proof of an erasure is looked for. */
const portion = 1_000;

/** `desk erase`. */
export const addEraseCommands = (program: Command): void => {
  withWorkstationOptions(
    program
      .command('erase')
      .description('what is erased when its time has passed: what waits, and with --due erases what is due')
      .option('--due', 'erases what is due now')
      .option('--of <id>', 'prints the audit’s entries about the erasure of this application'),
  ).action((options: WorkstationOptions & { due?: boolean; of?: string }) =>
    onDesk(options, async ({ store, erasure }) => {
      if (options.of !== undefined) {
        const token = store.read.erasureToken(options.of);
        let found = 0;
        for (let from = 1; ; from += portion) {
          const entries = store.read.auditEntries(from, portion);
          for (const { seq, at, action, details } of entries) {
            if (!action.startsWith('erasure.') || details?.application !== token) continue;
            sayJson({ seq, at, action, details });
            found += 1;
          }
          if (entries.length < portion) break;
        }
        return found === 0 ? fail('application_unknown') : done;
      }
      if (options.due === true) sayJson(await erasure.run());
      else sayJson({ retention: store.read.policy()?.retention, ...store.read.erasureOutlook() });
      return done;
    }),
  );
};
