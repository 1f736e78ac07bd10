import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { claimsResponseSchema, problemSchema } from '../../../shared/contract/intake/index.ts';
import { type Batch, makeBatch } from '../../fixtures/batch.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';

const many = 30;
let batch: Batch;
let server: TestIntake;
beforeAll(async () => {
  batch = await makeBatch({
    count: many,
    edit: (application, index) => {
      application.priority = index === 20 ? 9 : 0;
      if (index === 7) application.dueAt = '2026-11-16T03:00:00.000Z';
      if (index === 12) application.type = 'passport';
    },
  });
});
beforeEach(async () => {
  server = await startTestIntake(batch);
});
afterEach(() => server.end());

const claim = async (at: ReturnType<typeof workstation>, body: { count: number; ttlSeconds: number; types?: string[] }) =>
  claimsResponseSchema.parse(await (await at.post('/v1/claims', body)).json()).claims;
const idOf = (index: number): string => batch.applications[index]?.id ?? '';

test('the most urgent come first: priority, then the due time', async () => {
  const claims = await claim(workstation(server), { count: 3, ttlSeconds: 60 });
  expect(claims.map(({ applicationId }) => applicationId)).toEqual([idOf(20), idOf(7), idOf(many - 1)]);
  expect(claims[0]?.expiresAt).toBe('2026-11-16T02:01:00.000Z');
});

test('fifty workstations that ask at the same time never get the same application, and all are given out', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, number) => claim(workstation(server, number % 3, number), { count: 2, ttlSeconds: 60 })),
  );
  const given = answers.flat().map(({ applicationId }) => applicationId);
  expect(given).toHaveLength(many);
  expect(new Set(given).size).toBe(many);
});

test('only the types asked for', async () => {
  expect(await claim(workstation(server), { count: 5, ttlSeconds: 60, types: ['passport'] })).toMatchObject([{ applicationId: idOf(12) }]);
});

test('renewing prolongs what is held and leaves out what is not', async () => {
  const [mine, other] = [workstation(server, 0), workstation(server, 1)];
  const [held] = await claim(mine, { count: 1, ttlSeconds: 60 });
  const [theirs] = await claim(other, { count: 1, ttlSeconds: 60 });
  server.time.now += 30_000;
  const answer = await mine.post('/v1/claims/renew', {
    applicationIds: [held?.applicationId, theirs?.applicationId, idOf(5)],
    ttlSeconds: 60,
  });
  expect(await answer.json()).toEqual({ claims: [{ applicationId: held?.applicationId, expiresAt: '2026-11-16T02:01:30.000Z' }] });
});

test('an expired claim may go to someone else, and is then lost to the first', async () => {
  const [mine, other] = [workstation(server, 0), workstation(server, 1)];
  const [held] = await claim(mine, { count: 1, ttlSeconds: 60 });
  server.time.now += 60_000;
  expect(await claim(other, { count: 1, ttlSeconds: 60 })).toMatchObject([{ applicationId: held?.applicationId }]);
  const renewed = await mine.post('/v1/claims/renew', { applicationIds: [held?.applicationId], ttlSeconds: 60 });
  expect(await renewed.json()).toEqual({ claims: [] });
  const back = await mine.call(`/v1/claims/${held?.applicationId}`, { method: 'DELETE' });
  expect([back.status, problemSchema.parse(await back.json()).code]).toEqual([409, 'claim_lost']);
});

test('an expired claim that nobody took can still be renewed', async () => {
  const mine = workstation(server);
  const [held] = await claim(mine, { count: 1, ttlSeconds: 60 });
  server.time.now += 90_000;
  const renewed = await mine.post('/v1/claims/renew', { applicationIds: [held?.applicationId], ttlSeconds: 60 });
  expect(((await renewed.json()) as { claims: unknown[] }).claims).toHaveLength(1);
});

test('what is given back is free at once, and giving back twice is no error', async () => {
  const [mine, other] = [workstation(server, 0), workstation(server, 1)];
  const [held] = await claim(mine, { count: 1, ttlSeconds: 60 });
  const giveBack = () =>
    mine.call(`/v1/claims/${held?.applicationId}`, { method: 'DELETE', headers: { 'content-type': 'application/json' } });
  expect([(await giveBack()).status, (await giveBack()).status]).toEqual([204, 204]);
  expect(await claim(other, { count: 1, ttlSeconds: 60 })).toMatchObject([{ applicationId: held?.applicationId }]);
  const unknown = await mine.call('/v1/claims/nobody', { method: 'DELETE' });
  expect([unknown.status, problemSchema.parse(await unknown.json()).code]).toEqual([404, 'application_unknown']);
});

test('a lease is no longer than the server allows', async () => {
  const [held] = await claim(workstation(server), { count: 1, ttlSeconds: 604_800 });
  expect(held?.expiresAt).toBe('2026-11-16T10:00:00.000Z');
});

test('what is decided or removed is not given out; what is escalated goes to another reviewer', async () => {
  const first = workstation(server, 0);
  const decide = (index: number, outcome: string) =>
    first.decide(first.decision(index, { kind: 'application', id: idOf(index), revision: 1 }, { outcome }));
  await decide(20, 'approve');
  await decide(7, 'escalate');
  await server.control.append({ kind: 'application.remove', id: idOf(many - 1), cause: 'withdrawn' });
  const mine = (await claim(first, { count: 50, ttlSeconds: 60 })).map(({ applicationId }) => applicationId);
  expect(mine).toHaveLength(many - 3);
  expect(mine).not.toContain(idOf(7));
  expect(await claim(workstation(server, 1), { count: 50, ttlSeconds: 60 })).toMatchObject([{ applicationId: idOf(7) }]);
});
