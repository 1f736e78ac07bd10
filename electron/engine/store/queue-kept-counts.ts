import type { QueueFilter, QueueView } from '../../../shared/domain/queue.ts';
import { shanghaiMoment } from '../../../shared/domain/shanghai-time.ts';
import { verdictRanks } from './progress.ts';
import { allOf, type Condition, conditionsOf, countedConditions, dueSpans } from './queue-filter.ts';
import type { QueueMoment } from './queue-list.ts';
import type { Instant } from './types.ts';

/** What a view asks of a row of the kept counts; of those that follow from the time of day nothing is kept there. */
const countedBy: Record<Exclude<QueueView, 'at_risk' | 'decided_today'>, string> = {
  mine: 'true',
  resubmissions: 'attempt > 1',
  requests: 'requested = 1',
  flagged: `verdict_rank = ${verdictRanks.fail}`,
  all: 'true',
};
type CountedView = keyof typeof countedBy;

/** Whether a view's rows are told apart by the kept counts. */
export const isCounted = (view: QueueView): view is CountedView => view !== 'at_risk' && view !== 'decided_today';

const totalOf = (table: string, { sql, values }: Condition): Condition => ({
  sql: `SELECT coalesce(sum(count), 0) AS total FROM ${table} WHERE ${sql}`,
  values,
});
const inArms = (arms: readonly string[], of: string): Condition => ({ sql: `(${arms.join(' OR ')}) AND ${of}`, values: [] });

/** The number of rows of a view, from counts that the database keeps: how many there are costs nothing. */
const keptSql = (view: CountedView, arms: readonly string[], filter: QueueFilter): Condition =>
  totalOf('application_counts', allOf([inArms(arms, countedBy[view]), ...countedConditions(filter)]));

/** What the counts of what few are know beside the others. */
const rareConditions = ({ requests, accounts }: QueueFilter): Condition[] => [
  ...(requests?.length ? [oneKindOf(requests)] : []),
  ...(accounts?.length ? [{ sql: 'account_status IN (SELECT value FROM json_each(?))', values: [JSON.stringify(accounts)] }] : []),
];
const oneKindOf = (kinds: readonly string[]): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM json_each(request_kinds) k WHERE k.value IN (SELECT value FROM json_each(?)))',
  values: [JSON.stringify(kinds)],
});

/** The same from the counts of what few are, where the list is narrowed by kinds of open requests or by accounts that are not active. */
const rareSql = (view: CountedView, arms: readonly string[], filter: QueueFilter, also: readonly Condition[] = []): Condition => {
  const of = inArms(arms, view === 'requests' ? "request_kinds <> '[]'" : countedBy[view]);
  return totalOf('application_rare_counts', allOf([of, ...countedConditions(filter), ...rareConditions(filter), ...also]));
};

/** What these arms of a view hold, narrowed by anything but due times and claims; what is decided and still listed as open counts as open, and what is postponed counts. */
export const listedSql = (view: CountedView, arms: readonly string[], filter: QueueFilter): Condition => {
  const { accounts, ...rest } = filter;
  if (!accounts?.includes('active')) return (filter.requests?.length || accounts?.length ? rareSql : keptSql)(view, arms, filter);
  // Nearly all are active: those that are not, and not wanted, are counted instead.
  const all = listedSql(view, arms, rest);
  const others = rareSql(view, arms, rest, [
    { sql: "account_status <> 'active' AND account_status NOT IN (SELECT value FROM json_each(?))", values: [JSON.stringify(accounts)] },
  ]);
  return { sql: `SELECT (${all.sql}) - (${others.sql}) AS total`, values: [...all.values, ...others.values] };
};

/** What is open and postponed beyond `now`, narrowed by anything but due times and claims: whole hours are counted, the rest of this hour is read. */
export const postponedSql = (moment: QueueMoment, filter: QueueFilter): Condition => {
  const hour = moment.now.slice(0, 'YYYY-MM-DDTHH'.length);
  const counted = allOf([...countedConditions(filter), ...rareConditions(filter)]);
  const read = allOf(conditionsOf(filter, moment));
  return {
    sql: `SELECT (SELECT coalesce(sum(count), 0) FROM application_rare_counts WHERE closed = 0 AND postponed_hour > ? AND ${counted.sql})
      + (SELECT count(*) FROM applications INDEXED BY applications_postponed_until
          WHERE closed = 0 AND postponed_until IS NOT NULL AND postponed_until > ? AND postponed_until < ? AND ${read.sql}) AS total`,
    // `;` is what follows the colon after the hour.
    values: [hour, ...counted.values, moment.now, `${hour};`, ...read.values],
  };
};

/** What was decided since the beginning of a day in Asia/Shanghai and is in the list as such. */
export const decidedSql = ({ dayStart }: QueueMoment, filter: QueueFilter): Condition =>
  totalOf(
    'application_decided_counts',
    allOf([{ sql: 'day >= ?', values: [shanghaiMoment(dayStart).date] }, ...countedConditions(filter)]),
  );

/** Open ones that are due before a moment: whole hours are counted, the rest of the last hour is read. */
const dueBeforeSql = (moment: Instant, ofTypes: Condition): Condition => {
  const hour = moment.slice(0, 'YYYY-MM-DDTHH'.length);
  return {
    sql: `(SELECT coalesce(sum(count), 0) FROM application_due_counts WHERE closed = 0 AND due_hour < ? AND ${ofTypes.sql})
      + (SELECT count(*) FROM applications INDEXED BY applications_closed_due_at WHERE closed = 0 AND due_at >= ? AND due_at < ? AND ${ofTypes.sql})`,
    values: [hour, ...ofTypes.values, hour, moment, ...ofTypes.values],
  };
};

/** Open ones by how near they are due, of types alone: all that are due before the moment of the view `at_risk`, and of these, where the list is narrowed by it, those of some states. */
export const dueSql = (view: QueueView, moment: QueueMoment, filter: QueueFilter): Condition => {
  const ofTypes = allOf(countedConditions(filter));
  const before = view === 'at_risk' ? moment.atRiskBefore : undefined;
  const spans = filter.due?.length ? dueSpans(filter.due, moment, before) : [{ from: undefined, until: before }];
  const terms = spans.flatMap(({ from, until }): { sign: '+' | '-'; of: Condition }[] => [
    {
      sign: '+',
      of:
        until === undefined
          ? { sql: `(SELECT coalesce(sum(count), 0) FROM application_counts WHERE closed = 0 AND ${ofTypes.sql})`, values: ofTypes.values }
          : dueBeforeSql(until, ofTypes),
    },
    ...(from === undefined ? [] : [{ sign: '-' as const, of: dueBeforeSql(from, ofTypes) }]),
  ]);
  return {
    sql: `SELECT 0 ${terms.map(({ sign, of }) => `${sign} (${of.sql})`).join(' ')} AS total`,
    values: terms.flatMap(({ of }) => of.values),
  };
};
