import { succeed } from '../../../shared/domain/failure.ts';
import { examine, writeBundle } from '../care/index.ts';
import { systemClock } from '../ports/clock.ts';
import { desk } from './context.ts';

/** Care: diagnosis, bundle; both answer while locked. The pages of the database are not read one by one here, where a person waits for this thread. */
export const care = {
  examine: desk.care.examine.handler(async ({ context }) =>
    succeed(await examine({ workstation: context.workstation, clock: systemClock, thorough: false })),
  ),
  bundle: desk.care.bundle.handler(({ context, input }) =>
    writeBundle({ workstation: context.workstation, clock: systemClock, thorough: false, settings: context.settings.read() }, input.path),
  ),
};
