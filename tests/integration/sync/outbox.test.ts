import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Application } from '../../../shared/domain/application.ts';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { fixedId, makeBatch } from '../../fixtures/batch.ts';
import { freePort, type Gate, openTestDesk, serverOf, startGate, type TestDesk } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake } from '../../fixtures/intake.ts';

let intake: TestIntake;
let gate: Gate | undefined;
const desks: TestDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) {
    expect(desk.faults).toEqual([]);
    await desk.close();
  }
  await gate?.close();
  gate = undefined;
  await intake.end();
});

/** A rejection needs no photos, so the batch has none and is quick. */
const bare = (application: Application): void => {
  application.documents = [];
};
const begin = async (count = 2, port = 0): Promise<TestDesk> => {
  intake = await startTestIntake(await makeBatch({ count, edit: bare }), { port });
  const desk = openTestDesk(serverOf(intake));
  desks.push(desk);
  await desk.sync().once();
  return desk;
};
const idOf = (index = 0): string => intake.batch.applications[index]?.id ?? '';
const reject = (desk: TestDesk, index = 0, takeBackSeconds?: number): DecisionRecord => {
  const decided = desk.review.decide(
    {
      subject: { kind: 'application', id: idOf(index), revision: desk.store.read.application(idOf(index))?.application.revision ?? 1 },
      outcome: 'reject',
      reasons: [{ code: 'authenticity.not_the_holder' }],
      matched: [],
      durationMs: 5_000,
    },
    { takeBackSeconds },
  );
  if (!decided.ok) throw new Error(decided.error.code);
  return decided.value;
};
const recordOf = (desk: TestDesk, decisionId: string): DecisionRecord | undefined => {
  const page = desk.review.outbox(0, 100);
  return page.ok ? page.value.decisions.find((decision) => decision.decisionId === decisionId) : undefined;
};
const counted = (decisionId: string): number =>
  intake.control.decisions().filter(({ decision }) => decision.decisionId === decisionId).length;

