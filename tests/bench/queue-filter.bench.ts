/**
 * `queue-filter`: every view narrowed to one type or two, in every order, both ways, over 1,000,000 encrypted applications; against 50 ms, and (`-growth`) against the
 * same over 10,000. `queue-deep`: pages a tenth, three tenths, half and nine tenths down the open and all applications in every order.
 */
import { queueOrders, queueViews } from '../../shared/domain/queue.ts';
import { measureQueue } from './queue-lists.ts';

const chosen = [['passport'], ['travel_permit'], ['passport', 'residence_permit']];
measureQueue('queue-filter', () =>
  queueViews.flatMap((view) =>
    chosen.flatMap((types) => queueOrders.flatMap((by) => [false, true].map((descending) => ({ view, types, order: { by, descending } })))),
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
