import { request as rawRequest } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthSchema, problemSchema, sessionSchema } from '../../../shared/contract/intake/index.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';

let server: TestIntake;
beforeAll(async () => {
  server = await startTestIntake();
});
afterAll(() => server.end());

/** The raw answer, without a client that unpacks it. */
const raw = (path: string, headers: Record<string, string>): Promise<{ encoding: string | undefined; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    rawRequest(`${server.url}${path}`, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ encoding: answer.headers['content-encoding'], bytes: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });

test('two reviewers and a senior are made, and the session says whose token it is', async () => {
  expect(server.tokens.map(({ role }) => role)).toEqual(['reviewer', 'reviewer', 'senior']);
  const session = sessionSchema.parse(await (await workstation(server, 2).call('/v1/session')).json());
  expect(session.reviewer).toEqual({ id: server.tokens[2]?.reviewerId, name: server.tokens[2]?.name, roles: ['reviewer', 'senior'] });
  expect(session).toMatchObject({ protocol: 1, minProtocol: 1, serverTime: '2026-11-16T02:00:00.000Z' });
});

test('health needs no authentication', async () => {
  const answer = await fetch(`${server.url}/v1/health`);
  expect(answer.status).toBe(200);
  expect(healthSchema.parse(await answer.json()).status).toBe('ok');
});

test.each([
  ['GET', '/v1/session'],
  ['GET', '/v1/changes'],
  ['GET', `/v1/documents/${'0'.repeat(64)}`],
  ['POST', '/v1/claims'],
  ['POST', '/v1/claims/renew'],
  ['DELETE', '/v1/claims/x'],
  ['POST', '/v1/decisions'],
  ['POST', '/v1/audit'],
])('%s %s asks for a token and a workstation', async (method, path) => {
  const workstationId = '01890000-0000-7000-8000-000000000000';
  const none = await fetch(server.url + path, { method, headers: { 'x-workstation-id': workstationId } });
  expect(none.status).toBe(401);
  expect(none.headers.get('www-authenticate')).toBe('Bearer realm="intake"');
  expect(none.headers.get('content-type')).toContain('application/problem+json');
  expect(problemSchema.parse(await none.json())).toMatchObject({ code: 'token_missing', status: 401 });

  const wrong = await fetch(server.url + path, { method, headers: { authorization: 'Bearer wrong', 'x-workstation-id': workstationId } });
  expect(wrong.status).toBe(401);
  expect(wrong.headers.get('www-authenticate')).toContain('invalid_token');

  const homeless = await fetch(server.url + path, { method, headers: { authorization: `Bearer ${server.tokens[0]?.token}` } });
  expect(homeless.status).toBe(400);
  expect(problemSchema.parse(await homeless.json()).code).toBe('workstation_id_missing');
});

test('a body that is not JSON, does not fit, is too large, or is of another type is a problem that repeats none of it', async () => {
  const { call, post } = workstation(server);
  const send = (body: string, type = 'application/json') => call('/v1/claims', { method: 'POST', headers: { 'content-type': type }, body });
  const expected: [
    Promise<{ status: number; text: () => Promise<string>; headers: { get: (name: string) => string | null } }>,
    number,
    string,
  ][] = [
    [send('{"name": "林'), 400, 'body_malformed'],
    [post('/v1/claims', { count: '林晓', ttlSeconds: 5 }), 400, 'request_malformed'],
    [send(JSON.stringify({ count: 1, ttlSeconds: 5, types: ['x'.repeat(70_000)] })), 413, 'body_too_large'],
    [send('count=1', 'application/x-www-form-urlencoded'), 415, 'media_type_unsupported'],
    [call('/v1/nothing'), 404, 'not_found'],
    [call('/v1/changes?limit=none'), 400, 'request_malformed'],
  ];
  for (const [pending, status, code] of expected) {
    const answer = await pending;
    const text = await answer.text();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(problemSchema.parse(JSON.parse(text))).toMatchObject({ code, status, type: `urn:intake:problem:${code}` });
    expect(text).not.toContain('林');
  }
});

test('answers are packed for those who take gzip, and packed bodies are read', async () => {
  const { workstationId, call } = workstation(server);
  const headers = { authorization: `Bearer ${server.tokens[0]?.token}`, 'x-workstation-id': workstationId };
  const packed = await raw('/v1/changes', { ...headers, 'accept-encoding': 'gzip' });
  const plain = await raw('/v1/changes', headers);
  expect(packed.encoding).toBe('gzip');
  expect(plain.encoding).toBeUndefined();
  expect(packed.bytes.length).toBeLessThan(plain.bytes.length);
  expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);

  const send = (body: Uint8Array) =>
    call('/v1/claims', { method: 'POST', headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body });
  const answer = await send(gzipSync(JSON.stringify({ count: 1, ttlSeconds: 1, types: ['none'] })));
  expect(await answer.json()).toEqual({ claims: [] });
  const bomb = await send(gzipSync(Buffer.alloc(50_000_000, 32)));
  expect([bomb.status, problemSchema.parse(await bomb.json()).code]).toEqual([413, 'body_too_large']);
});