describe('the way of a decision', () => {
  it('is held, then goes out by itself once its time is over, and is receipted with the notice the reviewer saw', async () => {
    const desk = await begin();
    const preview = desk.review.preview({ kind: 'application', id: idOf(), revision: 1 }, 'reject', [
      { code: 'authenticity.not_the_holder' },
    ]);
    const { decisionId, state, takeBackUntil } = reject(desk);
    expect(state).toBe('held');
    expect(takeBackUntil).toBe('2026-11-16T02:00:10.000Z');
    expect(await desk.sync().once()).toBeUndefined();
    expect(recordOf(desk, decisionId)?.state).toBe('held');
    expect(intake.control.decisions()).toEqual([]);
    desk.sync().start();
    desk.clock.advance(10_000);
    desk.sync().wakeOutbox();
    await desk.until(() => recordOf(desk, decisionId)?.state === 'receipted');
    const [received] = intake.control.decisions();
    expect(received?.receipt.status).toBe('accepted');
    expect(received?.decision).toMatchObject({
      decisionId,
      outcome: 'reject',
      workstationId: fixedId('workstation', 0),
      policyVersion: 'fixture-1',
    });
    expect(preview.ok && preview.value.notice).toEqual(received?.decision.notice);
    expect(desk.sync().state().outbox).toEqual({ held: 0, waiting: 0, sending: 0, receipted: 1, conflict: 0, refused: 0 });
    expect(await desk.sync().once()).toBeUndefined();
    expect(intake.control.decisions()).toHaveLength(1);
  });

  it('that was taken back never goes out', async () => {
    const desk = await begin();
    const { decisionId } = reject(desk);
    expect(desk.review.takeBack(decisionId)).toMatchObject({ ok: true });
    desk.clock.advance(60_000);
    expect(await desk.sync().once()).toBeUndefined();
    expect(intake.control.decisions()).toEqual([]);
    expect(recordOf(desk, decisionId)?.state).toBe('taken_back');
  });

  it('waits with growing pauses while the server is down, survives a restart, and is drained when it is back', async () => {
    const desk = await begin(2, await freePort());
    const decisions = [reject(desk, 0, 0), reject(desk, 1, 0)];
    await intake.close();
    for (const [tries, pause] of [2_000, 4_000, 8_000].entries()) {
      expect(await desk.sync().once()).toMatchObject({ code: 'server_unreachable' });
      for (const { decisionId } of decisions) {
        expect(recordOf(desk, decisionId)).toMatchObject({ state: 'waiting', tries: tries + 1, lastFailure: 'server_unreachable' });
        const wait = Date.parse(desk.store.read.decision(decisionId)?.nextTryAt ?? '') - desk.clock.now();
        expect(wait).toBeGreaterThanOrEqual(pause * 0.75);
        expect(wait).toBeLessThanOrEqual(pause);
      }
    }
    await desks.pop()?.close();
    const again = openTestDesk(serverOf(intake), desk.folder, desk.clock.now());
    desks.push(again);
    expect(again.sync().state().outbox.waiting).toBe(2);
    await intake.restart();
    again.sync().start();
    await again.until(() => again.sync().state().outbox.receipted === 2);
    expect(intake.control.decisions()).toHaveLength(2);
    for (const { decisionId } of decisions)
      expect(recordOf(again, decisionId)).toMatchObject({ state: 'receipted', lastFailure: undefined });
  });

  it('waits as long as the platform asks, and goes on offline meanwhile', async () => {
    const desk = await begin(2);
    const { decisionId } = reject(desk, 0, 0);
    intake.control.maintenance('2026-11-16T02:30:00.000Z');
    expect(await desk.sync().once()).toMatchObject({ code: 'maintenance' });
    expect(reject(desk, 1, 0).state).toBe('waiting');
    expect(recordOf(desk, decisionId)).toMatchObject({ state: 'waiting', tries: 0 });
    expect(desk.store.read.workstation().outboxPause).toMatchObject({ until: '2026-11-16T02:30:00.000Z', code: 'maintenance' });
    intake.control.heal();
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.sync().state().outbox).toMatchObject({ waiting: 0, receipted: 2 });
  });

  it('whose receipt was lost on the way goes out again and counts once', async () => {
    const desk = await begin(1);
    const { decisionId } = reject(desk, 0, 0);
    intake.control.fault({ call: 'decisions', kind: 'lose_answer', times: 1 });
    expect(await desk.sync().once()).toMatchObject({ code: 'server_unreachable' });
    expect(recordOf(desk, decisionId)).toMatchObject({ state: 'waiting', tries: 1 });
    expect(counted(decisionId)).toBe(1);
    expect(await desk.sync().once()).toBeUndefined();
    expect(recordOf(desk, decisionId)).toMatchObject({ state: 'receipted', receipt: { status: 'duplicate' } });
    expect(counted(decisionId)).toBe(1);
  });

  it('that was on the wire when the program died goes out again and counts once', async () => {
    const desk = await begin(1);
    gate = await startGate(intake.url);
    let arrived: () => void = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    gate.rule = async ({ path }) => {
      if (path !== '/v1/decisions') return 'pass';
      arrived();
      return 'stall';
    };
    await desk.connect({ url: gate.url, token: serverOf(intake).token });
    const { decisionId } = reject(desk, 0, 0);
    const sending = desk.sync().once();
    await arrival;
    expect(recordOf(desk, decisionId)?.state).toBe('sending');
    await desk.connect(serverOf(intake));
    await sending;
    expect(recordOf(desk, decisionId)?.state).not.toBe('receipted');
    expect(await desk.sync().once()).toBeUndefined();
    expect(recordOf(desk, decisionId)).toMatchObject({ state: 'receipted', receipt: { status: 'duplicate' } });
    expect(counted(decisionId)).toBe(1);
  });
});

