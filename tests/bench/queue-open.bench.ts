/**
 * `queue-open`: the first page of every view in every order, both ways, of 1,000,000 encrypted applications, with its total; against 50 ms, and (`-growth`) against the
 * same over 10,000.
 */
import { queueOrders, queueViews } from '../../shared/domain/queue.ts';
import { measureQueue } from './queue-lists.ts';

measureQueue('queue-open', () =>
  queueViews.flatMap((view) => queueOrders.flatMap((by) => [false, true].map((descending) => ({ view, order: { by, descending } })))),
);
