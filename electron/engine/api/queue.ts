import { desk, onDesk } from './context.ts';

/** Queue: pages, counts, what comes next. */
export const queue = {
  list: desk.queue.list.handler(({ context, input }) => onDesk(context, ({ review }) => review.queuePage(input))),
  counts: desk.queue.counts.handler(({ context }) => onDesk(context, ({ review }) => review.queueCounts())),
  next: desk.queue.next.handler(({ context, input }) =>
    onDesk(context, ({ review }) => {
      const { after, count, ...walk } = input;
      return review.queueNext(walk, after, count);
    }),
  ),
};
