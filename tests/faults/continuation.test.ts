import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Batch, makeBatch, sha256Of } from '../fixtures/batch.ts';
import { openTestDesk, serverOf, type TestDesk } from '../fixtures/exchange.ts';
import { type AnsweringServer, startServer } from '../fixtures/http-server.ts';
import { startTestIntake, type TestIntake } from '../fixtures/intake.ts';
import { startFaultProxy } from './proxy.ts';

type Answering = (request: IncomingMessage, response: ServerResponse, bytes: Uint8Array) => void;

/** Several frames of the encrypted file, so that there is something to keep of a half. */
const content = new Uint8Array(700_000).map((_, index) => (index * 31 + (index >> 9)) % 253);
const sha256 = sha256Of(content);

let intake: TestIntake;
let documents: AnsweringServer;
let desk: TestDesk;
let batch: Batch;
/** How the next request for a document is answered; undefined: as the platform does. */
let answers: (Answering | undefined)[] = [];

/** The first half, and then the line breaks. */
const half: Answering = (_request, response, bytes) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes.length, etag: `"${sha256Of(bytes)}"` });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
};
const startOf = (request: IncomingMessage): number => Number(/^bytes=(\d+)-/u.exec(request.headers.range ?? '')?.[1] ?? '0');
/** A part as RFC 9110 has it, with what is wrong about it. */
const part =
  (wrong: {
    range?: (from: number, length: number) => string | undefined;
    etag?: string;
    bytes?: (rest: Uint8Array) => Uint8Array;
  }): Answering =>
  (request, response, bytes) => {
    const from = startOf(request);
    const rest = bytes.subarray(from);
    const body = wrong.bytes?.(rest) ?? rest;
    const range = wrong.range === undefined ? `bytes ${from}-${bytes.length - 1}/${bytes.length}` : wrong.range(from, bytes.length);
    response.writeHead(206, {
      etag: wrong.etag ?? `"${sha256Of(bytes)}"`,
      'content-length': body.length,
      ...(range === undefined ? {} : { 'content-range': range }),
    });
    response.end(body);
  };

beforeEach(async () => {
  answers = [];
  batch = await makeBatch({
    count: 1,
    edit: (application) => {
      application.documents = application.documents.slice(0, 1).map((document) => ({ ...document, sha256, byteLength: content.length }));
    },
  });
  batch.documents.set(sha256, content);
  intake = await startTestIntake(batch);
  const proxy = await startFaultProxy(intake.url, { seed: 'continuation' });
  documents = await startServer(async (request, response) => {
    const { url = '/' } = request;
    const bytes = batch.documents.get(url.split('/').at(-1) ?? '');
    const answer = url.startsWith('/v1/documents/') && bytes !== undefined ? answers.shift() : undefined;
    if (answer !== undefined && bytes !== undefined) return answer(request, response, bytes);
    const passed = await fetch(`${proxy.url}${url}`, {
      headers: Object.fromEntries(
        ['authorization', 'x-workstation-id', 'range', 'if-range'].flatMap((name) => {
          const value = request.headers[name];
          return typeof value === 'string' ? [[name, value]] : [];
        }),
      ),
    });
    const {
      'content-encoding': _coding,
      'transfer-encoding': _transfer,
      'content-length': _length,
      ...headers
    } = Object.fromEntries(passed.headers);
    response.writeHead(passed.status, headers).end(Buffer.from(await passed.arrayBuffer()));
  });
  desk = openTestDesk({ url: documents.url, token: serverOf(intake).token });
  return async () => proxy.close();
});
afterEach(async () => {
  expect(desk.faults).toEqual([]);
  await desk.close();
  await documents.close();
  await intake.end();
});

/** Exchanges until the document is there; it has to be the one that was named. */
const arrives = async (): Promise<void> => {
  for (let round = 0; round < 6 && desk.store.read.documentFile(sha256)?.arrival !== 'held'; round += 1) {
    await desk.sync().once();
    desk.clock.advance(60_000);
  }
  const file = desk.store.read.documentFile(sha256);
  const read = await desk.shelf.read(sha256, 'original', file?.key ?? new Uint8Array(32));
  expect([file?.arrival, read.ok && sha256Of(read.value)]).toEqual(['held', sha256]);
};

describe('a download that broke in its middle', () => {
  it('is asked for from there on, and the whole is verified', async () => {
    const asked: (string | undefined)[] = [];
    answers = [
      half,
      (request, response, bytes) => {
        asked.push(request.headers.range);
        part({})(request, response, bytes);
      },
    ];
    await arrives();
    expect(asked).toHaveLength(1);
    expect(Number(/^bytes=(\d+)-/u.exec(asked[0] ?? '')?.[1])).toBeGreaterThan(0);
    expect(Number(/^bytes=(\d+)-/u.exec(asked[0] ?? '')?.[1])).toBeLessThanOrEqual(content.length / 2);
  });

  it.each<[string, Answering]>([
    ['another range than was asked for', part({ range: (from, length) => `bytes ${from + 1}-${length - 1}/${length}` })],
    ['a range of another length', part({ range: (from, length) => `bytes ${from}-${length}/${length + 1}` })],
    ['no range', part({ range: () => undefined })],
    ['a range that is no range', part({ range: () => 'bytes lemons' })],
    ['another version', part({ etag: '"0000"' })],
    ['other bytes', part({ bytes: (rest) => rest.map((byte) => byte ^ 1) })],
    ['more bytes', part({ bytes: (rest) => Buffer.concat([rest, rest]) })],
    ['fewer bytes', part({ bytes: (rest) => rest.subarray(0, rest.length - 5) })],
    ['no bytes', part({ bytes: () => new Uint8Array() })],
    ['that it has none', (_request, response) => void response.writeHead(416, { 'content-range': 'bytes */1' }).end()],
    ['the whole', (_request, response, bytes) => void response.writeHead(200).end(bytes)],
    ['the whole of something else', (_request, response, bytes) => void response.writeHead(200).end(bytes.map((byte) => byte ^ 255))],
  ])('and is answered with %s never becomes visible wrongly, and arrives', async (_what, answer) => {
    answers = [half, answer];
    await arrives();
  });

  it('again and again, from a server that can’t continue, ends each exchange and arrives once the line holds', async () => {
    const always: Answering = (request, response, bytes) => {
      answers.push(always);
      half(request, response, bytes);
    };
    answers = [always];
    expect(await desk.sync().once()).toMatchObject({ code: 'server_unreachable' });
    expect(documents.requests.filter((request) => request.includes('/v1/documents/')).length).toBeLessThan(20);
    answers = [];
    desk.clock.advance(60_000);
    await arrives();
  });

  it('byte by byte still gets on', async () => {
    let given = 0;
    const drop: Answering = (request, response, bytes) => {
      const from = startOf(request);
      const to = Math.min(bytes.length, from + Math.ceil(bytes.length / 5));
      given += 1;
      if (given < 12) answers.push(drop);
      response.writeHead(from === 0 ? 200 : 206, {
        etag: `"${sha256Of(bytes)}"`,
        'content-length': bytes.length - from,
        ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
      });
      response.write(bytes.subarray(from, to), () => response.destroy());
    };
    answers = [drop];
    await arrives();
    expect(given).toBeGreaterThan(3);
  });
});
