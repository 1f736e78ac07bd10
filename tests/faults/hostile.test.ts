import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer as createRawServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../shared/domain/change.ts';
import { type Batch, fixedId, makeBatch } from '../fixtures/batch.ts';
import { openTestDesk, type TestDesk } from '../fixtures/exchange.ts';
import { type AnsweringServer, startServer } from '../fixtures/http-server.ts';
import { testKey } from '../fixtures/store.ts';
import { dump, examine } from './database.ts';
import { runSeed, times } from './line.ts';
import { decideOne } from './live-workstation.ts';

/** What the server answers to a call; undefined: what an honest one would. */
type Answers = { session?: Answer; changes?: Answer; documents?: Answer; decisions?: Answer };
type Answer = { status: number; headers?: Record<string, string>; body: string | Uint8Array };

const json = (value: unknown): Answer => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });

let batch: Batch;
let server: AnsweringServer;
let desk: TestDesk;
let answers: Answers = {};

const honest = (call: keyof Answers, path: string, sent: string): Answer => {
  if (call === 'session')
    return json({
      reviewer: { id: 'r-1', name: 'Reviewer', roles: ['reviewer'] },
      serverTime: '2026-11-16T02:00:00.000Z',
      protocol: 1,
      minProtocol: 1,
      limits: {},
    });
  if (call === 'changes') return json({ changes: path.includes('since=') ? [] : batch.changes, next: 'c1', more: false });
  if (call === 'documents') return { status: 200, body: batch.documents.get(path.split('/').at(-1) ?? '') ?? '' };
  const { decisions } = JSON.parse(sent) as { decisions: { decisionId: string }[] };
  return json({ receipts: decisions.map(({ decisionId }) => ({ decisionId, status: 'accepted', at: '2026-11-16T02:00:00.000Z' })) });
};

beforeEach(async () => {
  answers = {};
  batch = await makeBatch({ count: 2 });
  server = await startServer(async (request, response) => {
    const { url: path = '/' } = request;
    const call = (['session', 'changes', 'documents', 'decisions'] as const).find((name) => path.startsWith(`/v1/${name}`));
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    if (call === undefined)
      return void response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"code":"not_found","status":404}');
    const { status, headers, body } = answers[call] ?? honest(call, path, Buffer.concat(pieces).toString('utf8'));
    response.writeHead(status, headers).end(body);
  });
  desk = openTestDesk({ url: server.url, token: 'token' });
});
afterEach(async () => {
  await desk.close();
  await server.close();
});

/** Every table that an answer may not touch. The workstation's own row notes when the platform was reached. */
const kept = () => dump(desk.folder, testKey, ['workstation']);
const hold = async (): Promise<void> => {
  expect(await desk.sync().once()).toBeUndefined();
  expect(desk.store.read.fileCounts()).toMatchObject({ held: 6, total: 6 });
};
const seed = Number(runSeed) | 0;
const runs = (count: number) => ({ numRuns: count * times, seed });

/** Anything at all as an answer: any status, any bytes or any JSON, told as anything. */
const anything: fc.Arbitrary<Answer> = fc.record({
  status: fc.constantFrom(200, 200, 200, 200, 201, 204, 206, 300, 304, 400, 404, 409, 418, 500, 503, 599),
  headers: fc.constantFrom<Record<string, string>>(
    { 'content-type': 'application/json' },
    { 'content-type': 'application/problem+json' },
    { 'content-type': 'text/html' },
    { 'content-type': 'application/json', 'retry-after': '-1' },
    { 'content-type': 'application/json', 'retry-after': 'Thu, 99 Zzz 9999' },
    { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    {},
  ),
  body: fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.uint8Array({ maxLength: 2_000 }),
    fc.constantFrom(
      '',
      'null',
      '[]',
      '{}',
      '{"changes":{},"next":1}',
      '{"receipts":[{}]}',
      '{"__proto__":{"reviewer":1}}',
      '['.repeat(50_000),
      '{"a":'.repeat(20_000),
    ),
    fc.uint8Array({ maxLength: 500 }).map((bytes) => gzipSync(bytes)),
  ),
});

