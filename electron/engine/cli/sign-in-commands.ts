import type { Command } from 'commander';
import { done, onDesk, type WorkstationOptions, withWorkstationOptions } from './opened.ts';
import { exitCodes, sayError, sayJson } from './output.ts';

/** `desk sign-in` and `desk sign-out`: the browser's sign-in for those who work without a window, and its end for everybody. */
export const addSignInCommands = (program: Command): void => {
  withWorkstationOptions(
    program
      .command('sign-in')
      .description('signs in by a browser on this machine: prints the address to open and waits for the answer on loopback'),
  ).action((options: WorkstationOptions) =>
    onDesk(
      options,
      async (desk, workstation) => {
        const signed = await workstation.signInByBrowser();
        if (!signed.ok) return signed;
        sayJson({ signedIn: true, subject: signed.value.signIn?.subject, reviewer: desk.store.read.workstation().ownReviewerId });
        return done;
      },
      (address) => {
        sayError('Open this address in a browser on this machine:');
        sayJson({ address });
      },
    ),
  );

  withWorkstationOptions(
    program.command('sign-out').description('gives claims back, has the sign-in service forget the sign-in, and erases the tokens'),
  ).action((options: WorkstationOptions) =>
    onDesk(options, async (desk, workstation) => {
      const { signIn } = desk.store.read.workstation();
      const ended = await workstation.signOut();
      if (!ended.ok) return ended;
      const { told } = ended.value;
      if (signIn !== undefined && !told) {
        sayError('The sign-in service could not be told; the tokens are erased here all the same.');
        process.exitCode = exitCodes.lookAtIt;
      }
      sayJson({ signedOut: true, ...(signIn === undefined ? {} : { told }) });
      return done;
    }),
  );
};
