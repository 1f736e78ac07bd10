import { desk } from './context.ts';

/** Events: one stream a page, beginning with the present state, so that a page that has just come knows where it is. */
export const events = {
  stream: desk.events.stream.handler(async function* ({ context, signal }) {
    // Listening begins before the present state is read: whatever happens in between is told twice rather than not at all.
    const following = context.events.listen(signal);
    yield { kind: 'vault' as const, vault: context.workstation.state() };
    const open = context.workstation.desk();
    if (open.ok) yield { kind: 'transfer' as const, transfer: open.value.transfer() };
    yield* following;
  }),
};
