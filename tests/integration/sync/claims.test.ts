import { afterEach, describe, expect, it } from 'vitest';
import type { ClaimsState } from '../../../shared/domain/claim.ts';
import type { Result } from '../../../shared/domain/failure.ts';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { type Gate, openTestDesk, serverOf, startGate, type TestDesk } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';

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

const minute = 60_000;
/** A desk whose calls pass a gate, so that the line can be cut; the batch has no photos and is quick. */
const begin = async (count = 4): Promise<TestDesk> => {
  intake = await startTestIntake(
    await makeBatch({
      count,
      edit: (application) => {
        application.documents = [];
      },
    }),
  );
  gate = await startGate(intake.url);
  const desk = openTestDesk({ url: gate.url, token: serverOf(intake).token });
  desks.push(desk);
  await desk.sync().once();
  return desk;
};
const cut = (): void => {
  if (gate !== undefined) gate.rule = () => 'swallow';
};
const mend = (): void => {
  if (gate !== undefined) gate.rule = () => 'pass';
};
const pass = (desk: TestDesk, ms: number): void => {
  desk.clock.advance(ms);
  intake.time.now += ms;
};
const colleague = () => workstation(intake, 1, 7);
const othersClaim = async (count = 200): Promise<string[]> => {
  const answer = await colleague().post('/v1/claims', { count, ttlSeconds: 3_600 });
  return ((await answer.json()) as { claims: { applicationId: string }[] }).claims.map(({ applicationId }) => applicationId);
};
const statesOf = (desk: TestDesk): string[] =>
  desk
    .sync()
    .claims()
    .claims.map(({ state }) => state);
const mine = (desk: TestDesk): string[] => {
  const page = desk.review.queuePage({ view: 'mine', order: { by: 'due', descending: false }, offset: 0, limit: 100 });
  return page.ok ? page.value.rows.map(({ applicationId }) => applicationId) : [];
};
const claimed = (desk: TestDesk, index = 0): string => desk.sync().claims().claims[index]?.applicationId ?? '';
const escalate = (desk: TestDesk, id: string): Result<DecisionRecord> =>
  desk.review.decide(
    { subject: { kind: 'application', id, revision: 1 }, outcome: 'escalate', reasons: [], matched: [], note: '请看', durationMs: 1 },
    { takeBackSeconds: 0 },
  );
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

describe('taking', () => {
  it('leases the next applications, and the view “mine” is then what is leased', async () => {
    const desk = await begin();
    expect(mine(desk)).toHaveLength(4);
    expect(await desk.sync().takeClaims(2, undefined, false)).toEqual({ ok: true, value: { taken: 2 } });
    const { claims, supported } = desk.sync().claims();
    expect(supported).toBe(true);
    expect(claims.map(({ expiresAt, takenAlong }) => [expiresAt, takenAlong])).toEqual(Array(2).fill(['2026-11-16T02:30:00.000Z', false]));
    expect(mine(desk).sort()).toEqual(claims.map(({ applicationId }) => applicationId).sort());
    expect(desk.sync().state().claims).toEqual({ held: 2, lost: 0, soonestExpiry: '2026-11-16T02:30:00.000Z' });
    const sheet = desk.review.open(claimed(desk), false);
    expect(sheet.ok && sheet.value.claim).toMatchObject({ state: 'held', applicationId: claimed(desk) });
    expect((await othersClaim()).sort()).not.toEqual(expect.arrayContaining([claimed(desk)]));
    expect(await desk.sync().takeClaims(2, undefined, false)).toEqual({ ok: true, value: { taken: 0 } });
  });

  it('along gives the longer lease', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(1, undefined, true);
    expect(desk.sync().claims().claims).toMatchObject([{ takenAlong: true, expiresAt: '2026-11-16T06:00:00.000Z' }]);
  });

  it.each([404, 405, 501])('a platform without claims (%i) is known as such, and everything may be decided', async (status) => {
    const desk = await begin();
    if (gate !== undefined) gate.rule = ({ path }) => (path.startsWith('/v1/claims') ? { status, body: {} } : 'pass');
    expect(codeOf(await desk.sync().takeClaims(2, undefined, false))).toBe('claims_unsupported');
    expect(desk.sync().claims()).toMatchObject<Partial<ClaimsState>>({ supported: false, claims: [] });
    expect(codeOf(escalate(desk, mine(desk)[0] ?? ''))).toBe('ok');
  });

  it('fails as the line does, and leaves what was there', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(1, undefined, false);
    cut();
    expect(codeOf(await desk.sync().takeClaims(1, undefined, false))).toBe('server_unreachable');
    expect(statesOf(desk)).toEqual(['held']);
  });
});

