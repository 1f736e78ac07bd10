import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import { drawPhoto, sha256Of } from '../../fixtures/batch.ts';
import { type IndependentDesk, openIndependentDesk } from '../../fixtures/independent-desk.ts';
import {
  answerPacked,
  answerWith,
  flatApplication,
  type IndependentPlatform,
  startIndependentPlatform,
} from '../../fixtures/independent-platform.ts';
import type { Finished } from '../../fixtures/processes.ts';

let platform: IndependentPlatform;
let own: IndependentDesk;
let photos: Uint8Array[];
beforeAll(async () => {
  photos = await Promise.all([0, 1, 2].map((index) => drawPhoto(index)));
});
beforeEach(async () => {
  platform = await startIndependentPlatform();
  own = await openIndependentDesk(platform);
});
afterEach(() => platform.close());

const ids = ['A', 'B', 'C'];
const identifiers = ids.map((id) => `of ${id}`);
/** Three applications of one photo each. */
const publish = (): void => {
  for (const photo of photos) platform.documents.set(sha256Of(photo), photo);
  platform.entries = ids.map((id, index) => flatApplication(id, photos[index]));
};
const documentsOf = ({ lines }: Finished) => (lines[0] as TransferState).documents;
const documentCalls = () => platform.calls.filter((call) => call.includes('/v1/documents/'));
type Peculiar = IndependentPlatform['peculiar'];

describe('a day’s work goes in and out with a platform', () => {
  const claimsAnswered =
    (status: number): Peculiar =>
    ({ path, response }) =>
      path.startsWith('/v1/claims') && response.writeHead(status).end() !== undefined;
  it.each<[string, Peculiar]>([
    [
      'that gives no lengths, has no claims (501) and closes the connection behind each answer',
      ({ path, response }) => {
        response.setHeader('connection', 'close').setHeader('transfer-encoding', 'chunked');
        return claimsAnswered(501)({ path, response } as Parameters<Peculiar>[0]);
      },
    ],
    [
      'that packs whatever it says and has no claims (405)',
      ({ path, response, body }) => {
        if (path === '/v1/session') return answerPacked(response, platform.session);
        if (path !== '/v1/decisions') return claimsAnswered(405)({ path, response } as Parameters<Peculiar>[0]);
        const { decisions } = JSON.parse(body) as { decisions: Record<string, unknown>[] };
        platform.received.push(...decisions.map(({ decisionId }) => String(decisionId)));
        return answerPacked(response, { receipts: decisions.map(platform.receiptOf) });
      },
    ],
  ])(
    '%s',
    async (_name, peculiar) => {
      publish();
      platform.peculiar = peculiar;
      const first = await own.exchange();
      expect(first).toMatchObject({ code: 0, err: '', lines: [{ connection: 'online', checks: { waiting: 0 } }] });
      expect(documentsOf(first)).toMatchObject({ held: 3, total: 3, damaged: 0 });
      expect(await own.run(['claim', '--count', '1'])).toMatchObject({ code: 3, err: expect.stringContaining('claims_unsupported') });
      for (const id of ids) expect(await own.escalate(id, { decisionId: `of ${id}` })).toMatchObject({ code: 0, err: '' });
      expect(await own.exchange()).toMatchObject({ code: 0, err: '' });
      expect((await own.outbox()).map(({ state }) => state)).toEqual(['receipted', 'receipted', 'receipted']);
      expect(platform.received.toSorted()).toEqual(identifiers);
    },
    60_000,
  );

  it('that says things which nobody here knows: they are kept and shown, and nothing stops', async () => {
    publish();
    const elsewhere = { submittedAt: '2026-11-25T01:00:00Z', payload: { to: 'moon' } };
    platform.entries.push(
      { kind: 'application.archive', id: 'x', why: { deep: [1, [2, [3]]] } },
      { kind: 'account.status', accountId: 'account of B', status: 'hibernating', since: null, cause: null },
      { ...flatApplication('C', photos[2]), revision: 2, type: 'driving_licence', hue: 7 },
      { kind: 'request.upsert', id: 'Q', requestKind: 'teleportation', accountId: 'somebody', ...elsewhere },
      { kind: 'decision.recorded', subject: { kind: 'application', id: 'B', revision: 1 }, decisionId: 'theirs', outcome: 'reject' },
      {
        kind: 'announcement.upsert',
        id: 'N',
        severity: 'cosmic',
        title: { zh: '公告', en: 'News' },
        body: { zh: '', en: '' },
        from: '2026-11-25T00:00:00Z',
        extendsDueTimes: false,
      },
    );
    const synced = await own.exchange();
    expect(synced).toMatchObject({ code: 0, err: '', lines: [{ feed: { unknown: 1, malformed: 0 } }] });
    const rows = new Map((await own.queue()).map((row) => [row.applicationId, row]));
    expect(rows.get('C')).toMatchObject({ revision: 2, type: 'driving_licence' });
    expect(rows.get('B')).toMatchObject({ state: 'decided', accountStatus: 'hibernating' });
    expect((await own.run(['show', 'Q', '--json'])).out).toContain('teleportation');
  });
});

