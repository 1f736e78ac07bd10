import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fetch } from 'undici';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildOpenApiDocument, startIntake } from '../../../electron/intake/index.ts';
import { healthSchema, problemSchema } from '../../../shared/contract/intake/index.ts';
import { type Batch, makeBatch, sha256Of } from '../../fixtures/batch.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';

let batch: Batch;
let server: TestIntake;
beforeAll(async () => {
  batch = await makeBatch();
});
beforeEach(async () => {
  server = await startTestIntake(batch);
});
afterEach(() => server.end());

const sha = () => [...batch.documents.keys()][0] ?? '';

test('maintenance: 503 with the seconds to wait, health says until when, and it ends by itself', async () => {
  const { call } = workstation(server);
  server.control.maintenance('2026-11-16T02:10:00.000Z');
  const answer = await call('/v1/changes');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '600']);
  expect(problemSchema.parse(await answer.json())).toMatchObject({ code: 'maintenance', until: '2026-11-16T02:10:00.000Z' });
  const health = await fetch(`${server.url}/v1/health`);
  expect(healthSchema.parse(await health.json())).toMatchObject({ status: 'maintenance', until: '2026-11-16T02:10:00.000Z' });
  server.time.now += 600_000;
  expect((await call('/v1/changes')).status).toBe(200);
});

test('too many requests, too old, signed out: each with its status, code and headers, until it is over', async () => {
  const { call, reviewerId } = workstation(server);
  const told = async () => {
    const answer = await call('/v1/session');
    return [answer.status, answer.headers.get('retry-after'), ((await answer.json()) as { code?: string }).code];
  };
  server.control.rateLimit(1, 7);
  expect(await told()).toEqual([429, '7', 'rate_limited']);
  expect(await told()).toEqual([200, null, undefined]);
  server.control.outdated();
  expect(await told()).toEqual([426, null, 'outdated']);
  server.control.outdated(false);
  server.control.signOut(reviewerId);
  expect(await told()).toEqual([401, null, 'token_refused']);
  server.control.signIn(reviewerId);
  expect(await told()).toEqual([200, null, undefined]);
});

test('faults are played as often as they are set, then the server is well again', async () => {
  const { call } = workstation(server);
  server.control.fault({ call: 'session', kind: 'status', status: 502, times: 2 });
  expect([(await call('/v1/session')).status, (await call('/v1/session')).status, (await call('/v1/session')).status]).toEqual([
    502, 502, 200,
  ]);

  server.control.fault({ call: 'documents', kind: 'wrong_bytes', times: 1 });
  const wrong = new Uint8Array(await (await call(`/v1/documents/${sha()}`)).arrayBuffer());
  expect([wrong.length, sha256Of(wrong) === sha()]).toEqual([batch.documents.get(sha())?.length, false]);

  server.control.fault({ call: 'documents', kind: 'cut', afterBytes: 1_000, times: 1 });
  const cut = await call(`/v1/documents/${sha()}`);
  await expect(cut.arrayBuffer()).rejects.toThrow();
  expect(sha256Of(new Uint8Array(await (await call(`/v1/documents/${sha()}`)).arrayBuffer()))).toBe(sha());

  server.control.fault({ call: 'any', kind: 'status', status: 500, times: 99 });
  server.control.heal();
  expect((await call('/v1/session')).status).toBe(200);
});

