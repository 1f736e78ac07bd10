import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../../electron/engine/store/index.ts';
import {
  attemptKinds,
  dueStates,
  type QueueFilter,
  type QueueQuery,
  type QueueRow,
  queueOrders,
  queueViews,
} from '../../../shared/domain/queue.ts';
import {
  freshFolder,
  inventApplication,
  inventDecision,
  moment,
  openTestStore,
  settleChecks,
  storeWithPolicy,
} from '../../fixtures/store.ts';

const page = (store: Store, query: Partial<QueueQuery>) =>
  store.read.queuePage(
    { view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 500, ...query },
    moment.now,
    moment.atRiskBefore,
    moment.dayStart,
  );
const ids = (store: Store, query: Partial<QueueQuery>) => page(store, query).rows.map(({ applicationId }) => applicationId);
const counts = (store: Store) => store.read.queueCounts(moment.now, moment.atRiskBefore, moment.dayStart);

const decide = (store: Store, id: string): void =>
  store.transaction((write) => {
    write.addDecision(inventDecision(`decision-${id}`, id), id, 'held', moment.atRiskBefore, true);
  });

/** Decisions after which the list's indexes surely have followed. */
const manyDecisions = 230;

describe('a decision and the list', () => {
  test('what was just decided is decided in every view and count at once, before the indexes follow and after', () => {
    const folder = freshFolder();
    const store = storeWithPolicy(folder);
    store.transaction((write) => {
      for (let index = 0; index < manyDecisions; index += 1)
        write.putApplication(inventApplication(`a${index}`), '2026-11-16T09:00:00.000Z');
    });
    for (let index = 0; index < manyDecisions; index += 1) {
      decide(store, `a${index}`);
      const open = manyDecisions - index - 1;
      expect(counts(store)).toMatchObject({ mine: open, at_risk: open, decided_today: index + 1, all: manyDecisions });
      if (index % 20 !== 0) continue;
      expect(ids(store, { view: 'mine' })).not.toContain(`a${index}`);
      expect(ids(store, { view: 'at_risk', order: { by: 'name', descending: true } })).toHaveLength(open);
      expect(ids(store, { view: 'decided_today' })).toContain(`a${index}`);
      expect(page(store, { search: '张三', view: 'decided_today' }).total).toBe(index + 1);
      expect(store.read.queueNext({ view: 'mine' }, undefined, 1, moment.now, moment.atRiskBefore, moment.dayStart)).not.toContain(
        `a${index}`,
      );
      expect(page(store, {}).rows.filter(({ state }) => state === 'decided')).toHaveLength(index + 1);
    }
    store.close();
    const again = openTestStore(folder);
    expect(counts(again)).toMatchObject({ mine: 0, decided_today: manyDecisions });
    again.close();
  });

  test('taken back it is open again at once, and may be decided again', () => {
    const store = storeWithPolicy();
    store.transaction((write) => {
      for (const id of ['a1', 'a2']) write.putApplication(inventApplication(id), '2026-11-16T09:00:00.000Z');
    });
    decide(store, 'a1');
    store.transaction((write) => {
      write.setDecisionState('decision-a1', 'taken_back');
      write.setReviewState('a1', 'open');
    });
    expect(ids(store, { view: 'mine' })).toEqual(['a1', 'a2']);
    expect(counts(store)).toMatchObject({ mine: 2, decided_today: 0 });
    store.transaction((write) => {
      write.addDecision(inventDecision('another', 'a1'), 'a1', 'held', moment.atRiskBefore, true);
    });
    expect(ids(store, { view: 'mine' })).toEqual(['a2']);
    expect(counts(store)).toMatchObject({ mine: 1, decided_today: 1 });
    expect(store.read.outboxCounts()).toMatchObject({ held: 1, receipted: 0 });
    store.close();
  });

  test('a decision that never came about leaves the list as it was', () => {
    const store = storeWithPolicy();
    store.transaction((write) => write.putApplication(inventApplication('a1'), '2026-11-16T09:00:00.000Z'));
    expect(() =>
      store.transaction((write) => {
        write.addDecision(inventDecision('d1', 'a1'), 'a1', 'held', moment.atRiskBefore, true);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(ids(store, { view: 'mine' })).toEqual(['a1']);
    expect(store.read.application('a1')?.state).toBe('open');
    store.close();
  });

  test('the application as it was decided is kept when it changes or goes, until the decision is answered for', () => {
    const store = storeWithPolicy();
    store.transaction((write) => {
      for (const id of ['a1', 'a2']) write.putApplication(inventApplication(id), '2026-11-16T09:00:00.000Z');
    });
    for (const id of ['a1', 'a2']) decide(store, id);
    const decided = store.read.application('a1')?.application;
    expect(store.read.decisionBasis('decision-a1')).toEqual(decided);
    store.transaction((write) => {
      write.putApplication(inventApplication('a1', { revision: 2 }, { name: '王五' }), '2026-11-16T09:00:00.000Z');
      write.putApplication(inventApplication('a1', { revision: 3 }, { name: '赵六' }), '2026-11-16T09:00:00.000Z');
      write.removeApplication('a2');
    });
    expect(store.read.decisionBasis('decision-a1')).toEqual(decided);
    expect(store.read.decisionBasis('decision-a2')?.id).toBe('a2');
    store.transaction((write) => write.setDecisionState('decision-a1', 'receipted'));
    expect(store.read.decisionBasis('decision-a1')).toBeUndefined();
    store.close();
  });
});

/** What happened to the applications of one course. */
const course = fc.array(
  fc.record({
    type: fc.constantFrom('resident_identity', 'passport', 'residence_permit'),
    dueHour: fc.integer({ min: 0, max: 40 }),
    submittedHour: fc.integer({ min: 0, max: 9 }),
    name: fc.constantFrom('张三', '李四', '王五', '张六'),
    attempts: fc.integer({ min: 0, max: 2 }),
    priority: fc.integer({ min: 0, max: 1 }),
    verdict: fc.constantFrom('pass', 'fail', 'warn', undefined),
    account: fc.constantFrom('active', 'active', 'disabled', 'cancelled'),
    request: fc.constantFrom('amendment', 'withdrawal'),
    fate: fc.constantFrom('open', 'open', 'postponed', 'decided', 'decided_elsewhere', 'requested', 'claimed', 'lost', 'removed'),
  }),
  { minLength: 1, maxLength: 24 },
);

const beginning = Date.parse('2026-11-15T20:00:00.000Z');
const hours = (count: number): string => new Date(beginning + count * 3_600_000).toISOString();

const verdictOrder = ['fail', 'error', 'warn', 'pass', 'skipped', 'waiting'];
const keysOf: Record<QueueQuery['order']['by'], (row: QueueRow & { urgency: number }) => (string | number)[]> = {
  due: ({ urgency, dueAt }) => [urgency, dueAt],
  submitted: ({ submittedAt }) => [submittedAt],
  name: ({ name }) => [name],
  type: ({ type, urgency, dueAt }) => [type, urgency, dueAt],
  attempt: ({ attempt, urgency, dueAt }) => [attempt, urgency, dueAt],
  verdict: ({ verdict, urgency, dueAt }) => [verdictOrder.indexOf(verdict), urgency, dueAt],
};

const play = (store: Store, applications: typeof course extends fc.Arbitrary<infer Value> ? Value : never): void => {
  for (const [
    index,
    { type, dueHour, submittedHour, name, attempts, priority, verdict, account, request, fate },
  ] of applications.entries()) {
    const id = `a${index}`;
    const attempt = { revision: 1, outcome: 'request_fixes', reasons: [], decidedAt: moment.now };
    const application = inventApplication(
      id,
      {
        type,
        priority,
        submittedAt: hours(submittedHour),
        account: { id: `account-${index}`, status: account, since: moment.now },
        revision: attempts + 1,
        attempts: Array.from({ length: attempts }, () => attempt),
      },
      { name },
    );
    store.transaction((write) => write.putApplication(application, hours(dueHour)));
    if (verdict !== undefined) settleChecks(store, application, verdict);
    if (fate === 'decided') decide(store, id);
    const lease = { applicationId: id, takenAt: moment.now, expiresAt: moment.atRiskBefore, leaseMs: 1, takenAlong: false };
    store.transaction((write) => {
      if (fate === 'postponed') write.postpone(id, moment.atRiskBefore);
      if (fate === 'decided_elsewhere') write.setReviewState(id, 'decided');
      if (fate === 'requested')
        write.putRequest({ id: `r${index}`, kind: request, applicationId: id, accountId: 'x', submittedAt: moment.now, payload: {} });
      if (fate === 'claimed' || fate === 'lost') write.putClaim(lease);
      if (fate === 'lost') write.setClaimState(id, 'lost', 'expired');
      if (fate === 'removed') write.removeApplication(id);
    });
  }
};

/** Which rows each view shows; `held`: whether this workstation holds a claim. */
const belongsTo = (held: boolean): Record<QueueQuery['view'], (row: QueueRow) => boolean> => ({
  mine: ({ state, claim }) => state === 'open' && (held ? claim?.state === 'held' : claim === undefined),
  at_risk: ({ state, dueAt }) => state !== 'decided' && dueAt < moment.atRiskBefore,
  resubmissions: ({ state, attempt }) => state !== 'decided' && attempt > 1,
  requests: ({ requests }) => requests.length > 0,
  flagged: ({ state, verdict }) => state !== 'decided' && verdict === 'fail',
  decided_today: ({ decision }) => decision !== undefined,
  all: () => true,
});

test('whatever happened, every view, type, search and order shows the rows it should, in order, page by page, and counts them', () => {
  fc.assert(
    fc.property(course, (applications) => {
      const store = storeWithPolicy();
      play(store, applications);
      const everything = page(store, {}).rows.map((row) => ({ ...row, urgency: -row.priority }));
      expect(everything).toHaveLength(applications.filter(({ fate }) => fate !== 'removed').length);
      const held = everything.some(({ claim }) => claim?.state === 'held');
      const belongs = belongsTo(held);
      const found = counts(store);
      for (const view of queueViews) {
        expect(found[view], view).toBe(everything.filter(belongs[view]).length);
        for (const types of [undefined, ['passport'], ['passport', 'residence_permit']])
          for (const search of [undefined, '张'])
            for (const by of queueOrders)
              for (const descending of [false, true]) {
                const expected = everything.filter(
                  (row) =>
                    belongs[view](row) && (types?.includes(row.type) ?? true) && (search === undefined || row.name.startsWith(search)),
                );
                const label = `${view} ${types} ${search} ${by} ${descending}`;
                const first = page(store, { view, types, search, order: { by, descending }, limit: 5 });
                expect(first.total, label).toBe(expected.length);
                const rest = page(store, { view, types, search, order: { by, descending }, offset: 5 });
                const rows = [...first.rows, ...rest.rows];
                expect(rows.map(({ applicationId }) => applicationId).sort(), label).toEqual(
                  expected.map(({ applicationId }) => applicationId).sort(),
                );
                // Names are masked here; in full they are ordered by the database, as text.
                if (by === 'name') continue;
                const keys = rows.map((row) => keysOf[by]({ ...row, urgency: -row.priority }));
                const sorted = [...keys].sort((left, right) => compare(left, right) * (descending ? -1 : 1));
                expect(keys, label).toEqual(sorted);
              }
      }
      store.close();
    }),
    { numRuns: 6 },
  );
}, 60_000);

const narrowings = fc.record(
  {
    types: fc.subarray(['resident_identity', 'passport']),
    due: fc.subarray([...dueStates]),
    verdicts: fc.subarray(['pass' as const, 'fail' as const, 'waiting' as const]),
    attempts: fc.subarray([...attemptKinds]),
    requests: fc.subarray(['amendment', 'withdrawal']),
    accounts: fc.subarray(['active', 'disabled', 'locked']),
    claims: fc.subarray(['held' as const, 'lost' as const]),
  },
  { requiredKeys: [] },
);

const fits = (row: QueueRow, { types, due, verdicts, attempts, requests, accounts, claims }: QueueFilter): boolean => {
  const among = (named: readonly string[] | undefined, ...values: (string | undefined)[]): boolean =>
    named === undefined || named.length === 0 || values.some((value) => value !== undefined && named.includes(value));
  return (
    among(types, row.type) &&
    among(due, row.state === 'decided' ? undefined : row.dueState) &&
    among(verdicts, row.verdict) &&
    among(attempts, row.attempt === 1 ? 'first' : 'again') &&
    among(requests, ...row.requests) &&
    among(accounts, row.accountStatus) &&
    among(claims, row.claim?.state)
  );
};

test('however a view is narrowed, in any order, it shows the rows that fit, and counts them', () => {
  fc.assert(
    fc.property(course, fc.array(narrowings, { minLength: 8, maxLength: 8 }), (applications, filters) => {
      const store = storeWithPolicy();
      play(store, applications);
      const everything = page(store, {}).rows;
      const belongs = belongsTo(everything.some(({ claim }) => claim?.state === 'held'));
      for (const view of queueViews)
        for (const filter of filters)
          for (const by of queueOrders)
            for (const [descending, search] of [
              [false, undefined],
              [true, undefined],
              [false, '张'],
            ] as const) {
              const expected = everything.filter(
                (row) => belongs[view](row) && fits(row, filter) && (search === undefined || row.name.startsWith(search)),
              );
              const label = JSON.stringify({ view, filter, by, descending, search });
              const found = page(store, { view, ...filter, search, order: { by, descending } });
              expect(found.total, label).toBe(expected.length);
              expect(found.rows.map(({ applicationId }) => applicationId).sort(), label).toEqual(
                expected.map(({ applicationId }) => applicationId).sort(),
              );
              if (by === 'name') continue;
              const keys = found.rows.map((row) => keysOf[by]({ ...row, urgency: -row.priority }));
              expect(keys, label).toEqual([...keys].sort((left, right) => compare(left, right) * (descending ? -1 : 1)));
            }
      store.close();
    }),
    { numRuns: 8 },
  );
}, 60_000);

/** Orders rows of keys as the database does. */
const compare = (left: readonly (string | number)[], right: readonly (string | number)[]): number => {
  const place = left.findIndex((key, index) => key !== right[index]);
  if (place < 0) return 0;
  return (left[place] ?? 0) < (right[place] ?? 0) ? -1 : 1;
};

test('files are given up oldest decision first, once the last application that names them is decided and answered for', () => {
  const store = storeWithPolicy();
  const shared = inventApplication('a1').documents[0];
  if (shared === undefined) throw new Error('an invented application has documents');
  const applications = [inventApplication('a1'), inventApplication('a2'), { ...inventApplication('a3'), documents: [shared] }];
  store.transaction((write) => {
    for (const application of applications) write.putApplication(application, moment.now);
  });
  for (const application of applications) settleChecks(store, application);
  const evictable = () => store.read.evictableFiles(9).map(({ sha256 }) => sha256);
  const decideAt = (id: string, decidedAt: string) =>
    store.transaction((write) => {
      write.addDecision(inventDecision(`decision-${id}`, id, { decidedAt }), id, 'waiting', moment.now);
      write.setReviewState(id, 'decided');
    });
  decideAt('a2', '2026-11-16T02:00:00.000Z');
  decideAt('a1', '2026-11-16T01:00:00.000Z');
  expect(evictable()).toEqual([]);
  store.transaction((write) => {
    for (const id of ['a1', 'a2']) write.setDecisionState(`decision-${id}`, 'receipted');
  });
  const [, own] = inventApplication('a1').documents.map(({ sha256 }) => sha256);
  const ofSecond = inventApplication('a2').documents.map(({ sha256 }) => sha256);
  expect(evictable()[0]).toBe(own);
  expect([...evictable().slice(1)].sort()).toEqual([...ofSecond].sort());
  expect(store.read.evictableFiles(1)).toHaveLength(1);
  // The shared file goes with the application that was decided last.
  store.transaction((write) => write.setReviewState('a3', 'decided'));
  expect(evictable()).toContain(shared.sha256);
  store.close();
});
