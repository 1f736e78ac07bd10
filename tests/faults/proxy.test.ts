import { connect } from 'node:net';
import { fetch } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { type AnsweringServer, say, startServer } from '../fixtures/http-server.ts';
import { everyFault, type FaultName } from './faults.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';

let server: AnsweringServer;
let proxy: FaultProxy;
afterEach(async () => {
  await proxy.close();
  await server.close();
});

const photo = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * 31) % 251));
/** Answers that the server keeps until they are released. */
const held = new Map<string, Promise<void>>();
const hold = (path: string): (() => void) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  held.set(path, promise);
  return resolve;
};

/** Says which request it answers, so that swapped and replayed answers can be told apart. */
const begin = async (): Promise<void> => {
  let count = 0;
  server = await startServer(async (request, response) => {
    await held.get(request.url ?? '');
    count += 1;
    const { url = '/' } = request;
    if (url.startsWith('/v1/documents/')) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(photo);
    else say(response, 200, { count, url, next: `cursor-${count}`, more: false, changes: [] });
  });
  proxy = await startFaultProxy(server.url, { seed: 'proxy' });
};

type Seen = { status: number; text: string; body: Buffer } | 'broken';
const get = async (path: string): Promise<Seen> => {
  try {
    const answer = await fetch(`${proxy.url}${path}`, { redirect: 'manual' });
    const body = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, text: body.toString('utf8'), body };
  } catch {
    return 'broken';
  }
};
const met = async (fault: FaultName, path = '/v1/session'): Promise<Seen> => {
  proxy.plan(fault, path);
  const seen = await get(path);
  expect(proxy.passages.at(-1)).toMatchObject({ path, fault });
  return seen;
};

