import { desk, onDesk } from './context.ts';

/** Policy: tried, never changed. */
export const policy = {
  whatIf: desk.policy.whatIf.handler(({ context, input }) => onDesk(context, ({ review }) => review.whatIf(input.changes, input.shown))),
};