describe('what comes back to the reviewer', () => {
  it.each([
    [
      'decided',
      () =>
        intake.control.append({
          kind: 'decision.recorded',
          applicationId: idOf(),
          decisionId: fixedId('elsewhere', 0),
          outcome: 'approve',
          decidedAt: '2026-11-16T01:59:00Z',
          reviewerId: 'somebody',
          revision: 1,
        }),
    ],
    ['amended', () => intake.control.resubmit(idOf(), { applicant: { phone: '13900139000' } })],
    ['withdrawn', () => intake.control.append({ kind: 'application.remove', id: idOf(), cause: 'withdrawn' })],
  ])('a conflict (%s) is visible with its cause and is not sent again by itself', async (cause, happen) => {
    const desk = await begin();
    const { decisionId } = reject(desk, 0, 0);
    await happen();
    expect(await desk.sync().once()).toBeUndefined();
    expect(recordOf(desk, decisionId)).toMatchObject({ state: 'conflict', receipt: { status: 'conflict', conflict: { cause } } });
    expect(desk.sync().state().outbox.conflict).toBe(1);
    gate = await startGate(intake.url);
    await desk.connect({ url: gate.url, token: serverOf(intake).token });
    desk.clock.advance(3_600_000);
    expect(await desk.sync().once()).toBeUndefined();
    expect(gate.passed).not.toContain('POST /v1/decisions');
    // Nor is it when somebody asks for it unchanged; it can be given up with a note.
    expect(desk.review.retry(decisionId)).toMatchObject({ ok: false, error: { code: 'input_invalid' } });
    expect(desk.review.drop(decisionId, '同事已处理')).toMatchObject({ ok: true, value: { state: 'dropped' } });
    const expected = { decided: 'decided', amended: 'open', withdrawn: undefined }[cause];
    expect(desk.store.read.application(idOf())?.state).toBe(expected);
  });

  it('an approval of an account that was disabled meanwhile comes back, and the application is open again once it is given up', async () => {
    intake = await startTestIntake(await makeBatch({ count: 1 }));
    const desk = openTestDesk(serverOf(intake));
    desks.push(desk);
    await desk.sync().once();
    const decided = desk.review.decide(
      { subject: { kind: 'application', id: idOf(), revision: 1 }, outcome: 'approve', reasons: [], matched: [], durationMs: 1 },
      { takeBackSeconds: 0 },
    );
    const decisionId = decided.ok ? decided.value.decisionId : '';
    await intake.control.append({
      kind: 'account.status',
      accountId: fixedId('account', 0),
      status: 'cancelled',
      since: '2026-11-16T01:00:00Z',
    });
    await desk.sync().once();
    expect(recordOf(desk, decisionId)).toMatchObject({ state: 'conflict', receipt: { conflict: { cause: 'account_inactive' } } });
    desk.review.drop(decisionId, '账号已注销');
    await desk.sync().once();
    const sheet = desk.review.open(idOf(), false);
    expect(sheet.ok && sheet.value).toMatchObject({ state: 'open', approval: { allowed: false, causes: ['account_inactive'] } });
  });

  it('a refused decision is visible with the platform’s problem, and goes out again only when a person asks', async () => {
    const desk = await begin(1);
    gate = await startGate(intake.url);
    let refusing = true;
    gate.rule = ({ path, body }) => {
      if (path !== '/v1/decisions' || !refusing) return 'pass';
      const { decisions } = JSON.parse(body) as { decisions: { decisionId: string }[] };
      const problem = { code: 'quota_used_up', title: 'Not today' };
      return {
        status: 200,
        body: { receipts: decisions.map((one) => ({ decisionId: one.decisionId, status: 'refused', at: desk.clock.iso(), problem })) },
      };
    };
    await desk.connect({ url: gate.url, token: serverOf(intake).token });
    const { decisionId } = reject(desk, 0, 0);
    expect(await desk.sync().once()).toBeUndefined();
    expect(recordOf(desk, decisionId)).toMatchObject({ state: 'refused', receipt: { problem: { code: 'quota_used_up' } } });
    refusing = false;
    expect(await desk.sync().once()).toBeUndefined();
    expect(recordOf(desk, decisionId)?.state).toBe('refused');
    expect(desk.review.retry(decisionId)).toMatchObject({ ok: true, value: { state: 'waiting' } });
    expect(await desk.sync().once()).toBeUndefined();
    expect(recordOf(desk, decisionId)?.state).toBe('receipted');
  });

  it.each([400, 413, 422])('one decision that the platform answers with %i comes back alone; the others go through', async (status) => {
    const desk = await begin(3);
    const decisions = [reject(desk, 0, 0), reject(desk, 1, 0), reject(desk, 2, 0)];
    const poisoned = decisions[1]?.decisionId ?? '';
    gate = await startGate(intake.url);
    gate.rule = ({ body }) => (body.includes(poisoned) ? { status, body: { code: 'unreadable', status } } : 'pass');
    await desk.connect({ url: gate.url, token: serverOf(intake).token });
    expect(await desk.sync().once()).toBeUndefined();
    expect(decisions.map(({ decisionId }) => recordOf(desk, decisionId)?.state)).toEqual(['receipted', 'refused', 'receipted']);
    expect(recordOf(desk, poisoned)?.receipt?.problem?.code).toBe('unreadable');
  });
});

