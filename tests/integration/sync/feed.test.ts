import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dueTimesBy } from '../../../electron/engine/due-times.ts';
import type { Store } from '../../../electron/engine/store/index.ts';
import { applyPage } from '../../../electron/engine/sync/feed.ts';
import { fixedAccess } from '../../../electron/engine/sync/line.ts';
import { connectPlatform } from '../../../electron/engine/sync/platform.ts';
import calendar from '../../../resources/calendars/cn.json' with { type: 'json' };
import { type Batch, batchNow, fixedId, makeBatch, smallPolicy } from '../../fixtures/batch.ts';
import { type Gate, openTestDesk, serverOf, startGate, type TestDesk } from '../../fixtures/exchange.ts';
import { type AnsweringServer, startServer } from '../../fixtures/http-server.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { freshFolder, openTestStore } from '../../fixtures/store.ts';

type Raw = { seq: number; kind: string; at: string } & Record<string, unknown>;
const dueTimes = dueTimesBy(calendar, () => Date.parse(batchNow));
const runs = Number(process.env.FEED_RUNS ?? 12);

let batch: Batch;
beforeAll(async () => {
  batch = await makeBatch({ count: 4 });
});

/** What a feed says of several things, each thing's entries in their order. */
const histories = (): Record<string, unknown>[][] => {
  const [first, second, third, fourth] = batch.applications;
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error('the batch is too small');
  const [request] = batch.requests;
  const recorded = { decisionId: fixedId('decision', 0), outcome: 'approve', decidedAt: batchNow, reviewerId: 'r9' };
  return [
    [
      { kind: 'application.upsert', application: first },
      { kind: 'application.upsert', application: { ...first, revision: 2, applicant: { ...first.applicant, name: '样本新' } } },
    ],
    [
      { kind: 'application.upsert', application: second },
      { kind: 'application.remove', id: second.id, cause: 'withdrawn' },
    ],
    [
      { kind: 'application.upsert', application: third },
      { kind: 'decision.recorded', applicationId: third.id, revision: 1, ...recorded },
    ],
    [{ kind: 'application.upsert', application: { ...fourth, priority: 3, newerMember: '__proto__' } }],
    [
      { kind: 'account.status', accountId: fourth.account.id, status: 'disabled', since: '2026-11-16T01:00:00Z' },
      { kind: 'account.status', accountId: fourth.account.id, status: 'paused_by_the_moon', since: '2026-11-16T01:30:00Z' },
    ],
    [
      { kind: 'request.upsert', request },
      { kind: 'request.remove', id: request?.id },
      { kind: 'request.upsert', request },
    ],
    [
      {
        kind: 'announcement.upsert',
        announcement: {
          id: 'a1',
          severity: 'odd',
          title: { zh: '一', en: 'a' },
          body: { zh: '', en: '' },
          from: batchNow,
          extendsDueTimes: false,
        },
      },
      { kind: 'announcement.remove', id: 'a1' },
    ],
    [{ kind: 'training.assigned', id: 'course' }],
    [{ kind: 'application.upsert', application: { id: 7 } }],
  ];
};

/** One order of all entries that keeps each thing's own, by a list of picks. */
const interleaved = (picks: readonly number[]): Raw[] => {
  const left = histories().map((history) => [...history]);
  const feed: Raw[] = [];
  for (let turn = 0; left.some(({ length }) => length > 0); turn += 1) {
    const open = left.filter(({ length }) => length > 0);
    const entry = open[(picks[turn % picks.length] ?? 0) % open.length]?.shift();
    if (entry !== undefined) feed.push({ seq: feed.length + 1, at: batchNow, kind: String(entry.kind), ...entry });
  }
  return feed;
};
const freshStore = (): Store => {
  const store = openTestStore(freshFolder());
  store.transaction((write) => {
    write.saveWorkstation({ workstationId: 'workstation-1', source: { kind: 'packages' } });
    write.putPolicy(smallPolicy);
  });
  return store;
};
const read = (store: Store, feed: readonly Raw[], size: number): void => {
  for (let place = 0; place < feed.length; place += size)
    applyPage(store, { changes: feed.slice(place, place + size), next: String(place + size) }, dueTimes);
};
/** All that a person could see of it. */
const seen = (store: Store) => ({
  applications: batch.applications.map(({ id }) => {
    const held = store.read.application(id);
    return (
      held && {
        application: held.application,
        state: held.state,
        dueAt: held.dueAt,
        requests: store.read.requests(id).map((request) => request.id),
      }
    );
  }),
  announcements: store.read.announcements(),
  files: store.read.fileCounts(),
  awaited: store.read
    .awaitedFiles(100)
    .map(({ sha256 }) => sha256)
    .sort(),
});

