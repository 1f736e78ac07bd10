import { afterEach, describe, expect, it } from 'vitest';
import { fixedAccess } from '../../../electron/engine/sync/line.ts';
import { connectPlatform, type Platform, readServerAddress } from '../../../electron/engine/sync/platform.ts';
import { type AnsweringServer, say, startServer } from '../../fixtures/http-server.ts';

const workstationId = '01930000-0000-7000-8000-000000000001';
const session = {
  reviewer: { id: 'r1', name: '审核员甲', roles: ['reviewer'] },
  serverTime: '2026-11-23T08:00:00Z',
  protocol: 1,
  minProtocol: 1,
  limits: {},
};

let server: AnsweringServer | undefined;
let platform: Platform | undefined;
afterEach(async () => {
  await platform?.close();
  await server?.close();
  server = undefined;
});

const connectTo = async (answer: Parameters<typeof startServer>[0]): Promise<Platform> => {
  server = await startServer(answer);
  platform = connectPlatform(server.url, fixedAccess('secret'), workstationId, () => Date.parse('2026-11-23T08:00:00Z'));
  return platform;
};
const signal = () => AbortSignal.timeout(5_000);
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);

describe('the platform as the workstation meets it', () => {
  it('is greeted with the token and the workstation’s identifier', async () => {
    const seen: unknown[] = [];
    const present = await connectTo((request, response) => {
      seen.push(request.headers.authorization, request.headers['x-workstation-id']);
      say(response, 200, session);
    });
    const answer = await present.session(signal());
    expect(answer.ok && answer.value.reviewer.id).toBe('r1');
    expect(seen).toEqual(['Bearer secret', workstationId]);
  });

  it.each([
    ['a web page', 200, '<html>hello</html>', {}, 'not_an_intake_server'],
    ['another JSON service', 200, { hello: 'world' }, {}, 'not_an_intake_server'],
    ['a server without this path', 404, '<html>nothing here</html>', {}, 'not_an_intake_server'],
    ['a wrong token', 401, { code: 'unauthorized', status: 401 }, {}, 'token_refused'],
    ['a platform that asks for a newer workstation', 426, { code: 'upgrade_required' }, {}, 'workstation_too_old'],
    ['a protocol newer than ours', 200, { ...session, protocol: 9, minProtocol: 9 }, {}, 'workstation_too_old'],
    ['a protocol older than ours', 200, { ...session, protocol: 0, minProtocol: 0 }, {}, 'server_too_old'],
    ['maintenance', 503, { code: 'maintenance' }, { 'retry-after': '60' }, 'maintenance'],
    ['a request to slow down', 429, { code: 'rate_limited' }, { 'retry-after': '5' }, 'rate_limited'],
    ['a fault', 500, '<html>oops</html>', {}, 'server_fault'],
    ['another 503', 503, { code: 'overloaded' }, {}, 'server_fault'],
  ])('names %s', async (_what, status, body, headers, code) => {
    const present = await connectTo((_request, response) => say(response, status, body, headers));
    expect(codeOf(await present.session(signal()))).toBe(code);
  });

  it.each([1, '1', 'v1', '1.0'])('reads the protocol’s number written as %j', async (written) => {
    const present = await connectTo((_request, response) => say(response, 200, { ...session, protocol: written, minProtocol: written }));
    const answer = await present.session(signal());
    expect(answer.ok && answer.value.protocol).toBe(1);
  });

  it('keeps how long it is asked to wait: in seconds, or as a date by the clock of whoever answers', async () => {
    const waits: Record<string, string>[] = [
      { 'retry-after': '120' },
      { 'retry-after': 'Mon, 23 Nov 2026 08:02:00 GMT' },
      { 'retry-after': 'Fri, 01 Jan 2021 00:02:00 GMT', date: 'Fri, 01 Jan 2021 00:00:00 GMT' },
    ];
    for (const headers of waits) {
      const present = await connectTo((_request, response) => {
        response.sendDate = false;
        say(response, 503, { code: 'maintenance' }, headers);
      });
      const answer = await present.session(signal());
      expect(!answer.ok && answer.error.details.retryAfterSeconds).toBe(120);
      await platform?.close();
      await server?.close();
    }
  });

  it('says that nothing answers where nothing listens', async () => {
    const present = await connectTo(() => {});
    await server?.close();
    expect(codeOf(await present.session(signal()))).toBe('server_unreachable');
  });

  it('says that something else answers where HTTP is not spoken', async () => {
    const present = await connectTo((_request, response) => {
      response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    expect(codeOf(await present.session(signal()))).toBe('not_an_intake_server');
  });

  it('refuses a page of the feed that is not of the agreed form, and tells where without quoting it', async () => {
    const present = await connectTo((_request, response) => say(response, 200, { changes: [], next: { private: '张三' }, more: false }));
    const answer = await present.changes(undefined, 10, signal());
    expect(codeOf(answer)).toBe('answer_malformed');
    expect(JSON.stringify(answer)).not.toContain('张三');
    expect(JSON.stringify(answer)).toContain('next');
  });

  it('takes no receipt for a decision from one that answers for another', async () => {
    const present = await connectTo((_request, response) =>
      say(response, 200, { receipts: [{ decisionId: 'another', status: 'accepted', at: '2026-11-23T08:00:00Z' }] }),
    );
    const decision = { decisionId: 'mine' } as Parameters<Platform['decisions']>[0][number];
    expect(await present.decisions([decision], signal())).toEqual({ ok: true, value: new Map() });
  });

  it('asks below a path of the address as well', async () => {
    const present = await startServer((_request, response) => say(response, 200, session));
    server = present;
    platform = connectPlatform(`${present.url}/intake`, fixedAccess('t'), workstationId, () => 0);
    await platform.session(signal());
    expect(present.requests).toEqual(['GET /intake/v1/session']);
  });
});

describe('a server’s address as a person types it', () => {
  it.each([
    ['https://intake.example.cn', 'https://intake.example.cn'],
    [' http://127.0.0.1:8700/ ', 'http://127.0.0.1:8700'],
    ['https://example.cn/intake/', 'https://example.cn/intake'],
  ])('reads %s', (typed, base) => {
    expect(readServerAddress(typed)).toEqual({ ok: true, value: base });
  });

  it.each(['', 'intake', 'ftp://example.cn', 'https://user:word@example.cn', 'https://example.cn/?token=1', 'file:///etc/passwd'])(
    'refuses %s',
    (typed) => {
      expect(codeOf(readServerAddress(typed))).toBe('server_address_invalid');
    },
  );
});