test('the audit copy only grows: what is sent again is compared, a gap and a difference are refused', async () => {
  const { post, workstationId } = workstation(server);
  const entries = [{ event: 'unlock' }, { event: 'decide', decisionId: 'd1' }, { event: 'lock' }];
  const send = async (from: number, some: unknown[]) => {
    const answer = await post('/v1/audit', { from, entries: some });
    return { status: answer.status, ...((await answer.json()) as { upTo?: number; root?: string; code?: string }) };
  };
  expect(await send(0, [])).toEqual({ status: 200, upTo: 0, root: '0'.repeat(64) });
  const first = await send(0, entries.slice(0, 2));
  let root = '0'.repeat(64);
  for (const json of ['{"event":"unlock"}', '{"decisionId":"d1","event":"decide"}']) root = sha256Of(Buffer.from(root + json));
  expect(first).toEqual({ status: 200, upTo: 2, root });
  const whole = await send(1, entries.slice(1));
  expect(whole).toMatchObject({ status: 200, upTo: 3 });
  expect(await send(0, entries)).toEqual(whole);
  expect(await send(5, entries)).toMatchObject({ status: 409, code: 'audit_gap', upTo: 3 });
  expect(await send(1, [{ event: 'nothing' }])).toMatchObject({ status: 409, code: 'audit_diverged' });
  expect((await send(3, [])).root).toBe(whole.root);
  await server.restart();
  const after = await workstation(server).post('/v1/audit', { from: 3, entries: [] });
  expect(await after.json()).toEqual({ upTo: 3, root: whole.root });
  expect(workstation(server).workstationId).toBe(workstationId);
  expect(await (await workstation(server, 1).post('/v1/audit', { from: 0, entries: [] })).json()).toMatchObject({ upTo: 0 });
});

test('a restart keeps everything: tokens, feed and cursors, claims, decisions, documents', async () => {
  const before = workstation(server);
  const claimed = await (await before.post('/v1/claims', { count: 2, ttlSeconds: 600 })).json();
  const { next, changes } = await before.feed();
  const tokens = server.tokens;
  await server.restart();
  expect(server.tokens).toEqual(tokens);
  const after = workstation(server);
  expect(await after.feed(next)).toEqual({ changes: [], next });
  expect((await after.feed()).changes).toEqual(changes);
  expect(
    server.control
      .claims()
      .map(({ applicationId }) => applicationId)
      .sort(),
  ).toEqual((claimed as { claims: { applicationId: string }[] }).claims.map(({ applicationId }) => applicationId).sort());
  expect((await after.call(`/v1/documents/${sha()}`)).status).toBe(200);
});

test('tokens lie in a file of their owner alone, and in the database only as hashes', async () => {
  expect(statSync(join(server.directory, 'tokens.json')).mode & 0o777).toBe(0o600);
  for (const { token } of server.tokens) {
    for (const file of readdirSync(server.directory).filter((name) => name.startsWith('intake.db'))) {
      expect(readFileSync(join(server.directory, file)).includes(token)).toBe(false);
    }
  }
});

test('a first start that was broken off begins anew, and leaves no document that nothing refers to', async () => {
  const stray = await server.control.putDocument(new Uint8Array([1, 2, 3]));
  await server.restart();
  expect(readdirSync(join(server.directory, 'documents'))).not.toContain(stray);
  expect(readdirSync(join(server.directory, 'documents')).sort()).toEqual([...batch.documents.keys()].sort());

  let asked = 0;
  const options = { dataDirectory: join(server.directory, 'other'), port: 0, seed: 1, count: 0, clock: () => server.time.now };
  const makeBatchOrFail = async () => {
    asked += 1;
    if (asked === 1) throw new Error('no light');
    return batch;
  };
  await expect(startIntake({ ...options, makeBatch: makeBatchOrFail })).rejects.toThrow('no light');
  const steps: number[] = [];
  const second = await startIntake({ ...options, makeBatch: makeBatchOrFail, onProgress: (done) => steps.push(done) });
  await second.close();
  const third = await startIntake({ ...options, makeBatch: makeBatchOrFail });
  await third.close();
  expect(asked).toBe(2);
  expect(steps.at(-1)).toBe(batch.documents.size);
});

test('a port that is taken is said, and nothing stays open', async () => {
  const port = Number(new URL(server.url).port);
  await expect(
    startIntake({ dataDirectory: join(server.directory, 'other'), port, seed: 1, count: 0, makeBatch: async () => batch }),
  ).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

test('docs/openapi.json is what the contract gives; if not, run electron/dev/openapi.ts', async () => {
  expect(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8')).toBe(await buildOpenApiDocument());
});
