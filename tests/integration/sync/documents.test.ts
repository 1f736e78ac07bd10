import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { openImages } from '../../../electron/engine/images.ts';
import type { Application } from '../../../shared/domain/application.ts';
import { batchNow, makeBatch, smallCatalogue, smallPolicy } from '../../fixtures/batch.ts';
import { openTestDesk, type TestDesk } from '../../fixtures/exchange.ts';
import { type AnsweringServer, say, startServer } from '../../fixtures/http-server.ts';

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
type Answer = (request: IncomingMessage, response: ServerResponse, bytes: Buffer, asked: number) => void;

let server: AnsweringServer | undefined;
const desks: TestDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) {
    expect(desk.faults).toEqual([]);
    await desk.close();
  }
  await server?.close();
  server = undefined;
});

/** Sends the whole, or what a range asks for, as the protocol says. */
const serve: Answer = (request, response, bytes) => {
  const etag = `"${sha256Of(bytes)}"`;
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  if (range === null || request.headers['if-range'] !== etag) {
    response.writeHead(200, { 'content-length': bytes.length, etag }).end(bytes);
    return;
  }
  const from = Number(range[1]);
  response.writeHead(206, {
    'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    'content-length': bytes.length - from,
    etag,
  });
  response.end(bytes.subarray(from));
};
/** Sends `count` bytes of what was asked for and cuts the line. */
const cutAfter =
  (count: number): Answer =>
  (request, response, bytes) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from === 0 ? 200 : 206, {
      'content-length': bytes.length - from,
      ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
    });
    response.write(bytes.subarray(from, from + count), () => setImmediate(() => response.socket?.destroy()));
  };

/** A platform of applications with one document each, of the given lengths; `answer` says what becomes of each request for one. */
const platformOf = async (
  lengths: number[],
  answer: Answer,
): Promise<{ hashes: string[]; ids: string[]; asked: (string | undefined)[] }> => {
  const { applications } = await makeBatch({ count: lengths.length });
  const documents = new Map<string, Buffer>();
  const asked: (string | undefined)[] = [];
  const counts = new Map<string, number>();
  const held = applications.map((application, index): Application => {
    const bytes = randomBytes(lengths[index] ?? 0);
    const [first] = application.documents;
    if (first === undefined) throw new Error('the batch has no documents');
    documents.set(sha256Of(bytes), bytes);
    return { ...application, documents: [{ ...first, sha256: sha256Of(bytes), byteLength: bytes.length }] };
  });
  server = await startServer((request, response) => {
    const path = request.url ?? '';
    if (path.startsWith('/v1/session')) {
      const reviewer = { id: 'r1', name: '审核员甲', roles: ['reviewer'] };
      say(response, 200, { reviewer, serverTime: batchNow, protocol: 1, minProtocol: 1, limits: {} });
    } else if (path.startsWith('/v1/changes')) {
      const changes = path.includes('since=')
        ? []
        : held.map((application, index) => ({ seq: index + 1, kind: 'application.upsert', at: batchNow, application }));
      say(response, 200, { changes, next: 'end', more: false });
    } else {
      const sha256 = path.split('/').at(-1) ?? '';
      const bytes = documents.get(sha256);
      if (bytes === undefined) return say(response, 404, { code: 'not_found' });
      asked.push(request.headers.range);
      const count = counts.get(sha256) ?? 0;
      counts.set(sha256, count + 1);
      answer(request, response, bytes, count);
    }
  });
  return { hashes: [...documents.keys()], ids: held.map(({ id }) => id), asked };
};
const desk = (folder?: string): TestDesk => {
  const opened = openTestDesk({ url: server?.url ?? '', token: 'secret' }, folder);
  desks.push(opened);
  return opened;
};
const shown = async ({ store, shelf }: TestDesk, sha256: string): Promise<string | undefined> => {
  const key = store.read.documentFile(sha256)?.key;
  const bytes = key === undefined ? undefined : await shelf.read(sha256, 'original', key);
  return bytes?.ok ? sha256Of(bytes.value) : undefined;
};
const incoming = ({ folder }: TestDesk): string[] => {
  const place = join(folder, 'documents', 'incoming');
  return existsSync(place) ? readdirSync(place).map((name) => join(place, name)) : [];
};

