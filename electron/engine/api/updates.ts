import { succeed } from '../../../shared/domain/failure.ts';
import { desk, onDesk } from './context.ts';

/** Newer versions of this program. */
export const updates = {
  state: desk.updates.state.handler(async ({ context }) => succeed(await context.updates.state())),
  check: desk.updates.check.handler(({ context }) =>
    onDesk(context, async () => {
      const checked = await context.updates.check();
      // Not waited for: how it goes on is told by events, and stands in the state.
      if (checked.ok && checked.value.newer?.turn === 'now')
        context.updates.fetch(false).catch((error: unknown) => context.log.error({ err: error }, 'an update could not be fetched'));
      return checked;
    }),
  ),
  fetch: desk.updates.fetch.handler(({ context }) => onDesk(context, () => context.updates.fetch(true))),
  take: desk.updates.take.handler(({ context, input }) => onDesk(context, () => context.updates.take(input.folder))),
  install: desk.updates.install.handler(({ context, input }) => onDesk(context, () => context.updates.install(input.moment))),
};