/** What can happen to two applications and their decisions, in any order. */
const happenings = [
  'decide 0',
  'decide 1',
  'take back 0',
  'take back 1',
  'wait',
  'exchange',
  'exchange while down',
  'exchange, receipt lost',
  'restart',
  'resubmit 0',
  'withdraw 1',
] as const;

describe('whatever happens in whatever order', () => {
  it('every acknowledged decision is on its way, answered once, or back with the reviewer; none that was taken back is ever sent', async () => {
    const edited = { edit: bare, count: 2 };
    const batch = await makeBatch(edited);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...happenings), { minLength: 3, maxLength: 14 }), async (course) => {
        intake = await startTestIntake(batch);
        let desk = openTestDesk(serverOf(intake));
        await desk.sync().once();
        const acknowledged: DecisionRecord[] = [];
        const takenBack = new Set<string>();
        const lastOf = (index: number) => acknowledged.findLast(({ subject }) => subject.id === idOf(index));
        for (const happening of course) {
          const index = Number(happening.at(-1));
          if (happening.startsWith('decide') && desk.store.read.application(idOf(index))?.state === 'open')
            acknowledged.push(reject(desk, index));
          else if (happening.startsWith('take back')) {
            const { decisionId } = lastOf(index) ?? { decisionId: 'none' };
            if (desk.review.takeBack(decisionId).ok) takenBack.add(decisionId);
          } else if (happening === 'wait') desk.clock.advance(10_000);
          else if (happening === 'exchange') await desk.sync().once();
          else if (happening === 'exchange while down') {
            intake.control.fault({ call: 'any', kind: 'status', status: 502, times: 99 });
            await desk.sync().once();
            intake.control.heal();
          } else if (happening === 'exchange, receipt lost') {
            intake.control.fault({ call: 'decisions', kind: 'lose_answer', times: 1 });
            await desk.sync().once();
            intake.control.heal();
          } else if (happening === 'restart') {
            await desk.close();
            desk = openTestDesk(serverOf(intake), desk.folder, desk.clock.now());
          } else if (happening.startsWith('resubmit') && intake.control.application(idOf(0))?.application !== undefined)
            await intake.control.resubmit(idOf(0), {});
          else if (happening.startsWith('withdraw') && intake.control.application(idOf(1))?.state === 'open')
            await intake.control.append({ kind: 'application.remove', id: idOf(1), cause: 'withdrawn' });
        }
        desk.clock.advance(10_000);
        await desk.sync().once();
        await desk.sync().once();
        const onServer = intake.control.decisions();
        for (const { decisionId } of acknowledged) {
          const record = recordOf(desk, decisionId);
          const answered = onServer.filter(({ decision }) => decision.decisionId === decisionId);
          if (takenBack.has(decisionId)) {
            expect(record?.state).toBe('taken_back');
            expect(answered).toEqual([]);
            continue;
          }
          expect(answered).toHaveLength(1);
          const accepted = answered[0]?.receipt.status === 'accepted';
          expect(record?.state).toBe(accepted ? 'receipted' : 'conflict');
        }
        expect(onServer).toHaveLength(acknowledged.length - takenBack.size);
        const accepted = onServer
          .filter(({ receipt }) => receipt.status === 'accepted')
          .map(({ decision }) => `${decision.subject.id} ${decision.subject.revision}`);
        expect(new Set(accepted).size).toBe(accepted.length);
        expect(desk.faults).toEqual([]);
        await desk.close();
        await intake.end();
      }),
      { numRuns: 12, seed: 20_261_116 },
    );
  });
});
