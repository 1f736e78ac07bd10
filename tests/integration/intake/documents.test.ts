import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problemSchema } from '../../../shared/contract/intake/index.ts';
import { sha256Of } from '../../fixtures/batch.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';

let server: TestIntake;
let sha256: string;
let bytes: Uint8Array;
beforeAll(async () => {
  server = await startTestIntake();
  [sha256, bytes] = [...server.batch.documents][0] as [string, Uint8Array];
});
afterAll(() => server.end());

const get = (headers: Record<string, string> = {}, which = sha256) => workstation(server).call(`/v1/documents/${which}`, { headers });
const bytesOf = async (answer: { arrayBuffer: () => Promise<ArrayBuffer> }) => new Uint8Array(await answer.arrayBuffer());

test('every document of the batch arrives as it is, never packed', async () => {
  for (const [name, expected] of server.batch.documents) {
    const answer = await get({ 'accept-encoding': 'gzip' }, name);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(answer.headers.get('content-length')).toBe(String(expected.byteLength));
    expect(answer.headers.get('etag')).toBe(`"${name}"`);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(sha256Of(await bytesOf(answer))).toBe(name);
  }
});

test('any split into ranges puts together to the same bytes', async () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 43_000 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const edges = [0, ...places.filter((place) => place < bytes.length).sort((a, b) => a - b), bytes.length];
      const parts: Uint8Array[] = [];
      for (const [index, start] of edges.slice(0, -1).entries()) {
        const end = (edges[index + 1] ?? 0) - 1;
        const answer = await get({ range: `bytes=${start}-${end}`, 'if-range': `"${sha256}"`, 'accept-encoding': 'gzip' });
        expect(answer.status).toBe(206);
        expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/${bytes.length}`);
        parts.push(await bytesOf(answer));
      }
      expect(sha256Of(Buffer.concat(parts))).toBe(sha256);
    }),
    { numRuns: 25 },
  );
});

test('open and last-bytes ranges, and an end beyond the document', async () => {
  const tail = await get({ range: 'bytes=-10' });
  expect([tail.status, await bytesOf(tail)]).toEqual([206, bytes.slice(-10)]);
  const rest = await get({ range: `bytes=${bytes.length - 3}-` });
  expect([rest.status, await bytesOf(rest)]).toEqual([206, bytes.slice(-3)]);
  const beyond = await get({ range: `bytes=${bytes.length - 2}-99999999` });
  expect([beyond.status, await bytesOf(beyond)]).toEqual([206, bytes.slice(-2)]);
});

test('a range outside the document is 416 and says how long it is', async () => {
  const answer = await get({ range: `bytes=${bytes.length}-` });
  expect(answer.status).toBe(416);
  expect(answer.headers.get('content-range')).toBe(`bytes */${bytes.length}`);
  expect(problemSchema.parse(await answer.json()).code).toBe('range_not_satisfiable');
});

test.each([
  ['another entity', { range: 'bytes=0-9', 'if-range': '"other"' }],
  ['a weak tag', { range: 'bytes=0-9', 'if-range': 'W/"x"' }],
  ['a date', { range: 'bytes=0-9', 'if-range': 'Mon, 16 Nov 2026 02:00:00 GMT' }],
  ['several ranges', { range: 'bytes=0-1,4-5' }],
  ['another unit', { range: 'pages=1-2' }],
  ['a range that runs backwards', { range: 'bytes=9-3' }],
])('%s gives the whole document', async (_case, headers) => {
  const answer = await get(headers);
  expect(answer.status).toBe(200);
  expect(sha256Of(await bytesOf(answer))).toBe(sha256);
});

test('who has it already is told so', async () => {
  expect((await get({ 'if-none-match': `"${sha256}"` })).status).toBe(304);
});

test('what is unknown or erased is 404, and a name that is no hash reaches no file', async () => {
  const unknown = await get({}, 'f'.repeat(64));
  expect([unknown.status, problemSchema.parse(await unknown.json()).code]).toEqual([404, 'document_unknown']);
  const last = [...server.batch.documents.keys()].at(-1) ?? '';
  await server.control.eraseDocument(last);
  expect((await get({}, last)).status).toBe(404);
  expect((await get({}, '..%2F..%2Ftokens.json')).status).toBe(400);
});

test('an empty document is an empty answer', async () => {
  const empty = await server.control.putDocument(new Uint8Array());
  const [application] = server.batch.applications;
  if (application === undefined) throw new Error('the batch is empty');
  const documents = [
    ...application.documents,
    { ...(application.documents[0] as (typeof application.documents)[0]), id: 'empty', sha256: empty, byteLength: 0 },
  ];
  await server.control.resubmit(application.id, { documents });
  const answer = await get({}, empty);
  expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '0']);
});
