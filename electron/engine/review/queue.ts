import { type Result, succeed } from '../../../shared/domain/failure.ts';
import type { QueueCounts, QueuePage, QueueQuery, QueueRow, QueueWalk } from '../../../shared/domain/queue.ts';
import { momentOf, platformNow } from './moment.ts';
import type { ReviewParts } from './parts.ts';
import { rulesInForce } from './rules.ts';
import { isHidden } from './second-look/permission.ts';

const moment = ({ store, clock }: ReviewParts) => momentOf(platformNow(store.read, clock.now()), rulesInForce(store.read).policy);

/** One page of the queue, names masked. */
export const queuePage = (parts: ReviewParts, query: QueueQuery): Result<QueuePage> => {
  const { now, atRiskBefore, dayStart } = moment(parts);
  const { read } = parts.store;
  const { rows, total } = read.queuePage(query, now, atRiskBefore, dayStart);
  return succeed({
    rows: rows.map((row) => (row.decision !== undefined && isHidden(read, row.decision.decisionId) ? undecidedRow(row) : row)),
    total,
  });
};

/** What an earlier reviewer of this desk decided is not told while the present one still has to form a second view of it. */
const undecidedRow = ({ decision: _decision, ...row }: QueueRow): QueueRow => row;

/** How many applications each view holds. */
export const queueCounts = (parts: ReviewParts): Result<QueueCounts> => {
  const { now, atRiskBefore, dayStart } = moment(parts);
  return succeed(parts.store.read.queueCounts(now, atRiskBefore, dayStart));
};

/** The applications to review next in a list, after the one given. */
export const queueNext = (
  parts: ReviewParts,
  walk: QueueWalk,
  after: string | undefined,
  count: number,
): Result<{ applicationIds: string[] }> => {
  const { now, atRiskBefore, dayStart } = moment(parts);
  return succeed({ applicationIds: parts.store.read.queueNext(walk, after, count, now, atRiskBefore, dayStart) });
};