describe('a download that breaks', () => {
  it('is continued behind the bytes that have come, as often as it takes, and stands byte for byte', async () => {
    const { hashes, asked } = await platformOf([1_000_000], (request, response, bytes, count) =>
      (count < 5 ? cutAfter(170_001) : serve)(request, response, bytes, count),
    );
    const present = desk();
    expect(await present.sync().once()).toBeUndefined();
    expect(await shown(present, hashes[0] ?? '')).toBe(hashes[0]);
    const starts = asked.map((range) => Number(/\d+/.exec(range ?? '0')?.[0]));
    expect(starts).toEqual([0, 170_001, 340_002, 510_003, 680_004, 850_005]);
    expect(incoming(present)).toEqual([]);
    expect(present.store.read.partialDownload(hashes[0] ?? '')).toBeUndefined();
  });

  it('is continued after the program was ended, from an unfinished file in which nothing can be read', async () => {
    const { hashes, asked } = await platformOf([900_000], (request, response, bytes, count) => {
      if (count === 0) cutAfter(700_000)(request, response, bytes, count);
      else if (count < 4) response.socket?.destroy();
      else serve(request, response, bytes, count);
    });
    const first = desk();
    expect(await first.sync().once()).toMatchObject({ code: 'server_unreachable' });
    expect(first.store.read.documentFile(hashes[0] ?? '')?.arrival).toBe('awaited');
    expect(incoming(first)).toHaveLength(1);
    await desks.pop()?.close();
    const second = desk(first.folder);
    expect(await second.sync().once()).toBeUndefined();
    expect(asked.at(-1)).toBe('bytes=700000-');
    expect(await shown(second, hashes[0] ?? '')).toBe(hashes[0]);
    expect(incoming(second)).toEqual([]);
  });

  it('begins anew where what was kept is not as it was written', async () => {
    const { hashes, asked } = await platformOf([900_000], (request, response, bytes, count) => {
      if (count === 0) cutAfter(700_000)(request, response, bytes, count);
      else if (count < 4) response.socket?.destroy();
      else serve(request, response, bytes, count);
    });
    const first = desk();
    await first.sync().once();
    const [file = ''] = incoming(first);
    const bytes = readFileSync(file);
    bytes[100_000] = (bytes[100_000] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(await first.sync().once()).toBeUndefined();
    expect(asked.at(-1)).toBeUndefined();
    expect(await shown(first, hashes[0] ?? '')).toBe(hashes[0]);
    expect(incoming(first)).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['the whole', (_request, response, bytes) => response.writeHead(200, { 'content-length': bytes.length }).end(bytes)],
    [
      'another part',
      (_request, response, bytes) =>
        response.writeHead(206, { 'content-range': `bytes 10-${bytes.length - 1}/${bytes.length}` }).end(bytes.subarray(10)),
    ],
    ['a part without saying which', (_request, response, bytes) => response.writeHead(206).end(bytes.subarray(200_000))],
    ['a refusal of the range', (_request, response) => say(response, 416, { code: 'range_not_satisfiable' })],
  ])('and is answered with %s begins anew and stands', async (_what, odd) => {
    const { hashes } = await platformOf([300_000], (request, response, bytes, count) =>
      (count === 0 ? cutAfter(200_000) : count === 1 ? odd : serve)(request, response, bytes, count),
    );
    const present = desk();
    expect(await present.sync().once()).toBeUndefined();
    expect(await shown(present, hashes[0] ?? '')).toBe(hashes[0]);
    expect(present.store.read.documentFile(hashes[0] ?? '')?.tries).toBe(0);
  });

  it('and is continued with wrong bytes is thrown away whole, and fetched again', async () => {
    const { hashes, asked } = await platformOf([300_000], (request, response, bytes, count) => {
      const wrong = Buffer.from(bytes);
      wrong[250_000] = (wrong[250_000] ?? 0) ^ 1;
      if (count === 0) cutAfter(200_000)(request, response, bytes, count);
      else if (count === 1) response.writeHead(206, { 'content-range': `bytes 200000-299999/300000` }).end(wrong.subarray(200_000));
      else serve(request, response, bytes, count);
    });
    const present = desk();
    expect(await present.sync().once()).toBeUndefined();
    expect(asked).toEqual([undefined, 'bytes=200000-', undefined]);
    expect(present.store.read.documentFile(hashes[0] ?? '')).toMatchObject({ arrival: 'held', tries: 1 });
    expect(await shown(present, hashes[0] ?? '')).toBe(hashes[0]);
  });
});

describe('one bad document', () => {
  it('holds up no other: the rest arrives, and the desk stays online', async () => {
    let bad = '';
    const { hashes } = await platformOf([20_000, 20_000, 20_000, 20_000], (request, response, bytes, count) => {
      if (sha256Of(bytes) === bad) response.socket?.destroy();
      else serve(request, response, bytes, count);
    });
    bad = hashes[0] ?? '';
    const present = desk();
    expect(await present.sync().once()).toMatchObject({ code: 'server_unreachable' });
    expect(present.sync().state()).toMatchObject({ connection: 'online', documents: { held: 3, total: 4, damaged: 0 } });
    bad = '';
    expect(await present.sync().once()).toBeUndefined();
    expect(present.sync().state().documents.held).toBe(4);
  });

  it('that is packed with gzip is unpacked, and one packed in a way that was not asked for is not stored', async () => {
    let packed = '';
    const { hashes } = await platformOf([20_000, 20_000], (_request, response, bytes) => {
      packed ||= sha256Of(bytes);
      if (sha256Of(bytes) === packed) response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(bytes));
      else response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(bytes));
    });
    const present = desk();
    expect(await present.sync().once()).toMatchObject({ code: 'answer_malformed' });
    expect(await shown(present, packed)).toBe(packed);
    const other = hashes.find((sha256) => sha256 !== packed) ?? '';
    expect(present.store.read.documentFile(other)).toMatchObject({ arrival: 'awaited', tries: 0 });
  });
});

