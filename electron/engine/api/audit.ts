import { succeed } from '../../../shared/domain/failure.ts';
import { desk, failureOf, onDesk } from './context.ts';

/** Audit: pages, the chain and whether it is sound, export. */
export const audit = {
  page: desk.audit.page.handler(({ context, input }) =>
    onDesk(context, ({ review }) => review.auditPage(input.filter, input.before, input.limit)),
  ),
  chain: desk.audit.chain.handler(({ context }) => onDesk(context, ({ chain }) => succeed(chain.state()))),
  verify: desk.audit.verify.handler(async function* ({ context, input, signal }) {
    const open = context.workstation.desk();
    if (!open.ok) return yield open;
    try {
      yield* open.value.chain.verify(input, signal);
    } catch (error) {
      yield failureOf(error, context);
    }
  }),
  export: desk.audit.export.handler(async function* ({ context, input, signal }) {
    const open = context.workstation.desk();
    if (!open.ok) return yield open;
    // A stream answers for itself: what is thrown in the middle of it passes by what turns exceptions into envelopes.
    try {
      yield* open.value.review.exportAudit(input.path, input.filter, input.words, signal);
    } catch (error) {
      yield failureOf(error, context);
    }
  }),
};
