import { type DueState, dueStates, type QueueFilter } from '../../../shared/domain/queue.ts';
import { hourMs, toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { Value } from './connection.ts';
import { verdictRanks } from './progress.ts';
import type { Instant } from './types.ts';

/** A condition of SQL on a row of `applications`, or a whole statement, with what is bound to it. */
export type Condition = { sql: string; values: Value[] };

/** All of them. */
export const allOf = (conditions: readonly Condition[]): Condition => ({
  sql: conditions.length === 0 ? 'true' : conditions.map(({ sql }) => sql).join(' AND '),
  values: conditions.flatMap(({ values }) => values),
});

type Moment = { now: Instant; atRiskBefore: Instant; dayStart: Instant };

/** What is named, where anything is. */
const some = <Item>(items: readonly Item[] | undefined): readonly Item[] | undefined => (items?.length ? items : undefined);

const oneOf = (column: string, values: readonly (string | number)[]): Condition => ({
  sql: `${column} IN (SELECT value FROM json_each(?))`,
  values: [JSON.stringify(values)],
});

/** The first and the last due time of a state, `from` included and `until` not; an end that is absent is open. The day ends in Asia/Shanghai. */
const spanOf = (state: DueState, { now, atRiskBefore, dayStart }: Moment): { from?: Instant; until?: Instant } => {
  const afterNow = toTimestamp(Date.parse(now) + 1);
  const dayEnd = toTimestamp(Date.parse(dayStart) + 24 * hourMs);
  const afterRisk = atRiskBefore > afterNow ? atRiskBefore : afterNow;
  const afterToday = dayEnd > afterRisk ? dayEnd : afterRisk;
  switch (state) {
    case 'past':
      return { until: afterNow };
    case 'at_risk':
      return { from: afterNow, until: afterRisk };
    case 'due_today':
      return { from: afterRisk, until: afterToday };
    case 'in_time':
      return { from: afterToday };
    default:
      return state satisfies never;
  }
};

const inSpan = ({ from, until }: { from?: Instant | undefined; until?: Instant | undefined }): Condition =>
  allOf([
    ...(from === undefined ? [] : [{ sql: 'due_at >= ?', values: [from] }]),
    ...(until === undefined ? [] : [{ sql: 'due_at < ?', values: [until] }]),
  ]);

/** Any of these due states. The whole span stands beside the single ones, so that an index is read from its beginning to its end. */
const dueCondition = (due: readonly DueState[], moment: Moment): Condition => {
  const spans = dueStates.filter((state) => due.includes(state)).map((state) => spanOf(state, moment));
  const whole = inSpan({ from: spans[0]?.from, until: spans.at(-1)?.until });
  const single = spans.map(inSpan);
  return allOf([whole, { sql: `(${single.map(({ sql }) => `(${sql})`).join(' OR ')})`, values: single.flatMap(({ values }) => values) }]);
};

/** The spans of these due states one after another, those that touch made one; `until` of the last is absent where it is open. Only what is due before `before`, where that is told. */
export const dueSpans = (
  due: readonly DueState[],
  moment: Moment,
  before?: Instant,
): { from: Instant | undefined; until: Instant | undefined }[] => {
  const spans: { from: Instant | undefined; until: Instant | undefined }[] = [];
  for (const state of dueStates.filter((named) => due.includes(named))) {
    const { from, until: end } = spanOf(state, moment);
    const until = before !== undefined && (end === undefined || end > before) ? before : end;
    if (from !== undefined && until !== undefined && from >= until) continue;
    const last = spans.at(-1);
    if (last !== undefined && last.until === from) last.until = until;
    else spans.push({ from, until });
  }
  return spans;
};

/** The hour in which the last of these due states ends, as the counts by hour know it; undefined where it has no end. */
export const lastHourOf = (due: readonly DueState[], moment: Moment): string | undefined => {
  const last = dueStates.filter((state) => due.includes(state)).at(-1);
  return last === undefined ? undefined : spanOf(last, moment).until?.slice(0, 'YYYY-MM-DDTHH'.length);
};

/** The due states that are not named. */
export const otherDue = (due: readonly DueState[]): DueState[] => dueStates.filter((state) => !due.includes(state));

/** What the kept counts and every order's index know: types, verdicts, attempts. `attempt` and `verdict_rank` are columns of both. */
export const countedConditions = ({ types, verdicts, attempts }: QueueFilter): Condition[] => {
  const again = some(attempts)?.length === 1 ? attempts?.[0] : undefined;
  return [
    ...(some(types) === undefined ? [] : [oneOf('type', types ?? [])]),
    ...(some(verdicts) === undefined
      ? []
      : [
          oneOf(
            'verdict_rank',
            (verdicts ?? []).map((verdict) => verdictRanks[verdict]),
          ),
        ]),
    ...(again === undefined ? [] : [{ sql: again === 'first' ? 'attempt = 1' : 'attempt > 1', values: [] }]),
  ];
};

/** Every list's index knows whether an account is active; only of the few that are not, the row says more. */
const accountCondition = (accounts: readonly string[]): Condition => {
  const others = accounts.filter((status) => status !== 'active');
  if (others.length === 0) return { sql: 'inactive = 0', values: [] };
  const among = oneOf('account_status', others);
  // As the index of inactive accounts puts it, for that index to be usable.
  if (!accounts.includes('active')) return allOf([{ sql: "inactive = 1 AND account_status <> 'active'", values: [] }, among]);
  return { ...among, sql: `(inactive = 0 OR ${among.sql})` };
};

/** What a list is narrowed by, as conditions on a row. */
export const conditionsOf = (filter: QueueFilter, moment: Moment): Condition[] => {
  const { due, requests, accounts, claims } = filter;
  return [
    ...countedConditions(filter),
    ...(some(due) === undefined ? [] : [dueCondition(due ?? [], moment)]),
    ...(some(requests) === undefined
      ? []
      : [
          { sql: 'open_requests > 0', values: [] },
          {
            sql: 'EXISTS (SELECT 1 FROM json_each(request_kinds) k WHERE k.value IN (SELECT value FROM json_each(?)))',
            values: [JSON.stringify(requests)],
          },
        ]),
    ...(some(accounts) === undefined ? [] : [accountCondition(accounts ?? [])]),
    ...(some(claims) === undefined
      ? []
      : [
          {
            sql: `number IN (SELECT claimed.number FROM claims k CROSS JOIN applications claimed ON claimed.id = k.application_id
              WHERE k.state IN (SELECT value FROM json_each(?)))`,
            values: [JSON.stringify(claims)],
          },
        ]),
  ];
};

/** Whether it asks only for what is not decided: how near the due time is means nothing afterwards. */
export const onlyOpen = ({ due }: QueueFilter): boolean => some(due) !== undefined;

/** Whether every order's index, and the index by number, hold all that it asks for. */
export const heldInOrders = ({ due, requests, accounts, claims }: QueueFilter): boolean =>
  [due, requests, accounts, claims].every((named) => some<unknown>(named) === undefined);
