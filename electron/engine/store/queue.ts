import type { Application } from '../../../shared/domain/application.ts';
import type { ClaimState } from '../../../shared/domain/claim.ts';
import type { OutboxState } from '../../../shared/domain/decision.ts';
import type { CheckId, Verdict } from '../../../shared/domain/finding.ts';
import { maskName } from '../../../shared/domain/masking.ts';
import {
  type DueState,
  type QueueFilter,
  type QueueQuery,
  type QueueRow,
  type QueueView,
  queueViews,
} from '../../../shared/domain/queue.ts';
import { shanghaiMoment } from '../../../shared/domain/shanghai-time.ts';
import { type Connection, fromJson, type Statement } from './connection.ts';
import { openCounts } from './queue-counts.ts';
import { type Condition, conditionsOf } from './queue-filter.ts';
import { countSql, type Filter, listSql, type Place, placeColumns, type QueueMoment, type Source } from './queue-list.ts';
import { openSources } from './queue-source.ts';
import { type Found, openSearch } from './search.ts';
import { matchedFields } from './search-text.ts';
import type { Instant, ReadableStore } from './types.ts';

type Row = {
  number: number;
  id: string;
  revision: number;
  type: string;
  name: string;
  submitted_at: string;
  due_at: string;
  priority: number;
  account_status: string;
  attempt: number;
  decided: number;
  postponed_until: string | null;
  request_kinds: string;
  documents_total: number;
  documents_held: number;
  verdict: Verdict | 'waiting';
  marks: string;
};

/** How near a due time is. All RFC 3339 in UTC with milliseconds; a day is a day in Asia/Shanghai. */
const dueStateOf = (dueAt: Instant, { now, atRiskBefore }: QueueMoment): DueState => {
  if (dueAt <= now) return 'past';
  if (dueAt < atRiskBefore) return 'at_risk';
  return shanghaiMoment(dueAt).date === shanghaiMoment(now).date ? 'due_today' : 'in_time';
};

const inDueOrder: QueueQuery['order'] = { by: 'due', descending: false };

