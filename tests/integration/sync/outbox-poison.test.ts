import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { sendDecisions } from '../../../electron/engine/sync/outbox.ts';
import type { Receipt } from '../../../shared/domain/decision.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { fixedId, makeBatch } from '../../fixtures/batch.ts';
import { type Gate, openTestDesk, serverOf, startGate, type TestDesk, type Verdict } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';
import { inventApplication, inventDecision, moment, storeWithPolicy } from '../../fixtures/store.ts';

let intake: TestIntake;
let gate: Gate;
let desk: TestDesk;
afterEach(async () => {
  if (desk === undefined) return;
  expect(desk.faults).toEqual([]);
  await desk.close();
  await gate.close();
  await intake.end();
});

const count = 9;
const begin = async (): Promise<DecisionRecord[]> => {
  intake = await startTestIntake(
    await makeBatch({
      count,
      edit: (application) => {
        application.documents = [];
      },
    }),
  );
  gate = await startGate(intake.url);
  desk = openTestDesk({ url: gate.url, token: serverOf(intake).token });
  await desk.sync().once();
  gate.passed.length = 0;
  return intake.batch.applications.map(({ id }) => {
    const decided = desk.review.decide(
      { subject: { kind: 'application', id, revision: 1 }, outcome: 'escalate', reasons: [], matched: [], durationMs: 1 },
      { takeBackSeconds: 0 },
    );
    if (!decided.ok) throw new Error(decided.error.code);
    return decided.value;
  });
};
const idsIn = (body: string): string[] =>
  (JSON.parse(body) as { decisions: { decisionId: string }[] }).decisions.map(({ decisionId }) => decisionId);
const accept = (decisionId: string): Receipt => ({ decisionId, status: 'accepted', at: moment.now });
const answer = (receipts: unknown): Verdict => ({ status: 200, body: { receipts } });
const onDecisions = (rule: (ids: string[]) => Verdict): void => {
  gate.rule = ({ path, body }) => (path === '/v1/decisions' ? rule(idsIn(body)) : 'pass');
};
const outbox = () => desk.sync().state().outbox;
const triesOf = (id: string): number => desk.store.read.decision(id)?.tries ?? -1;

describe('answers that are not as agreed', () => {
  it.each<[string, (ids: string[], poisoned: string) => unknown]>([
    ['malformed for one', (ids, poisoned) => ids.map((id) => (id === poisoned ? { decisionId: id, state: 1 } : accept(id)))],
    ['missing one', (ids, poisoned) => ids.filter((id) => id !== poisoned).map(accept)],
    ['about something else', (ids, poisoned) => ids.map((id) => accept(id === poisoned ? 'something else' : id))],
    [
      'contradicting themselves for one',
      (ids, poisoned) =>
        ids.flatMap((id) => (id === poisoned ? [accept(id), { ...accept(id), status: 'conflict', conflict: 'decided' }] : [accept(id)])),
    ],
    ['no list where one is among them', (ids, poisoned) => (ids.includes(poisoned) ? 'soon' : ids.map(accept))],
  ])('receipts %s: the others count, that one pauses, counts a try, and comes through once it is answered', async (_name, receipts) => {
    const decisions = await begin();
    const poisoned = decisions[4]?.decisionId ?? '';
    onDecisions((ids) => answer(receipts(ids, poisoned)));
    expect(await desk.sync().once()).toMatchObject({ code: 'answer_malformed' });
    expect(outbox()).toMatchObject({ receipted: count - 1, waiting: 1, conflict: 0, refused: 0 });
    expect(triesOf(poisoned)).toBe(1);
    expect(Date.parse(desk.store.read.decision(poisoned)?.nextTryAt ?? '')).toBeGreaterThan(desk.clock.now());
    gate.rule = () => 'pass';
    expect(await desk.sync().once()).toBeUndefined();
    expect(outbox()).toMatchObject({ receipted: count, waiting: 0 });
  });

  it('receipts in another order, or twice the same, are as good', async () => {
    await begin();
    onDecisions((ids) => answer([...ids.map(accept), ...ids.map((id) => ({ ...accept(id), status: 'duplicate' }))].reverse()));
    expect(await desk.sync().once()).toBeUndefined();
    expect(outbox()).toMatchObject({ receipted: count, waiting: 0 });
    expect(gate.passed.filter((call) => call === 'POST /v1/decisions')).toHaveLength(1);
  });

  it('a decision on which the server breaks again and again is found, and the others go through', async () => {
    const decisions = await begin();
    const poisoned = decisions[0]?.decisionId ?? '';
    onDecisions((ids) => (ids.includes(poisoned) ? { status: 500, body: { code: 'internal' } } : 'pass'));
    for (let round = 0; round < 3; round += 1) await desk.sync().once();
    expect(outbox()).toMatchObject({ receipted: count - 1, waiting: 1 });
    gate.rule = () => 'pass';
    expect(await desk.sync().once()).toBeUndefined();
    expect(outbox().receipted).toBe(count);
  });

  it('a server that breaks on everything is not asked for each decision', async () => {
    await begin();
    onDecisions(() => ({ status: 500, body: { code: 'internal' } }));
    for (let round = 0; round < 4; round += 1) await desk.sync().once();
    expect(gate.passed.filter((call) => call === 'POST /v1/decisions').length).toBeLessThan(20);
    expect(outbox()).toMatchObject({ waiting: count });
  });

  it.each([413, 422])('a call that is too much (%i) is halved until it is not', async (status) => {
    await begin();
    onDecisions((ids) => (ids.length > 2 ? { status, body: { code: 'too_much' } } : 'pass'));
    expect(await desk.sync().once()).toBeUndefined();
    expect(outbox()).toMatchObject({ receipted: count, refused: 0 });
  });
});