describe('the faulty line', () => {
  it('passes everything on as it is while it has no fault', async () => {
    await begin();
    expect(await get('/v1/documents/a')).toMatchObject({ status: 200, body: photo });
    expect(proxy.passages).toMatchObject([{ method: 'GET', path: '/v1/documents/a', fault: undefined, whole: true }]);
    expect(proxy.played()).toEqual({});
  });

  it.each(['refuse', 'lose_answer', 'cut', 'reset', 'length_too_long'] as const)('breaks the line: %s', async (fault) => {
    await begin();
    expect(await met(fault)).toBe('broken');
    expect(server.requests).toHaveLength(fault === 'refuse' ? 0 : 1);
    expect(proxy.passages.at(-1)?.whole).toBe(false);
    expect(await get('/v1/session')).toMatchObject({ status: 200 });
  });

  it('sends a reset and not an end', async () => {
    await begin();
    proxy.plan('refuse', '/');
    const { hostname, port } = new URL(proxy.url);
    const socket = connect(Number(port), hostname);
    const ended = new Promise((resolve) => socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code)));
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await ended).toBe('ECONNRESET');
  });

  it.each([
    ['server_error', [500, 502, 504]],
    ['unauthorized', [401]],
    ['rate_limited', [429]],
    ['maintenance', [503]],
    ['bare_503', [503]],
    ['html', [200]],
    ['redirect', [302]],
    ['redirect_to_itself', [307]],
  ] as const)('answers in the server’s place: %s', async (fault, statuses) => {
    await begin();
    const seen = await met(fault);
    expect(seen !== 'broken' && statuses.some((status) => status === seen.status)).toBe(true);
    expect(server.requests).toEqual([]);
    if (fault === 'html') expect(seen).toMatchObject({ text: expect.stringContaining('<!doctype html>') });
    if (fault === 'bare_503') expect(seen).toMatchObject({ text: '' });
  });

  it('asks twice and gives one answer', async () => {
    await begin();
    expect(await met('twice')).toMatchObject({ text: expect.stringContaining('"count":2') });
    expect(server.requests).toHaveLength(2);
  });

  it('replays an earlier answer of the same path, and gives one document for another', async () => {
    await begin();
    await get('/v1/session');
    expect(await met('replay')).toMatchObject({ text: expect.stringContaining('"count":1') });
    await get('/v1/decisions?x=1');
    expect(await met('swap', '/v1/decisions?x=2')).toMatchObject({ text: expect.stringContaining('x=1') });
  });

  it('lets one answer overtake another', async () => {
    await begin();
    const order: string[] = [];
    const released = hold('/v1/documents/second');
    const second = get('/v1/documents/second').then(() => order.push('second'));
    await expect.poll(() => server.requests.length).toBe(1);
    proxy.plan('late', '/v1/documents/first');
    const first = get('/v1/documents/first').then(() => order.push('first'));
    await expect.poll(() => server.requests.length).toBe(2);
    released();
    await Promise.all([first, second]);
    expect(order).toEqual(['second', 'first']);
  });

  it('cuts the end off, turns a bit, and announces a wrong length', async () => {
    await begin();
    const shorter = await met('truncate', '/v1/documents/a');
    expect(shorter !== 'broken' && shorter.body.length < photo.length && photo.subarray(0, shorter.body.length).equals(shorter.body)).toBe(
      true,
    );
    const turned = await met('flip', '/v1/documents/a');
    expect(turned !== 'broken' && turned.body.filter((byte, index) => byte !== photo[index]).length).toBe(1);
    const short = await met('length_too_short', '/v1/documents/a');
    expect(short === 'broken' || short.body.length === photo.length - 10).toBe(true);
    const text = await met('flip');
    expect(() => JSON.parse(text === 'broken' ? '' : text.text)).toThrow();
  });

  it('stalls until the line is healed, and then goes on', async () => {
    await begin();
    proxy.plan('stall', '/v1/documents/a');
    let arrived = false;
    const stalled = get('/v1/documents/a').finally(() => {
      arrived = true;
    });
    await expect.poll(() => proxy.played().stall).toBe(1);
    await get('/v1/session');
    expect(arrived).toBe(false);
    proxy.heal();
    expect(await stalled).toMatchObject({ status: 200, body: photo });
  });

  it('dies for good: only whoever waits can end it', async () => {
    await begin();
    proxy.plan('dead', '/v1/documents/a');
    const patience = new AbortController();
    const waiting = fetch(`${proxy.url}/v1/documents/a`, { signal: patience.signal }).then((answer) => answer.arrayBuffer());
    const ended = expect(waiting).rejects.toThrow();
    await expect.poll(() => proxy.played().dead).toBe(1);
    proxy.heal();
    expect(await get('/v1/session')).toMatchObject({ status: 200 });
    patience.abort();
    await ended;
  });

  it('is slow without losing anything', async () => {
    await begin();
    expect(await met('slow', '/v1/documents/a')).toMatchObject({ status: 200, body: photo });
  });

  it('rewrites the feed’s position in the question and in the answer', async () => {
    await begin();
    await get('/v1/changes?since=abc');
    await met('since_lost', '/v1/changes?since=abc');
    expect(server.requests.at(-1)).toBe('GET /v1/changes');
    await met('since_garbage', '/v1/changes?since=abc');
    expect(server.requests.at(-1)).toContain('since=');
    expect(server.requests.at(-1)).not.toContain('abc');
    expect(await met('next_earlier', '/v1/changes?since=abc')).toMatchObject({ text: expect.stringMatching(/"next":"cursor-[123]"/u) });
    expect(await met('next_garbage', '/v1/changes?since=abc')).not.toMatchObject({ text: expect.stringContaining('cursor-') });
  });

  it('plays the same faults for the same seed, and all of them in time', async () => {
    await begin();
    const faultsOf = async (seed: string): Promise<(FaultName | undefined)[]> => {
      const faults = everyFault.filter((fault) => fault !== 'stall' && fault !== 'dead');
      const own = await startFaultProxy(server.url, { seed, rate: 0.5, faults });
      const path = `${own.url}/v1/changes?since=a`;
      for (let count = 0; count < 120; count += 1)
        await fetch(path, { redirect: 'manual' })
          .then((answer) => answer.arrayBuffer())
          .catch(() => {});
      await own.close();
      return own.passages.map(({ fault }) => fault);
    };
    const [once, again, other] = [await faultsOf('a'), await faultsOf('a'), await faultsOf('b')];
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
    expect(once.filter((fault) => fault !== undefined).length).toBeGreaterThan(30);
    expect(new Set([...once, ...other]).size).toBeGreaterThan(18);
  });
});
