/**
 * `queue-filter`: every view narrowed to one type or two, by each of the other filters and by several at once, in every order, both ways, over 1,000,000 encrypted applications; against 50 ms, and (`-growth`) against the
 * same over 10,000. `queue-deep`: pages a tenth, three tenths, half and nine tenths down the open and all applications in every order.
 */
import { type QueueFilter, queueOrders, queueViews } from '../../shared/domain/queue.ts';
import { measureQueue } from './queue-lists.ts';

const chosen: readonly QueueFilter[] = [
  { types: ['passport'] },
  { types: ['travel_permit'] },
  { types: ['passport', 'residence_permit'] },
  { due: ['past'] },
  { due: ['at_risk', 'due_today'] },
  { due: ['in_time'] },
  { verdicts: ['fail'] },
  { verdicts: ['warn', 'error'] },
  { attempts: ['first'] },
  { attempts: ['again'] },
  { requests: ['amendment'] },
  { requests: ['withdrawal'] },
  { accounts: ['active'] },
  { accounts: ['disabled'] },
  { claims: ['lost'] },
  { types: ['travel_permit'], verdicts: ['error'], attempts: ['again'] },
  { types: ['residence_permit'], due: ['due_today'], verdicts: ['fail'], accounts: ['active', 'locked'] },
];
measureQueue('queue-filter', () =>
  queueViews.flatMap((view) =>
    chosen.flatMap((filter) =>
      queueOrders.flatMap((by) => [false, true].map((descending) => ({ view, ...filter, order: { by, descending } }))),
    ),
  ),
);
const depths = [0.1, 0.3, 0.5, 0.9];
/** Of all applications, as made. */
const openShare = 0.66;
measureQueue('queue-deep', (count) =>
  (['mine', 'all'] as const).flatMap((view) =>
    queueOrders.flatMap((by) =>
      depths.map((depth) => ({
        view,
        order: { by, descending: false },
        offset: Math.floor(count * depth * (view === 'mine' ? openShare : 1)),
      })),
    ),
  ),
);