/** The queue: pages, counts, and what comes next. Statements are kept by their text, of which there are as many as combinations are used. */
export const readQueue = (connection: Connection): Pick<ReadableStore, 'queuePage' | 'queueCounts' | 'queueNext'> => {
  const kept = new Map<string, Statement<unknown>>();
  const statement = <StatementRow>(name: string, sql: string): Statement<StatementRow> => {
    const known = kept.get(sql) ?? connection.statement<unknown>(name, sql);
    kept.set(sql, known);
    return known as Statement<StatementRow>;
  };
  const row = connection.statement<Row>(
    'queue.row',
    `SELECT number, id, revision, type, name, submitted_at, due_at, priority, account_status, attempt, decided, postponed_until, request_kinds,
       documents_total, documents_held, verdict, marks FROM applications WHERE number = ?`,
  );
  const decision = connection.statement<{ decision_id: string; outcome: string; state: OutboxState; decided_at: string }>(
    'queue.decision',
    `SELECT decision_id, outcome, state, decided_at FROM decisions
       WHERE (state IN ('held', 'waiting', 'sending')) IN (0, 1) AND coalesce(application_id, subject_id) = ?
         AND subject_kind = 'application' AND state NOT IN ('taken_back', 'dropped') ORDER BY number DESC LIMIT 1`,
  );
  const claim = connection.statement<{ state: ClaimState; expires_at: string }>(
    'queue.claim',
    'SELECT state, expires_at FROM claims WHERE application_id = ?',
  );
  const claims = connection.statement<{ held: number; gone: number }>(
    'queue.claims',
    "SELECT EXISTS (SELECT 1 FROM claims WHERE state = 'held') AS held, EXISTS (SELECT 1 FROM claims WHERE state IN ('returning', 'lost')) AS gone",
  );
  const unlisted = connection.statement<{ number: number }>('queue.unlisted', 'SELECT number FROM applications_unlisted');
  const momentOf = (now: Instant, atRiskBefore: Instant, dayStart: Instant): QueueMoment => {
    const { held = 0, gone = 0 } = claims.get() ?? {};
    return {
      now,
      atRiskBefore,
      dayStart,
      claims: { held: held === 1, gone: gone === 1 },
      unlisted: unlisted.all().map(({ number }) => number),
    };
  };
  const place = connection.statement<Place & { number: number }>(
    'queue.place',
    `SELECT ${placeColumns.join(', ')} FROM applications WHERE id = ?`,
  );
  const idOf = connection.statement<{ id: string }>('queue.id', 'SELECT id FROM applications WHERE number = ?');
  const content = connection.statement<{ content: string }>(
    'queue.content',
    'SELECT content FROM application_contents WHERE application = ?',
  );
  const matchedIn = (number: number, search: string | undefined): Pick<QueueRow, 'matched'> => {
    const held = search === undefined ? undefined : content.get(number);
    return search === undefined || held === undefined ? {} : { matched: matchedFields(fromJson<Application>(held.content), search) };
  };

  const rowOf = (found: Row, moment: QueueMoment): QueueRow => {
    const postponed = found.decided === 0 && found.postponed_until !== null && found.postponed_until > moment.now;
    const decided = decision.get(found.id);
    const claimed = claim.get(found.id);
    return {
      applicationId: found.id,
      revision: found.revision,
      type: found.type,
      name: maskName(found.name),
      submittedAt: found.submitted_at,
      dueAt: found.due_at,
      dueState: dueStateOf(found.due_at, moment),
      attempt: found.attempt,
      priority: found.priority,
      accountStatus: found.account_status,
      verdict: found.verdict,
      marks: fromJson<CheckId[]>(found.marks),
      requests: fromJson<string[]>(found.request_kinds),
      documents: { held: found.documents_held, total: found.documents_total },
      state: found.decided === 1 ? 'decided' : postponed ? 'postponed' : 'open',
      ...(postponed && found.postponed_until !== null ? { postponedUntil: found.postponed_until } : {}),
      ...(claimed === undefined ? {} : { claim: { state: claimed.state, expiresAt: claimed.expires_at } }),
      ...(decided === undefined
        ? {}
        : { decision: { decisionId: decided.decision_id, outcome: decided.outcome, state: decided.state, decidedAt: decided.decided_at } }),
    };
  };

  const countRows = openCounts(statement);
  const find = openSearch(connection);
  const countFound = (view: QueueView, moment: QueueMoment, filter: Filter, found: number): number => {
    if (view === 'all' && conditionsOf(filter, moment).length === 0) return found;
    const { sql, values } = countSql(view, moment, filter, { by: view === 'mine' && moment.claims.held ? 'claims' : 'search' });
    return statement<{ total: number }>(`queue.count.search.${view}`, sql).get(...values)?.total ?? 0;
  };
  const sourceOf = openSources(statement, countRows);

  /** The numbers of a list's rows; `wanted` -1: all. */
  const numbersOf = (
    view: QueueView,
    order: QueueQuery['order'],
    source: Source,
    list: Condition,
    { wanted, passed }: { wanted: number; passed: number },
  ): number[] =>
    statement<{ number: number }>(`queue.list.${view}.${order.by}.${source.by}`, `${list.sql} LIMIT ? OFFSET ?`)
      .all(...list.values, wanted, passed)
      .map(({ number }) => number);

  /** A part of a list that was not searched, or of a search that found much: the total is counted first, and the rows are read from where the fewest entries are passed over. */
  const counted = (
    view: QueueView,
    moment: QueueMoment,
    { narrowed, found }: { narrowed: QueueFilter; found: Found | undefined },
    { order, offset, limit }: Pick<QueueQuery, 'order' | 'offset' | 'limit'>,
  ): { numbers: number[]; total: number } => {
    const filter: Filter = { ...narrowed, matches: found?.matches };
    const total = found === undefined ? countRows(view, moment, narrowed) : countFound(view, moment, filter, found.count);
    const wanted = Math.min(limit, total - offset);
    if (wanted <= 0) return { numbers: [], total };
    // Whatever lies nearer to the end is read from there.
    const fromEnd = offset > total - offset - wanted;
    const passed = fromEnd ? total - offset - wanted : offset;
    const read = { by: order.by, descending: order.descending !== fromEnd };
    const source = sourceOf(view, moment, narrowed, order.by, { total, reach: passed + wanted, found: found?.count });
    const numbers = numbersOf(view, order, source, listSql(view, moment, filter, read, source), { wanted, passed });
    if (fromEnd) numbers.reverse();
    return { numbers, total };
  };
  /** The few that were found, all of them in order: what is in the view is counted and sorted in one go. */
  const foundIn = (view: QueueView, moment: QueueMoment, narrowed: QueueFilter, found: Found, order: QueueQuery['order']): number[] => {
    if (found.count === 0) return [];
    const list = listSql(view, moment, { ...narrowed, matches: found.matches }, order, { by: 'search' });
    return numbersOf(view, order, { by: 'search' }, list, { wanted: -1, passed: 0 });
  };

  return {
    queuePage: ({ view, search, order, offset, limit, ...narrowed }, now, atRiskBefore, dayStart) => {
      const moment = momentOf(now, atRiskBefore, dayStart);
      const found = search === undefined ? undefined : find(search);
      const known = found?.known ? foundIn(view, moment, narrowed, found, order) : undefined;
      const { numbers, total } =
        known === undefined
          ? counted(view, moment, { narrowed, found }, { order, offset, limit })
          : { numbers: known.slice(offset, offset + limit), total: known.length };
      const rows = numbers.flatMap((number) => row.get(number) ?? []);
      const text = found === undefined ? undefined : search;
      return { rows: rows.map((shown) => ({ ...rowOf(shown, moment), ...matchedIn(shown.number, text) })), total };
    },
    queueCounts: (now, atRiskBefore, dayStart) => {
      const moment = momentOf(now, atRiskBefore, dayStart);
      return Object.fromEntries(queueViews.map((view) => [view, countRows(view, moment)])) as ReturnType<ReadableStore['queueCounts']>;
    },
    queueNext: ({ view, search, order = inDueOrder, ...narrowed }, after, count, now, atRiskBefore, dayStart) => {
      // What was decided today is not reviewed again.
      if (view === 'decided_today') return [];
      const moment = momentOf(now, atRiskBefore, dayStart);
      const found = search === undefined ? undefined : find(search);
      const filter: Filter = { ...narrowed, matches: found?.matches };
      const total = found === undefined ? countRows(view, moment, narrowed) : countFound(view, moment, filter, found.count);
      if (total === 0) return [];
      const source = sourceOf(view, moment, narrowed, order.by, { total, reach: count, found: found?.count });
      const list = listSql(view, moment, filter, order, source, { after: after === undefined ? undefined : place.get(after) });
      return numbersOf(view, order, source, list, { wanted: count, passed: 0 }).flatMap((number) => idOf.get(number)?.id ?? []);
    },
  };
};
