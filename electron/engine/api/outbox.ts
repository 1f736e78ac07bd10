import { desk, onDesk } from './context.ts';

/** Outbox: list, retry, drop. */
export const outbox = {
  list: desk.outbox.list.handler(({ context, input }) => onDesk(context, ({ review }) => review.outbox(input.offset, input.limit))),
  retry: desk.outbox.retry.handler(({ context, input }) => onDesk(context, ({ review }) => review.retry(input.decisionId))),
  drop: desk.outbox.drop.handler(({ context, input }) => onDesk(context, ({ review }) => review.drop(input.decisionId, input.note))),
};