describe('a token that ends in the middle of the documents', () => {
  it('is asked for; what arrived stays and is not fetched again, and the rest comes with the new one', async () => {
    publish();
    platform.peculiar = ({ path, response }) =>
      path.startsWith('/v1/documents/') && documentCalls().length > 1 && response.writeHead(401).end() !== undefined;
    const ended = await own.exchange();
    expect(ended).toMatchObject({
      code: 3,
      err: expect.stringMatching(/token_refused.*Sign in again/s),
      lines: [{ connection: 'sign_in' }],
    });
    expect(documentsOf(ended)).toMatchObject({ held: 1, total: 3, damaged: 0 });
    expect(await own.queue()).toHaveLength(3);
    const [arrived] = documentCalls();
    // What is here can be decided meanwhile.
    expect((await own.escalate('A', { decisionId: 'of A' })).code).toBe(0);
    const earlier = own.environment();
    platform.peculiar = () => false;
    platform.token = 'the token after signing in';
    platform.calls.length = 0;
    expect(earlier.DESK_TOKEN).not.toBe(own.environment().DESK_TOKEN);
    const went = await own.exchange();
    expect(went).toMatchObject({ code: 0, err: '' });
    expect(documentsOf(went)).toMatchObject({ held: 3, total: 3 });
    expect(documentCalls()).not.toContain(arrived);
    expect(platform.received).toEqual(['of A']);
  });
});

describe('a platform in trouble', () => {
  const plainly =
    (status: number, headers: Record<string, string> = {}, body = ''): Peculiar =>
    ({ response }) =>
      response.writeHead(status, headers).end(body) !== undefined;
  const troubles: [string, Peculiar][] = [
    // Elsewhere is nowhere that is asked.
    ['not_an_intake_server', plainly(302, { location: 'http://127.0.0.1:9/v1/session' })],
    ['server_fault', plainly(500, { 'content-type': 'text/plain' }, 'oops')],
    ['server_fault', plainly(503)],
    [
      'maintenance',
      ({ response }) => answerWith(response, 503, { code: 'maintenance' }, { 'retry-after': 'Wed, 25 Nov 2099 00:00:00 GMT' }),
    ],
    ['rate_limited', plainly(429, { 'retry-after': '3' })],
    ['workstation_too_old', plainly(426)],
    ['token_refused', plainly(401)],
    ['not_an_intake_server', plainly(200)],
    // Breaks off in a word.
    ['server_unreachable', ({ request }) => request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"reviewer":') !== undefined],
  ];

  it('is told for what it is each time, one after the other; the decision of before waits, and goes out once when all is well', async () => {
    platform.entries = [flatApplication('A')];
    expect((await own.exchange()).code).toBe(0);
    expect((await own.escalate('A', { decisionId: 'of A' })).code).toBe(0);
    for (const [code, peculiar] of troubles) {
      platform.peculiar = peculiar;
      const failed = await own.exchange();
      expect(failed).toMatchObject({ code: 3, err: expect.stringContaining(code) });
      expect(failed.out + failed.err).not.toContain(platform.token);
    }
    expect(platform.received).toEqual([]);
    platform.peculiar = () => false;
    expect(await own.exchange()).toMatchObject({ code: 0, err: '' });
    expect(platform.received).toEqual(['of A']);
    expect((await own.outbox()).map(({ state }) => state)).toEqual(['receipted']);
  }, 60_000);
});
