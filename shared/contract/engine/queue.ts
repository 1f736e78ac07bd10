import { oc } from '@orpc/contract';
import { z } from 'zod';
import { claimStates } from '../../domain/claim.ts';
import { verdicts } from '../../domain/finding.ts';
import {
  attemptKinds,
  dueStates,
  type QueueCounts,
  type QueueFilter,
  type QueuePage,
  type QueueWalk,
  queueOrders,
  queueViews,
} from '../../domain/queue.ts';
import { answer } from './envelope.ts';

const words = z.array(z.string().min(1).max(100)).max(20).optional();

/** What a list is narrowed by. */
export const queueFilterSchema = z.object({
  types: words,
  due: z.array(z.enum(dueStates)).max(10).optional(),
  verdicts: z
    .array(z.enum([...verdicts, 'waiting']))
    .max(10)
    .optional(),
  attempts: z.array(z.enum(attemptKinds)).max(5).optional(),
  requests: words,
  accounts: words,
  claims: z.array(z.enum(claimStates)).max(5).optional(),
}) satisfies z.ZodType<QueueFilter>;

const order = z.object({ by: z.enum(queueOrders), descending: z.boolean() });

/** The list that is walked through; in due order where none is named. */
const queueWalkSchema = queueFilterSchema.extend({
  view: z.enum(queueViews),
  search: z.string().max(200).optional(),
  order: order.optional(),
}) satisfies z.ZodType<QueueWalk>;

/** What a page of the queue is asked for with. */
export const queueQuerySchema = queueWalkSchema.extend({
  order: order.default({ by: 'due', descending: false }),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
});

/** Queue: everything held here, in views, ordered and searched. */
export const queue = {
  list: oc.input(queueQuerySchema).output(answer<QueuePage>()),
  counts: oc.output(answer<QueueCounts>()),
  /** The applications to review next, in the list's order, without `after` and those before it; for going on and for prefetching. */
  next: oc
    .input(queueWalkSchema.extend({ after: z.string().max(200).optional(), count: z.int().min(1).max(10).default(1) }))
    .output(answer<{ applicationIds: string[] }>()),
};
