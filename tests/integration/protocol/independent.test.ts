import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QueueRow } from '../../../shared/domain/queue.ts';
import type { DecisionRecord } from '../../../shared/domain/review.ts';
import type { TransferState } from '../../../shared/domain/transfer.ts';
import { drawPhoto } from '../../fixtures/batch.ts';
import { type IndependentDesk, openIndependentDesk } from '../../fixtures/independent-desk.ts';
import {
  answerPacked,
  answerWith,
  flatApplication,
  type IndependentPlatform,
  startIndependentPlatform,
} from '../../fixtures/independent-platform.ts';
import { desk, type Finished } from '../../fixtures/processes.ts';

let platform: IndependentPlatform;
let own: IndependentDesk;
beforeEach(async () => {
  platform = await startIndependentPlatform();
  own = await openIndependentDesk(platform);
});
afterEach(() => platform.close());

const run: IndependentDesk['run'] = (parameters, input) => own.run(parameters, input);
const exchange = (): Promise<Finished> => own.exchange();
const queue = (): Promise<QueueRow[]> => own.queue();
const escalate: IndependentDesk['escalate'] = (id, more) => own.escalate(id, more);
const stateOf = ({ lines }: Finished) => lines[0] as TransferState;
const never = (): void => {
  expect(platform.calls.join('\n')).not.toContain(platform.token);
};