describe('after however many tries', () => {
  it('no pause that the platform did not ask for is longer than 12 s, so that all goes out within 30 s of healing', async () => {
    await begin();
    onDecisions(() => ({ status: 500, body: { code: 'internal' } }));
    for (let round = 0; round < 60; round += 1) {
      await desk.sync().once();
      desk.clock.advance(12_000);
    }
    expect(Math.max(...desk.store.read.decisionPage(0, 100).decisions.map(({ tries }) => tries))).toBeGreaterThanOrEqual(20);
    await desk.sync().once();
    const latest = desk.clock.now() + 12_000;
    for (const { nextTryAt } of desk.store.read.decisionPage(0, 100).decisions)
      expect(Date.parse(nextTryAt ?? '1970-01-01T00:00:00Z')).toBeLessThanOrEqual(latest);
    expect(Date.parse(desk.store.read.workstation().outboxPause?.until ?? '1970-01-01T00:00:00Z')).toBeLessThanOrEqual(latest);
  });

  it('what failed again and again keeps nothing fresh waiting', async () => {
    const store = storeWithPolicy();
    const ids = Array.from({ length: 8 }, (_, index) => `d${index}`);
    store.transaction((write) => {
      write.saveWorkstation({ workstationId: fixedId('workstation', 0), source: { kind: 'packages' } });
      for (const id of ids) {
        write.putApplication(inventApplication(`of ${id}`), moment.now);
        write.addDecision(inventDecision(id, `of ${id}`), `of ${id}`, 'waiting', moment.now);
      }
      for (const id of ids.slice(0, 6))
        for (let tries = 0; tries < 20; tries += 1) write.setDecisionState(id, 'waiting', { countTry: true });
    });
    const sent: string[][] = [];
    const platform = {
      decisions: async (group: readonly { decisionId: string }[]): Promise<Result<Map<string, Receipt>>> => {
        const names = group.map(({ decisionId }) => decisionId);
        sent.push(names);
        if (names.some((id) => ids.indexOf(id) < 6)) return fail('server_fault', { status: 500 });
        return succeed(new Map(names.map((id) => [id, accept(id)])));
      },
    };
    await sendDecisions({ store, platform, now: () => Date.parse(moment.now) }, new AbortController().signal);
    expect(sent[0]).toEqual(['d6', 'd7']);
    expect(store.read.outboxCounts()).toMatchObject({ receipted: 2, waiting: 6 });
    store.close();
  });
});

