import { type Result, succeed } from '../../../shared/domain/failure.ts';
import type { QueueCounts, QueuePage, QueueQuery, QueueView } from '../../../shared/domain/queue.ts';
import { momentOf, platformNow } from './moment.ts';
import type { ReviewParts } from './parts.ts';
import { rulesInForce } from './rules.ts';

const moment = ({ store, clock }: ReviewParts) => momentOf(platformNow(store.read, clock.now()), rulesInForce(store.read).policy);

/** One page of the queue, names masked. */
export const queuePage = (parts: ReviewParts, query: QueueQuery): Result<QueuePage> => {
  const { now, atRiskBefore, dayStart } = moment(parts);
  return succeed(parts.store.read.queuePage(query, now, atRiskBefore, dayStart));
};

/** How many applications each view holds. */
export const queueCounts = (parts: ReviewParts): Result<QueueCounts> => {
  const { now, atRiskBefore, dayStart } = moment(parts);
  return succeed(parts.store.read.queueCounts(now, atRiskBefore, dayStart));
};

/** The applications to review next in a view, after the one given. */
export const queueNext = (
  parts: ReviewParts,
  view: QueueView,
  after: string | undefined,
  count: number,
): Result<{ applicationIds: string[] }> => {
  const { now, atRiskBefore, dayStart } = moment(parts);
  return succeed({ applicationIds: parts.store.read.queueNext(view, after, count, now, atRiskBefore, dayStart) });
};