describe('the feed', () => {
  it('comes to the same in whatever order it tells of different things, in pages of any size, and read again from anywhere', () => {
    const usual = freshStore();
    read(usual, interleaved([0]), 100);
    const expected = seen(usual);
    usual.close();
    expect(expected.applications.map((held) => held?.state)).toEqual(['open', undefined, 'decided', 'open']);
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(20), { maxLength: 3 }),
        (picks, size, again) => {
          const store = freshStore();
          const feed = interleaved(picks);
          read(store, feed, size);
          for (const from of again) read(store, feed.slice(from), size);
          expect(seen(store)).toEqual(expected);
          store.close();
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('a position that the platform lost', () => {
  let intake: TestIntake;
  let gate: Gate;
  let desk: TestDesk;
  afterEach(async () => {
    expect(desk.faults).toEqual([]);
    await desk.close();
    await gate.close();
    await intake.end();
  });
  const begin = async () => {
    intake = await startTestIntake(await makeBatch({ count: 2 }));
    gate = await startGate(intake.url);
    desk = openTestDesk({ url: gate.url, token: serverOf(intake).token });
    await desk.sync().once();
  };

  it.each([
    [400, 'cursor_unknown'],
    [404, 'not_found'],
    [409, 'cursor_unknown'],
    [410, 'cursor_expired'],
  ])('%i %s: the feed is read from the beginning, nothing is fetched twice', async (status, code) => {
    await begin();
    const { cursor } = desk.store.read.workstation();
    gate.passed.length = 0;
    gate.rule = ({ path }) =>
      path.includes('since=') && path.includes(encodeURIComponent(cursor ?? '')) ? { status, body: { code, status } } : 'pass';
    const before = desk.review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 9 });
    expect(await desk.sync().once()).toBeUndefined();
    expect(gate.passed.filter((line) => line.includes('/v1/changes'))).toHaveLength(2);
    expect(gate.passed.filter((line) => line.includes('/v1/documents'))).toEqual([]);
    expect(desk.review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 9 })).toEqual(before);
  });

  it('and refused from the beginning too is a failure, and the position stays', async () => {
    await begin();
    const { cursor } = desk.store.read.workstation();
    gate.passed.length = 0;
    gate.rule = ({ path }) => (path.startsWith('/v1/changes') ? { status: 410, body: { code: 'cursor_expired', status: 410 } } : 'pass');
    expect(await desk.sync().once()).toMatchObject({ code: 'answer_malformed' });
    expect(gate.passed.filter((line) => line.includes('/v1/changes'))).toHaveLength(2);
    expect(desk.store.read.workstation().cursor).toBe(cursor);
  });
});

describe('a packed answer', () => {
  let server: AnsweringServer | undefined;
  afterEach(() => server?.close());
  const ask = async (body: Uint8Array, encoding: string) => {
    server = await startServer((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(body);
    });
    const platform = connectPlatform(server.url, fixedAccess('t'), fixedId('workstation', 0), () => 0);
    const answer = await platform.changes(undefined, 10, AbortSignal.timeout(20_000));
    await platform.close();
    await server.close();
    return answer.ok ? answer.value.next : answer.error.code;
  };
  const page = Buffer.from(JSON.stringify({ changes: [], next: 'n', more: false }));

  it('is unpacked; a torn one, one that is none, another packing and a bomb are refused', async () => {
    expect(await ask(gzipSync(page), 'gzip')).toBe('n');
    expect(await ask(gzipSync(page).subarray(0, 20), 'gzip')).toBe('server_unreachable');
    expect(await ask(page, 'gzip')).toBe('server_unreachable');
    expect(await ask(page, 'br')).toBe('answer_malformed');
    expect(await ask(gzipSync(Buffer.alloc(70 * 1024 * 1024, 32)), 'gzip')).toBe('answer_malformed');
  });
});