describe('a hostile server', () => {
  it.each(['session', 'changes'] as const)(
    'that answers %s with anything is refused with a code, and the store is as it was',
    async (call) => {
      await hold();
      const before = kept();
      await fc.assert(
        fc.asyncProperty(anything, async (answer) => {
          answers = { [call]: answer };
          const failure = await desk.sync().once();
          expect(failure?.code).toMatch(/^[a-z_]+$/u);
          expect(failure?.code).not.toBe('bug');
        }),
        runs(120),
      );
      expect(kept()).toEqual(before);
      expect(examine(desk.folder, testKey)).toBe('ok');
      expect(desk.faults).toEqual([]);
      answers = {};
      expect(await desk.sync().once()).toBeUndefined();
    },
    120_000,
  );

  it('that answers decisions with anything neither ends nor loses one', async () => {
    await hold();
    const decided = decideOne(desk, () => 0);
    if (decided === undefined) throw new Error('nothing could be decided');
    await fc.assert(
      fc.asyncProperty(anything, async (answer) => {
        answers = { decisions: answer };
        await desk.sync().once();
        const state = desk.store.read.decision(decided.decisionId)?.state;
        expect(['waiting', 'sending', 'refused']).toContain(state);
        // What was refused is the person's to send again.
        if (state === 'refused') expect(desk.review.retry(decided.decisionId).ok).toBe(true);
      }),
      runs(120),
    );
    expect(desk.faults).toEqual([]);
    answers = {};
    expect(await desk.sync().once()).toBeUndefined();
    expect(desk.store.read.decision(decided.decisionId)?.state).toBe('receipted');
  }, 120_000);

  it('that answers with receipts of other decisions, contradictory, malformed or none at all, ends none', async () => {
    await hold();
    const decided = decideOne(desk, () => 0);
    const own = { decisionId: decided?.decisionId, status: 'accepted', at: '2026-11-16T02:00:00.000Z' };
    const other = { ...own, decisionId: fixedId('decision', 9) };
    for (const receipts of [
      [],
      [other],
      [other, other],
      [own, { ...own, status: 'refused' }],
      [{ ...own, status: 7 }],
      [{ ...own, decisionId: null }],
    ]) {
      answers = { decisions: json({ receipts }) };
      expect(await desk.sync().once()).toMatchObject({ code: 'answer_malformed' });
      expect(desk.store.read.decision(decided?.decisionId ?? '')?.state).toBe('waiting');
    }
  });

  it('that sends anything as a document never has it taken for the one that was named', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (answer) => {
        answers = { documents: answer };
        await desk.sync().once();
        expect(desk.store.read.fileCounts().held).toBe(0);
      }),
      runs(40),
    );
    expect(examine(desk.folder, testKey)).toBe('ok');
    expect(desk.faults).toEqual([]);
  }, 120_000);

  it('whose feed holds changes with anything in any place leaves what is held readable', async () => {
    await hold();
    const paths = (value: unknown, path: string[] = []): string[][] =>
      typeof value === 'object' && value !== null
        ? [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))]
        : [path];
    const places = batch.changes.flatMap((change) =>
      paths(change)
        .filter((path) => path.length > 0)
        .map((path) => ({ change, path })),
    );
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...places), fc.jsonValue()), { minLength: 1, maxLength: 6 }),
        async (mutations) => {
          count += 1;
          const changes = mutations.map(([{ change, path }, value]) => replaced(change, path, value));
          answers = { changes: json({ changes, next: `hostile-${count}`, more: false }) };
          await desk.sync().once();
          for (const { id } of batch.applications)
            if (desk.store.read.application(id) !== undefined) expect(desk.review.open(id, true).ok).toBe(true);
          expect(desk.review.queuePage({ view: 'all', order: { by: 'due', descending: false }, offset: 0, limit: 50 }).ok).toBe(true);
          expect(desk.review.rules().ok).toBe(true);
        },
      ),
      runs(80),
    );
    expect(examine(desk.folder, testKey)).toBe('ok');
    expect(desk.faults).toEqual([]);
  }, 120_000);

  it('that packs a gigabyte of nothing into a small answer is refused', async () => {
    await hold();
    const before = kept();
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 0x20), { level: 1 });
    answers = { changes: { status: 200, headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: bomb } };
    expect((await desk.sync().once())?.code).toMatch(/^(answer_malformed|not_an_intake_server)$/u);
    expect(kept()).toEqual(before);
  }, 60_000);
});

/** A copy of the change with another value at the place. */
const replaced = (change: Change, path: readonly string[], value: unknown): unknown => {
  const copy = structuredClone(change) as unknown;
  let within = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) within = within[key] as Record<string, unknown>;
  within[path.at(-1) ?? ''] = value;
  return copy;
};

describe('a server that does not even speak HTTP', () => {
  let raw: Server;
  const sockets = new Set<Socket>();
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    raw.close();
  });

  it('is refused with a code', async () => {
    let bytes: Uint8Array = new Uint8Array();
    raw = createRawServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', () => socket.end(bytes));
    }).listen(0, '127.0.0.1');
    await once(raw, 'listening');
    await desk.connect({ url: `http://127.0.0.1:${(raw.address() as AddressInfo).port}`, token: 'token' });
    const before = kept();
    const nearly = fc.constantFrom(
      'HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n{}',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 7\r\n\r\n{}',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{}',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffff\r\n{}',
      `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n{}`,
      'HTTP/9.9 200 OK\r\n\r\n{}',
      'HTTP/1.1 999999 What\r\n\r\n{}',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n',
      'SSH-2.0-OpenSSH_9.0\r\n',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          nearly.map((text) => Buffer.from(text)),
          fc.uint8Array({ minLength: 1, maxLength: 500 }),
        ),
        async (answer) => {
          bytes = answer;
          expect((await desk.sync().once())?.code).toMatch(/^(server_unreachable|not_an_intake_server|answer_malformed)$/u);
        },
      ),
      runs(60),
    );
    expect(kept()).toEqual(before);
    expect(desk.faults).toEqual([]);
  }, 120_000);
});