describe('a document whose bytes were wrong again and again', () => {
  /** One document, wrong as long as `wrong` says so. */
  const begin = async () => {
    const line = { wrong: true };
    const { ids, hashes, asked } = await platformOf([5_000], (request, response, bytes, count) => {
      if (line.wrong) response.writeHead(200, { 'content-length': bytes.length }).end(Buffer.alloc(bytes.length, 7));
      else serve(request, response, bytes, count);
    });
    const present = desk();
    expect(await present.sync().once()).toBeUndefined();
    const arrival = () => present.store.read.documentFile(hashes[0] ?? '')?.arrival;
    const tries = () => present.store.read.documentFile(hashes[0] ?? '')?.tries;
    expect(arrival()).toBe('damaged');
    expect(asked).toHaveLength(3);
    return { line, present, asked, arrival, tries, id: ids[0] ?? '' };
  };

  it('comes through once somebody asks for an exchange; until then its application says so', async () => {
    const { line, present, asked, arrival, id } = await begin();
    expect(await present.sync().once()).toBeUndefined();
    expect([arrival(), asked.length]).toEqual(['damaged', 4]);
    const sheet = present.review.open(id, false);
    expect(JSON.stringify(sheet)).toContain('upload.damaged');
    line.wrong = false;
    expect(await present.sync().once()).toBeUndefined();
    expect(arrival()).toBe('held');
    expect(present.sync().state().documents).toMatchObject({ held: 1, damaged: 0 });
  });

  it('is asked for again by itself after a pause that grows', async () => {
    const { line, present, asked, arrival, tries } = await begin();
    const { store } = present;
    const dueAfter = (minutes: number): number =>
      store.read.damagedFiles(new Date(present.clock.now() + minutes * 60_000).toISOString(), 9).length;
    expect([dueAfter(4), dueAfter(5)]).toEqual([0, 1]);
    await present.sync().once();
    expect([dueAfter(9), dueAfter(10)]).toEqual([0, 1]);
    // Starting is asking for it, and is in vain; from then on nobody asks.
    present.sync().start();
    await present.until(() => tries() === 5);
    const before = asked.length;
    line.wrong = false;
    present.clock.advance(20 * 60_000);
    await present.until(() => arrival() === 'held');
    expect(asked).toHaveLength(before + 1);
  });

  it('is due at once where the platform announces it anew', async () => {
    const { present, id } = await begin();
    const { store } = present;
    const now = new Date(present.clock.now()).toISOString();
    expect(store.read.damagedFiles(now, 9)).toHaveLength(0);
    store.transaction((write) => {
      const held = write.application(id);
      if (held !== undefined) write.putApplication(held.application, held.dueAt);
    });
    expect(store.read.damagedFiles(now, 9)).toHaveLength(1);
  });
});