describe('what holds for the whole outbox', () => {
  it('is told as on its way before the platform is asked, for its answer may take its time', async () => {
    const store = storeWithPolicy();
    store.transaction((write) => {
      write.saveWorkstation({ workstationId: fixedId('workstation', 0), source: { kind: 'packages' } });
      write.putApplication(inventApplication('on the way'), moment.now);
      write.addDecision(inventDecision('d0', 'on the way'), 'on the way', 'waiting', moment.now);
    });
    const told: string[] = [];
    const states = () => store.read.decisionPage(0, 10).decisions.map(({ state }) => state);
    const platform = {
      decisions: async (): Promise<Result<Map<string, Receipt>>> => {
        told.push('asked');
        return succeed(new Map([['d0', accept('d0')]]));
      },
    };
    const sending = () => told.push(...states());
    await sendDecisions({ store, platform, now: () => Date.parse(moment.now) }, new AbortController().signal, { sending });
    expect(told).toEqual(['sending', 'asked']);
    expect(states()).toEqual(['receipted']);
    store.close();
  });

  it('a Retry-After is obeyed by every decision and costs none a try, though the platform answers otherwise', async () => {
    await begin();
    gate.rule = ({ path }) =>
      path === '/v1/decisions' ? { status: 429, body: { code: 'rate_limited' }, headers: { 'retry-after': '120' } } : 'pass';
    expect(await desk.sync().once()).toMatchObject({ code: 'rate_limited' });
    const calls = () => gate.passed.filter((call) => call === 'POST /v1/decisions').length;
    expect(calls()).toBe(1);
    desk.clock.advance(119_000);
    await desk.sync().once();
    expect(calls()).toBe(1);
    gate.rule = () => 'pass';
    desk.clock.advance(1_000);
    expect(await desk.sync().once()).toBeUndefined();
    expect(outbox().receipted).toBe(count);
    expect(desk.store.read.decisionPage(0, 100).decisions.every(({ tries }) => tries === 0)).toBe(true);
  });

  it('a token that is refused keeps everything, says so, and all goes out after signing in', async () => {
    const decisions = await begin();
    await desk.connect({ url: gate.url, token: 'worn-out' });
    expect(await desk.sync().once()).toMatchObject({ code: 'token_refused' });
    expect(desk.sync().state()).toMatchObject({ connection: 'sign_in', outbox: { waiting: count } });
    expect(gate.passed).not.toContain('POST /v1/decisions');
    await desk.connect(serverOf(intake, 0));
    expect(await desk.sync().once()).toBeUndefined();
    expect(outbox().receipted).toBe(count);
    expect(triesOf(decisions[0]?.decisionId ?? '')).toBe(0);
  });

  it('the session’s limit of decisions in a call is obeyed', async () => {
    await begin();
    desk.store.transaction((write) => write.saveWorkstation({ decisionsPerCall: 2 }));
    const sizes: number[] = [];
    const platform = {
      decisions: async (sent: readonly { decisionId: string }[]): Promise<Result<Map<string, Receipt>>> => {
        sizes.push(sent.length);
        return succeed(new Map(sent.map(({ decisionId }) => [decisionId, accept(decisionId)])));
      },
    };
    await sendDecisions({ store: desk.store, platform, now: desk.clock.now }, new AbortController().signal);
    expect(sizes).toEqual([2, 2, 2, 2, 1]);
  });
});

/** What a platform may do with one call. */
const behaviours = ['all', 'first half', 'none', 'unreachable', 'fault', 'maintenance', 'too much', 'conflict last'] as const;

it('a later decision on the same application never overtakes, and each is answered once, whatever the platform does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.constantFrom(...behaviours), { maxLength: 12 }),
      async (subjects, course) => {
        const store = storeWithPolicy();
        let now = Date.parse(moment.now);
        store.transaction((write) => {
          write.saveWorkstation({ workstationId: fixedId('workstation', 0), source: { kind: 'packages' } });
          for (const subject of new Set(subjects)) write.putApplication(inventApplication(`a${subject}`), moment.now);
          for (const [index, subject] of subjects.entries()) {
            // Decisions on an application, and on requests about it, are one row.
            const about = index % 3 === 2 ? { subject: { kind: 'request' as const, id: `r${index}`, revision: 1 } } : {};
            write.addDecision(inventDecision(`d${index}`, `a${subject}`, about), `a${subject}`, 'waiting', moment.now);
          }
        });
        const settled: string[] = [];
        const rest = [...course];
        const platform = {
          decisions: async (sent: readonly { decisionId: string }[]): Promise<Result<Map<string, Receipt>>> => {
            const ids = sent.map(({ decisionId }) => decisionId);
            const take = (some: string[], last?: Receipt) => {
              settled.push(...some);
              return succeed(
                new Map([
                  ...some.map((id) => [id, accept(id)] as const),
                  ...(last === undefined ? [] : [[last.decisionId, last] as const]),
                ]),
              );
            };
            switch (rest.shift() ?? 'all') {
              case 'all':
                return take(ids);
              case 'first half':
                return take(ids.slice(0, Math.floor(ids.length / 2)));
              case 'none':
                return succeed(new Map());
              case 'unreachable':
                return fail('server_unreachable');
              case 'fault':
                return fail('server_fault', { status: 500 });
              case 'maintenance':
                return fail('maintenance', { status: 503, retryAfterSeconds: 5 });
              case 'too much':
                return ids.length > 1 ? fail('answer_malformed', { status: 413 }) : take(ids);
              default: {
                const last = ids.at(-1) ?? '';
                return take(ids, { decisionId: last, status: 'conflict', at: moment.now, conflict: { cause: 'decided' } });
              }
            }
          },
        };
        for (let round = 0; round < course.length + 3; round += 1) {
          await sendDecisions({ store, platform, now: () => now }, new AbortController().signal, { impatient: round % 2 === 0 });
          now += 15_000;
        }
        expect([...settled].sort()).toEqual(subjects.map((_, index) => `d${index}`).sort());
        for (const subject of new Set(subjects)) {
          const order = settled.map((id) => Number(id.slice(1))).filter((index) => subjects[index] === subject);
          expect(order).toEqual([...order].sort((left, right) => left - right));
        }
        const { waiting, sending, held } = store.read.outboxCounts();
        expect({ waiting, sending, held }).toEqual({ waiting: 0, sending: 0, held: 0 });
        store.close();
      },
    ),
    { numRuns: 60 },
  );
});
