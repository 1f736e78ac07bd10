import fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../../../electron/intake/limits.ts';
import { installRates } from '../../../electron/intake/rates.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';

let server: TestIntake;
beforeAll(async () => {
  server = await startTestIntake();
});
afterAll(() => server.end());

const withToken = (token: string) =>
  fetch(`${server.url}/v1/session`, {
    headers: { authorization: `Bearer ${token}`, 'x-workstation-id': '01930000-0000-7000-8000-00000000c0de' },
  });

test('whoever tries tokens is soon told to wait, and a right token still counts', async () => {
  const tried: number[] = [];
  for (let guess = 0; guess <= limits.refusalsPerMinute; guess += 1) tried.push((await withToken(`guess-${guess}`)).status);
  expect(tried.slice(0, limits.refusalsPerMinute)).toEqual(Array.from({ length: limits.refusalsPerMinute }, () => 401));
  const last = await withToken('one-more');
  expect(last.status).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await last.json()).toMatchObject({ code: 'rate_limited' });
  expect((await workstation(server).call('/v1/session')).status).toBe(200);
});

test('a token that calls too often is told to wait, and takes nothing from another', async () => {
  const app = fastify();
  await installRates(app, { ...limits, callsPerSecond: 5 });
  app.get('/', () => 'answered');
  const statuses = async (authorization: string, times: number) => {
    const answers = await Promise.all(Array.from({ length: times }, () => app.inject({ url: '/', headers: { authorization } })));
    return answers.map(({ statusCode }) => statusCode);
  };
  expect(await statuses('Bearer wild', 15)).toContain(429);
  expect(await statuses('Bearer quiet', 1)).toEqual([200]);
  await app.close();
});