describe('order and room', () => {
  it('what the reviewer opens overtakes', async () => {
    const order: string[] = [];
    const { ids, hashes } = await platformOf(
      Array.from({ length: 40 }, () => 1_000),
      (request, response, bytes, count) => {
        order.push(sha256Of(bytes));
        serve(request, response, bytes, count);
      },
    );
    const present = desk();
    present.sync().prefer([ids[39] ?? '']);
    expect(await present.sync().once()).toBeUndefined();
    expect(order.indexOf(hashes[39] ?? '')).toBeLessThan(6);
    expect(order).toHaveLength(40);
  });

  it('over the budget what is decided longest ago is given up, never what is open, and comes back when it is asked for', async () => {
    const { ids, hashes } = await platformOf([40_000, 40_000, 40_000], serve);
    const present = desk();
    const { store } = present;
    store.transaction((write) => {
      write.putPolicy(smallPolicy);
      write.putCatalogue(smallCatalogue);
    });
    expect(await present.sync().once()).toBeUndefined();
    store.transaction((write) => {
      for (const id of ids.slice(0, 2)) write.setReviewState(id, 'decided');
      write.putPolicy({ ...smallPolicy, version: `${smallPolicy.version}-small`, transfer: { documentBudgetBytes: 90_000 } });
    });
    expect(await present.sync().once()).toBeUndefined();
    expect(present.sync().state().documents).toMatchObject({ held: 2, evicted: 1, budgetBytes: 90_000 });
    const given = hashes.slice(0, 2).find((sha256) => store.read.documentFile(sha256)?.arrival === 'evicted') ?? '';
    expect(store.read.documentFile(given)?.key).toBeUndefined();
    expect(readdirSync(join(present.folder, 'documents', given.slice(0, 2))).filter((name) => name.startsWith(given))).toEqual([]);
    expect(store.read.documentFile(hashes[2] ?? '')?.arrival).toBe('held');
    const images = openImages(
      { store, shelf: present.shelf, checker: { application: () => [], photo: async () => ({ findings: [] }), parallel: 1 } },
      (wanted) => present.sync().prefer(wanted),
    );
    expect(await images.read(given, 'original')).toMatchObject({ ok: false, error: { code: 'document_not_arrived' } });
    expect(await present.sync().once()).toBeUndefined();
    const back = await images.read(given, 'original');
    expect(back.ok && sha256Of(back.value)).toBe(given);
    expect(store.read.documentFile(hashes[2] ?? '')?.arrival).toBe('held');
  });
});
