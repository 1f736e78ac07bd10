import { oc } from '@orpc/contract';
import { z } from 'zod';
import { type QueueCounts, type QueuePage, queueOrders, queueViews } from '../../domain/queue.ts';
import { answer } from './envelope.ts';

/** What a page of the queue is asked for with. */
export const queueQuerySchema = z.object({
  view: z.enum(queueViews),
  search: z.string().max(200).optional(),
  types: z.array(z.string().max(100)).max(20).optional(),
  order: z.object({ by: z.enum(queueOrders), descending: z.boolean() }).default({ by: 'due', descending: false }),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
});

/** Queue: everything held here, in views, ordered and searched. */
export const queue = {
  list: oc.input(queueQuerySchema).output(answer<QueuePage>()),
  counts: oc.output(answer<QueueCounts>()),
  /** The applications to review next, in the view's order, without `after` and those before it; for going on and for prefetching. */
  next: oc
    .input(z.object({ view: z.enum(queueViews), after: z.string().max(200).optional(), count: z.int().min(1).max(10).default(1) }))
    .output(answer<{ applicationIds: string[] }>()),
};