describe('keeping', () => {
  it('is renewed once less than half of the lease is left', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(1, undefined, false);
    pass(desk, 14 * minute);
    await desk.sync().once();
    expect(desk.sync().claims().claims[0]?.expiresAt).toBe('2026-11-16T02:30:00.000Z');
    pass(desk, 2 * minute);
    await desk.sync().once();
    expect(desk.sync().claims().claims[0]?.expiresAt).toBe('2026-11-16T02:46:00.000Z');
    expect(gate?.passed.filter((call) => call === 'POST /v1/claims/renew')).toHaveLength(1);
  });

  it('what somebody else got after the lease had ended is lost, shown as lost, and can’t be decided; the work is a draft', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(4, undefined, false);
    cut();
    pass(desk, 40 * minute);
    await desk.sync().once();
    const [lost = ''] = await othersClaim(1);
    // Without the platform nobody knows yet: work goes on.
    expect(statesOf(desk)).toEqual(['held', 'held', 'held', 'held']);
    mend();
    await desk.sync().once();
    expect(desk.sync().state().claims).toMatchObject({ held: 3, lost: 1 });
    expect(mine(desk)).not.toContain(lost);
    expect(codeOf(escalate(desk, lost))).toBe('claim_lost');
    const sheet = desk.review.open(lost, false);
    expect(sheet.ok && sheet.value).toMatchObject({
      claim: { state: 'lost', cause: 'not_renewed' },
      draft: { outcome: 'escalate', note: '请看' },
    });
    expect(codeOf(escalate(desk, mine(desk)[0] ?? ''))).toBe('ok');
  });

  it('that ended and was taken again by the same workstation makes no conflict of a decision from before', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(1, undefined, false);
    const id = claimed(desk);
    pass(desk, 29 * minute);
    expect(codeOf(escalate(desk, id))).toBe('ok');
    pass(desk, 5 * minute);
    await desk.sync().takeClaims(4, undefined, false);
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.sync().state().outbox).toMatchObject({ receipted: 1, conflict: 0, refused: 0 });
    expect(
      desk
        .sync()
        .claims()
        .claims.some(({ applicationId }) => applicationId === id),
    ).toBe(false);
  });

  it('ends with the receipt of the decision, and is lost by a receipt that says so', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(2, undefined, false);
    const [first, second] = [claimed(desk, 0), claimed(desk, 1)];
    expect(codeOf(escalate(desk, first))).toBe('ok');
    await desk.sync().once();
    expect(
      desk
        .sync()
        .claims()
        .claims.map(({ applicationId }) => applicationId),
    ).toEqual([second]);
    pass(desk, 31 * minute);
    await othersClaim();
    expect(codeOf(escalate(desk, second))).toBe('ok');
    // Only the outbox: the platform's receipt is the first to tell of it.
    if (gate !== undefined) gate.rule = ({ path }) => (path === '/v1/claims/renew' ? 'swallow' : 'pass');
    await desk.sync().once();
    expect(desk.sync().claims().claims).toMatchObject([{ applicationId: second, state: 'lost', cause: 'receipt' }]);
    expect(desk.sync().state().outbox).toMatchObject({ receipted: 1, conflict: 1 });
  });

  it('an application that was handed over is lost, and a draft on it is kept apart until it is put away', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(1, undefined, false);
    const id = claimed(desk);
    desk.review.saveDraft(id, { reasons: [], matched: [{ item: 'name', verdict: 'match' }] });
    await intake.control.append({ kind: 'application.remove', id, cause: 'reassigned' });
    await desk.sync().once();
    expect(desk.sync().claims().claims).toMatchObject([{ applicationId: id, state: 'lost', cause: 'reassigned' }]);
    expect(codeOf(escalate(desk, id))).toBe('claim_lost');
    const kept = desk.review.keptDrafts();
    expect(kept.ok && kept.value.drafts).toMatchObject([
      { subject: { kind: 'application', id }, cause: 'reassigned', draft: { note: '请看' } },
    ]);
    expect(codeOf(desk.review.dropKeptDraft({ kind: 'application', id }))).toBe('ok');
    expect(desk.review.keptDrafts()).toEqual({ ok: true, value: { drafts: [] } });
    expect(codeOf(desk.review.dropKeptDraft({ kind: 'application', id }))).toBe('not_in_conflict');
  });
});