describe('a platform that was written from the protocol’s page alone', () => {
  it('has its flat entries, strange members and odd cursors read; nothing is masked less for it', async () => {
    const photo = await drawPhoto(1);
    platform.documents.set(await hashOf(photo), photo);
    platform.entries = [
      flatApplication('A/1 ü', photo),
      { kind: 'planet.aligned', whatever: [1] },
      {
        kind: 'amendment',
        id: 'Q1',
        accountId: 'account of A/1 ü',
        applicationId: 'A/1 ü',
        submittedAt: '2026-11-16T09:30:00+08:00',
        payload: {},
      },
      { kind: 'request.upsert', id: 'Q2', type: 'follow_up', accountId: 'other', submittedAt: '2026-11-16T09:30:00+08:00', payload: null },
      { kind: 'account.status', accountId: 'account of A/1 ü', status: 'hibernating' },
      { kind: 'policy.upsert', version: 'theirs', policy: { review: { takeBackSeconds: 0 } } },
      { kind: 'decision.recorded', applicationId: 'of somebody else' },
      flatApplication('A2'),
    ];
    const synced = await exchange();
    expect(synced).toMatchObject({ code: 0, err: '' });
    expect(stateOf(synced)).toMatchObject({ feed: { malformed: 0, unknown: 1 }, documents: { held: 1, total: 1 } });
    expect(platform.cursors.every((cursor) => /^p \d+&=\+%\/查\?#$/.test(cursor))).toBe(true);
    expect((await queue()).map(({ applicationId }) => applicationId).sort()).toEqual(['A/1 ü', 'A2']);
    const shown = await run(['show', 'A/1 ü', '--json']);
    expect(shown.code).toBe(0);
    expect(shown.out).not.toContain('11010119900307001X');
    for (const request of ['Q1', 'Q2']) expect((await run(['show', request, '--json'])).code).toBe(0);
    // A request withdrawn, its kind in the entry's place.
    platform.entries.push({ kind: 'amendment', id: 'Q1' });
    expect((await exchange()).code).toBe(0);
    expect((await run(['show', 'Q1', '--json'])).code).toBe(3);
    never();
  });

  it('is told what was decided as it was decided, once, whatever letters its receipts are in', async () => {
    platform.entries = [flatApplication('A1')];
    await exchange();
    const whole = {
      decisionId: '01930000-0000-7000-8000-00000000ABCD',
      decidedAt: '2026-11-16T10:00:00+08:00',
      workstationId: 'W-1',
      note: '请看',
    };
    const first = await escalate('A1', whole);
    expect(first).toMatchObject({ code: 0, lines: [{ decisionId: whole.decisionId, state: 'waiting' }] });
    expect((await escalate('A1', whole)).lines).toEqual(first.lines);
    const other = await run(
      ['decide', '--file', '-'],
      JSON.stringify({ ...whole, subject: { kind: 'application', id: 'A1', revision: 1 }, outcome: 'approve' }),
    );
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining('decisionId') });
    platform.receiptOf = ({ decisionId }) => ({
      decisionId: String(decisionId).toLowerCase(),
      status: 'accepted',
      at: '2026-11-16T02:00:01Z',
    });
    expect(await exchange()).toMatchObject({ code: 0, err: '' });
    expect([...platform.decided.values()]).toMatchObject([{ ...whole, reviewerId: 'R-7' }]);
    expect((await exchange()).code).toBe(0);
    expect(platform.calls.filter((call) => call === 'POST /v1/decisions')).toHaveLength(1);
  });

  it('may not know a receipt’s status, or answer 409 for all: the decision comes back to be seen', async () => {
    platform.entries = [flatApplication('A1'), flatApplication('A2')];
    await exchange();
    await escalate('A1');
    platform.receiptOf = ({ decisionId }) => ({ decisionId, status: 'pondering', at: '2026-11-16T02:00:01Z' });
    expect((await exchange()).code).toBe(1);
    await escalate('A2');
    platform.peculiar = ({ path, response }) => path === '/v1/decisions' && response.writeHead(409).end('no') !== undefined;
    expect((await exchange()).code).toBe(1);
    const outbox = await run(['outbox', '--json']);
    expect(outbox.code).toBe(1);
    expect((outbox.lines as DecisionRecord[]).map(({ state }) => state)).toEqual(['refused', 'refused']);
  });

  it('has a decision once that travelled in a package as well', async () => {
    platform.entries = [flatApplication('A1')];
    await exchange();
    await escalate('A1');
    const exported = await run(['export', join(own.folder, '..', 'a.tpresult'), '--json']);
    expect(exported).toMatchObject({ code: 0, lines: [{ decisions: 1 }] });
    expect((await exchange()).code).toBe(0);
    expect((await exchange()).code).toBe(0);
    expect(platform.calls.filter((call) => call === 'POST /v1/decisions')).toHaveLength(1);
    expect((await run(['outbox', '--json'])).lines).toMatchObject([{ state: 'receipted' }]);
    // Decided when the platform says that it is, whatever this machine's clock says.
    expect([...platform.decided.values()]).toMatchObject([{ decidedAt: expect.stringMatching(/^2026-11-16T02:\d/) }]);
  });

  it('may have no claims: that is said, and nothing else is kept from going', async () => {
    platform.entries = [flatApplication('A1')];
    expect((await exchange()).code).toBe(0);
    expect(await run(['claim', '--count', '1'])).toMatchObject({ code: 3, err: expect.stringContaining('claims_unsupported') });
    expect((await exchange()).code).toBe(0);
  });

  it('may pack every answer, mark its text, close each connection and give no length', async () => {
    const photo = await drawPhoto(2);
    platform.documents.set(await hashOf(photo), photo);
    platform.entries = [flatApplication('A1', photo)];
    platform.peculiar = ({ path, response, request }) => {
      response.setHeader('connection', 'close');
      if (path === '/v1/session') return answerPacked(response, platform.session);
      if (path.startsWith('/v1/documents/')) {
        // As HTTP/1.0 does it: the end of the connection is the end of the document. The first time it comes too early.
        const cut = platform.calls.filter((call) => call.includes('/v1/documents/')).length === 1;
        request.socket.end(Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\n\r\n'), photo.subarray(0, cut ? 5_000 : undefined)]));
        return true;
      }
      return false;
    };
    const synced = await exchange();
    expect(synced).toMatchObject({ code: 0, err: '' });
    expect(stateOf(synced).documents).toMatchObject({ held: 1, damaged: 0 });
  });
});

describe('an exchange always ends', () => {
  it.each<[string, (at: number) => unknown]>([
    ['stays in its place', () => 'here'],
    ['goes round in a circle', (at) => `${at % 2 === 0 ? 'x' : 'y'} 0`],
    ['is missing', () => null],
  ])('where the feed says "more" and its position %s: what came is kept, decisions go, and it is said', async (_name, cursorOf) => {
    platform.entries = [flatApplication('A1')];
    await exchange();
    await escalate('A1');
    let asked = 0;
    platform.peculiar = ({ path, response }) => {
      if (!path.startsWith('/v1/changes')) return false;
      asked += 1;
      return answerWith(response, 200, { changes: [], next: cursorOf(asked), more: true });
    };
    expect(await exchange()).toMatchObject({ code: 3, err: expect.stringMatching(/feed_endless.*What it had sent is kept/s) });
    expect(asked).toBeLessThan(1_000);
    expect(platform.decided.size).toBe(1);
    platform.peculiar = () => false;
    expect((await exchange()).code).toBe(0);
  });

  it('an empty page that says "more" is only a pause in the feed', async () => {
    platform.entries = [flatApplication('A1')];
    let empty = 2;
    platform.peculiar = ({ path, response }) => {
      if (!path.startsWith('/v1/changes') || empty === 0) return false;
      empty -= 1;
      return answerWith(response, 200, { changes: [], next: `${'z'.repeat(empty + 1)} 0`, more: true });
    };
    expect((await exchange()).code).toBe(0);
    expect(await queue()).toHaveLength(1);
  });

  it('an entry that can’t be read spoils no other, and is said', async () => {
    platform.entries = [{ kind: 'application.upsert', id: 'A1' }, { kind: 7 }, flatApplication('A2'), { at: 'yesterday', kind: 'x.y' }];
    expect(await exchange()).toMatchObject({ code: 1, err: expect.stringContaining('3 entries') });
    expect((await queue()).map(({ applicationId }) => applicationId)).toEqual(['A2']);
    expect((await exchange()).code).toBe(0);
  });

  it('where so many changes are too many, fewer are asked for', async () => {
    platform.entries = Array.from({ length: 7 }, (_, index) => flatApplication(`A${index}`));
    platform.peculiar = ({ path, response }) => {
      const limit = Number(/limit=(\d+)/.exec(path)?.[1] ?? 0);
      return limit > 50 && response.writeHead(400).end('too many') !== undefined;
    };
    expect((await exchange()).code).toBe(0);
    expect(await queue()).toHaveLength(7);
  });
});

describe('trouble is told for what it is', () => {
  it.each<[string, number, Record<string, string>, unknown, string]>([
    ['a redirect, which is never followed', 302, { location: 'http://127.0.0.1:9/elsewhere' }, '', 'not_an_intake_server'],
    ['maintenance that only /v1/health tells', 503, {}, 'busy', 'maintenance'],
    ['a wait that is longer than all time', 503, { 'retry-after': '9'.repeat(40) }, { code: 'maintenance' }, 'maintenance'],
    ['a version that is too old', 426, {}, 'update', 'workstation_too_old'],
    ['a token sent back as a code', 418, {}, { code: 'k/9+secret==token' }, 'not_an_intake_server'],
  ])('%s', async (_name, status, headers, body, code) => {
    platform.peculiar = ({ path, response, request }) => {
      if (path === '/v1/health') {
        expect(request.headers.authorization).toBeUndefined();
        return answerWith(response, 200, { status: 'maintenance', message: '维护', until: null });
      }
      return answerWith(response, status, body, headers);
    };
    const synced = await exchange();
    expect(synced).toMatchObject({ code: 3, err: expect.stringContaining(code) });
    expect(synced.out + synced.err).not.toContain(platform.token);
    expect(
      synced.out
        .trim()
        .split('\n')
        .every((line) => line.startsWith('{')),
    ).toBe(true);
  });

  it('a token that ends in the middle keeps what there is, and the rest comes after', async () => {
    platform.entries = Array.from({ length: 8 }, (_, index) => flatApplication(`A${index}`));
    platform.peculiar = ({ path, response }) => path.includes('since=') && response.writeHead(401).end() !== undefined;
    expect(await exchange()).toMatchObject({ code: 3, err: expect.stringContaining('token_refused') });
    expect(await queue()).toHaveLength(3);
    platform.peculiar = () => false;
    expect((await exchange()).code).toBe(0);
    expect(await queue()).toHaveLength(8);
  });

  it('a server’s address that is none is used wrongly; the workstation’s options may stand before the command', async () => {
    const wrong = await desk(['queue', '--data', own.folder], { ...own.environment(), DESK_SERVER: 'not an address' });
    expect(wrong).toMatchObject({ code: 2, out: '', err: expect.stringContaining('server_address_invalid') });
    const before = await desk(['--data', own.folder, '--json', 'queue'], own.environment());
    expect(before).toMatchObject({ code: 0, err: '' });
  });
});

const hashOf = async (bytes: Uint8Array): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');

describe('desk calendar import', () => {
  it('knows a year that was announced later, moves the due times of it, and refuses what is no calendar by its place', async () => {
    // Thursday before New Year; the year after is one nobody has announced.
    platform.entries = [{ ...flatApplication('A1'), submittedAt: '2026-12-31T10:00:00+08:00' }];
    expect((await exchange()).code).toBe(0);
    const dueAt = async () => (await queue())[0]?.dueAt;
    expect(await dueAt()).toBe('2027-01-05T02:00:00.000Z');
    const year = {
      id: 'site',
      name: { zh: '样本', en: 'Sample' },
      source: 'invented',
      coveredYears: [2027],
      holidays: [{ name: { zh: '元旦', en: 'New Year' }, from: '2027-01-01', to: '2027-01-04', makeUpDays: ['2027-01-09'] }],
    };
    const file = join(own.folder, '..', 'calendar.json');
    const imported = async (content: unknown) => {
      writeFileSync(file, JSON.stringify(content));
      return await run(['calendar', 'import', file]);
    };
    expect(await imported({ ...year, holidays: [{ ...year.holidays[0], to: '2027-02-30' }] })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('holidays[0].to'),
    });
    expect(await imported(year)).toMatchObject({ code: 0, lines: [{ coveredYears: [2025, 2026, 2027], moved: 1 }] });
    expect(await dueAt()).toBe('2027-01-07T02:00:00.000Z');
    expect((await run(['show', 'A1', '--json'])).out).toContain('元旦');
  });
});
