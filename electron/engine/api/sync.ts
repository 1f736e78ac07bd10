import { isActive } from '../../../shared/domain/announcement.ts';
import { succeed } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import { desk, onDesk } from './context.ts';

/** Sync: the exchange's state, continue, stop; announcements. */
export const sync = {
  state: desk.sync.state.handler(({ context }) => onDesk(context, (open) => succeed(open.transfer()))),
  start: desk.sync.start.handler(({ context }) =>
    onDesk(context, (open) => {
      open.sync().start();
      return succeed(open.transfer());
    }),
  ),
  stop: desk.sync.stop.handler(({ context }) =>
    onDesk(context, (open) => {
      open.sync().stop();
      return succeed(open.transfer());
    }),
  ),
  nudge: desk.sync.nudge.handler(({ context }) => onDesk(context, (open) => succeed({ looking: open.sync().nudge() }))),
  erasure: desk.sync.erasure.handler(({ context }) =>
    onDesk(context, ({ store: { read } }) =>
      succeed({ retention: read.policy()?.retention, outlook: read.erasureOutlook(), erasedFiles: read.erasedFileCount() }),
    ),
  ),
  announcements: desk.sync.announcements.handler(({ context }) =>
    onDesk(context, (open) => {
      const now = toTimestamp(context.workstation.now());
      const order = (active: boolean) => (active ? 0 : 1);
      return succeed(
        [...open.store.read.announcements()].sort(
          (left, right) => order(isActive(left, now)) - order(isActive(right, now)) || right.from.localeCompare(left.from),
        ),
      );
    }),
  ),
};