describe('giving back', () => {
  it('tells the platform at once, and somebody else can have it', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(4, undefined, false);
    const back = claimed(desk);
    await desk.sync().giveBackClaims([back]);
    expect(statesOf(desk)).toEqual(['held', 'held', 'held']);
    expect(await othersClaim()).toEqual([back]);
  });

  it('that could not be told is told when the platform is reached again, whatever it answers about what is gone', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(3, undefined, false);
    cut();
    await desk.sync().giveBackClaims(undefined);
    expect(statesOf(desk)).toEqual(['returning', 'returning', 'returning']);
    expect(codeOf(escalate(desk, claimed(desk)))).toBe('claim_lost');
    await desks.pop()?.close();
    const again = openTestDesk({ url: gate?.url ?? '', token: serverOf(intake).token }, desk.folder, desk.clock.now());
    desks.push(again);
    if (gate !== undefined)
      gate.rule = ({ method, path }) =>
        method === 'DELETE' && path.endsWith(claimed(again)) ? { status: 404, body: { code: 'application_unknown' } } : 'pass';
    await again.sync().once();
    expect(statesOf(again)).toEqual([]);
    expect(await othersClaim()).toHaveLength(4);
  });

  it('leaving the desk gives back what was not taken along', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(1, undefined, true);
    await desk.sync().takeClaims(2, undefined, false);
    await desk.sync().leave();
    expect(desk.sync().claims().claims).toMatchObject([{ takenAlong: true, state: 'held' }]);
    expect(await othersClaim()).toHaveLength(3);
  });

  it('leaving it out of reach only notes it, and takes no time', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(2, undefined, false);
    cut();
    await desk.sync().once();
    const calls = gate?.passed.length;
    await desk.sync().leave();
    expect(statesOf(desk)).toEqual(['returning', 'returning']);
    expect(gate?.passed.length).toBe(calls);
  });
});

describe('work without the platform', () => {
  it('ends after the policy’s hours, whatever is done to the clock, and goes on once the platform was reached', async () => {
    const desk = await begin();
    await desk.sync().takeClaims(4, undefined, true);
    const [first = '', second = '', third = ''] = mine(desk);
    cut();
    await desk.sync().once();
    expect(desk.sync().claims().offlineUntil).toBe('2026-11-19T02:00:00.000Z');
    desk.clock.advance(71 * 60 * minute);
    expect(codeOf(escalate(desk, first))).toBe('ok');
    desk.clock.advance(2 * 60 * minute);
    expect(codeOf(escalate(desk, second))).toBe('offline_too_long');
    desk.clock.advance(-70 * 60 * minute);
    expect(codeOf(escalate(desk, second))).toBe('offline_too_long');
    const sheet = desk.review.open(second, false);
    expect(sheet.ok && sheet.value.draft.note).toBe('请看');
    mend();
    await desk.sync().once();
    expect(desk.sync().claims().offlineUntil).toBeUndefined();
    expect(codeOf(escalate(desk, third))).toBe('ok');
  });
});
