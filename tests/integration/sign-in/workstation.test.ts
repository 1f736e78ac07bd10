import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { databaseKeyHex } from '../../../electron/engine/vault/index.ts';
import type { IntakeOptions } from '../../../electron/intake/index.ts';
import type { SignInWay } from '../../../shared/domain/sign-in.ts';
import { makeBatch } from '../../fixtures/batch.ts';
import { serverOf } from '../../fixtures/exchange.ts';
import { startTestIntake, type TestIntake, workstation } from '../../fixtures/intake.ts';
import { openBrowser, platformClient, resource, startIssuer, type TestIssuer } from '../../fixtures/issuer.ts';
import { codeOf, openTestWorkstation, passphrase, readableIn, type TestWorkstation, taken } from '../../fixtures/workstation.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  vi.useRealTimers();
});

/** The reviewers' names at the issuer, in the order of the platform's reviewers. */
const subjects = ['lin', 'chen', 'zhou'];

const platform = async (way: SignInWay, verified: Partial<ReturnType<NonNullable<IntakeOptions['signIn']>>> = { audience: resource }) => {
  const server = await startTestIntake(await makeBatch({ count: 3 }), {
    signIn: (reviewers) => ({
      ...way,
      ...verified,
      subjects: Object.fromEntries(subjects.map((subject, place) => [subject, reviewers[place]?.reviewerId ?? ''])),
    }),
  });
  server.time.now = Date.now();
  ends.push(server.end);
  return server;
};

/** A workstation whose browser is used by a person who signs in under `person.name`. */
const desktop = async (startMs = Date.now()) => {
  const one = await openTestWorkstation(undefined, { automatic: false, startMs });
  ends.push(one.close);
  const person = { name: 'lin', visited: Promise.resolve('') };
  one.browser.open = (address) => {
    const browser = openBrowser();
    person.visited = browser.signIn(address, person.name).then(async (callback) => (await browser.visit(callback)).text);
  };
  return { ...one, person };
};

const begun = async (options: Parameters<typeof startIssuer>[0] = {}, verified?: Parameters<typeof platform>[1]) => {
  const issuer = await startIssuer(options);
  ends.push(issuer.close);
  const server = await platform(issuer.way, verified);
  const one = await desktop();
  const { issuer: address, clientId } = issuer.way;
  taken(await one.workstation.create(passphrase, { kind: 'server', url: server.url, signIn: { issuer: address, clientId } }));
  expect(await one.desk().sync().once()).toBeUndefined();
  return { issuer, server, one };
};
const renewals = ({ requests }: TestIssuer): number => requests.filter((line) => line === 'granted refresh_token').length;
const tokensOf = (one: TestWorkstation) => one.desk().store.read.workstation().signInTokens;
/** Lets time go on here; issuer and platform have their own. */
const pass = (one: TestWorkstation, ms: number): void => one.clock.advance(ms);
const escalate = (one: TestWorkstation, server: TestIntake, index: number): void => {
  const application = server.batch.applications[index];
  if (application === undefined) throw new RangeError('there is no such application');
  const subject = { kind: 'application' as const, id: application.id, revision: application.revision };
  taken(one.desk().review.decide({ subject, outcome: 'escalate', reasons: [], matched: [], durationMs: 1 }));
};
const endedOf = (one: TestWorkstation) => one.desk().store.read.workstation().endedSignIns ?? [];
/** What the issuer answers to whoever has that refresh token. */
const renewedBy = async ({ way }: TestIssuer, refresh = ''): Promise<number> => {
  const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: way.clientId, refresh_token: refresh });
  return (await fetch(`${way.issuer}/token`, { method: 'POST', body })).status;
};
const minute = 60_000;

describe('a workstation whose site has a sign-in service', () => {
  it('is made by signing in, knows its reviewer and roles from the platform, and its tokens are readable nowhere', async () => {
    const { issuer, server, one } = await begun();
    expect(one.desk().transfer()).toMatchObject({
      connection: 'online',
      reviewer: { id: server.tokens[0]?.reviewerId, roles: ['reviewer'] },
    });
    expect(one.workstation.state().signIn).toMatchObject({ by: 'browser', signedIn: true, subject: 'lin', way: issuer.way });
    const { access, refresh = '' } = tokensOf(one) ?? { access: '' };
    expect(readableIn(one.folder, [access, refresh, access.slice(40, 90)])).toEqual([]);
    expect(JSON.stringify([one.told, one.desk().transfer()])).not.toMatch(new RegExp(`${access.slice(0, 60)}|${refresh}`));
    escalate(one, server, 0);
    one.clock.advance(11_000);
    expect(await one.desk().sync().once()).toBeUndefined();
    expect(server.control.decisions()).toHaveLength(1);
    // Signed in as long as the vault is there: locking and unlocking asks nobody again.
    await one.workstation.lock();
    taken(await one.workstation.unlock(passphrase));
    expect(await one.desk().sync().once()).toBeUndefined();
  });

  it('makes nothing when signing in does not come to an end, or the account is no reviewer', async () => {
    const issuer = await startIssuer();
    ends.push(issuer.close);
    const server = await platform(issuer.way);
    const one = await desktop();
    const source = { kind: 'server' as const, url: server.url, signIn: issuer.way };
    one.person.name = 'stranger';
    expect(codeOf(await one.workstation.create(passphrase, source))).toBe('account_not_reviewer');
    expect(await one.person.visited).toMatch(/登录没有完成/);
    one.browser.open = () => one.workstation.cancelSignIn();
    expect(codeOf(await one.workstation.create(passphrase, source))).toBe('sign_in_cancelled');
    one.browser.open = () => one.workstation.cancelSignIn('browser_not_opened');
    expect(codeOf(await one.workstation.create(passphrase, source))).toBe('browser_not_opened');
    expect(one.workstation.state()).toMatchObject({ state: 'absent', signIn: undefined });
  });

  it('renews its token before it ends, once for all who ask, and keeps the refresh token that comes with it', async () => {
    const { issuer, one } = await begun({ lifetime: 600 });
    const before = tokensOf(one);
    expect(renewals(issuer)).toBe(0);
    pass(one, 8 * minute);
    expect(await one.desk().sync().once()).toBeUndefined();
    expect(renewals(issuer)).toBe(0);
    pass(one, 1.5 * minute);
    let release = (): void => {};
    issuer.holding = new Promise((resolve) => {
      release = resolve;
    });
    const exchanges = [one.desk().sync().once(), one.desk().sync().takeClaims(1, undefined, false)];
    await vi.waitFor(() => expect(issuer.requests.at(-1)).toBe('POST /token'));
    release();
    issuer.holding = undefined;
    expect(await Promise.all(exchanges)).toEqual([undefined, { ok: true, value: { taken: 1 } }]);
    expect(renewals(issuer)).toBe(1);
    const after = tokensOf(one);
    expect(after?.refresh).not.toBe(before?.refresh);
    expect(after).toMatchObject({ subject: 'lin' });
    pass(one, 10 * minute);
    expect(await one.desk().sync().once()).toBeUndefined();
    expect(renewals(issuer)).toBe(2);
  });

  it('asks for another token when the platform refuses one that should hold, and does so once', async () => {
    const { issuer, server, one } = await begun({ lifetime: 600 });
    // The platform's clock runs ahead: for it the token has ended.
    server.time.now += 11 * minute;
    expect(await one.desk().sync().once()).toMatchObject({ code: 'token_refused' });
    expect(renewals(issuer)).toBe(1);
    expect(await one.desk().sync().once()).toMatchObject({ code: 'token_refused' });
    expect(renewals(issuer)).toBe(1);
    expect(one.desk().transfer().connection).toBe('sign_in');
    server.time.now -= 11 * minute;
    expect(await one.desk().sync().once()).toBeUndefined();
  });

  it('asks the person to sign in again when the issuer refuses to renew; nothing is lost, and the outbox goes on afterwards', async () => {
    const { issuer, server, one } = await begun();
    escalate(one, server, 0);
    const { refresh = '' } = tokensOf(one) ?? {};
    // Somebody else uses the refresh token: the issuer ends the sign-in as soon as it sees the same one twice.
    await fetch(`${issuer.url}/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refresh, client_id: 'desk' }),
    });
    pass(one, 20 * minute);
    expect(await one.desk().sync().once()).toMatchObject({ code: 'sign_in_needed' });
    expect(one.desk().transfer()).toMatchObject({ connection: 'sign_in', lastFailure: 'sign_in_needed', outbox: { waiting: 1 } });
    expect(tokensOf(one)).toBeUndefined();
    expect(one.told.at(-1)?.signIn).toMatchObject({ by: 'browser', signedIn: false });
    expect(one.desk().store.read.fileCounts()).toMatchObject({ held: 9 });
    expect(taken(await one.workstation.signInByBrowser()).signIn).toMatchObject({ signedIn: true, subject: 'lin' });
    expect(await one.desk().sync().once()).toBeUndefined();
    expect(server.control.decisions()).toHaveLength(1);
  });

  it('works on while the issuer is not there, keeps its sign-in, and goes on when it is back', async () => {
    const { issuer, server, one } = await begun();
    issuer.down = '/';
    pass(one, 9.5 * minute);
    // The token still holds for half a minute.
    expect(await one.desk().sync().once()).toBeUndefined();
    pass(one, minute);
    expect(await one.desk().sync().once()).toMatchObject({ code: 'issuer_unreachable' });
    expect(one.desk().transfer().connection).toBe('offline');
    escalate(one, server, 1);
    one.clock.advance(11_000);
    issuer.down = undefined;
    expect(await one.desk().sync().once()).toBeUndefined();
    expect(server.control.decisions()).toHaveLength(1);
  });

  it('may be worked at without a sign-in as long as the policy says, and no longer', async () => {
    const { server, one } = await begun();
    taken(await one.workstation.signOut());
    const { offlineHours } = one.desk().store.read.policy()?.claims ?? { offlineHours: 0 };
    pass(one, offlineHours * 60 * minute - minute);
    escalate(one, server, 0);
    pass(one, 2 * minute);
    const { id, revision } = server.batch.applications[1] ?? { id: '', revision: 0 };
    const decision = {
      subject: { kind: 'application' as const, id, revision },
      outcome: 'escalate' as const,
      reasons: [],
      matched: [],
      durationMs: 1,
    };
    expect(codeOf(one.desk().review.decide(decision))).toBe('offline_too_long');
    taken(await one.workstation.signInByBrowser());
    expect(await one.desk().sync().once()).toBeUndefined();
    expect(server.control.decisions()).toHaveLength(1);
    taken(one.desk().review.decide(decision));
  });

  it('signs out so that the issuer forgets, the claims go back, and no byte of a token is left even inside the database', async () => {
    const { issuer, server, one } = await begun();
    taken(await one.desk().sync().takeClaims(2, undefined, true));
    const { access, refresh = '' } = tokensOf(one) ?? { access: '' };
    expect(taken(await one.workstation.signOut())).toMatchObject({ told: true, signIn: { by: 'browser', signedIn: false } });
    const key = databaseKeyHex(one.desk().keys);
    const free = await workstation(server, 1, 9).post('/v1/claims', { count: 10, ttlSeconds: 60 });
    expect((await free.json()) as object).toMatchObject({ claims: { length: 3 } });
    const renewed = await fetch(`${issuer.url}/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refresh, client_id: 'desk' }),
    });
    expect(renewed.status).toBe(400);
    expect(await one.desk().sync().once()).toMatchObject({ code: 'sign_in_needed' });
    await one.workstation.lock();
    // A copy of the database, deciphered whole: what was freed is part of it.
    const copy = join(one.folder, 'copy.db');
    copyFileSync(join(one.folder, 'desk.db'), copy);
    const db = new Database(copy);
    for (const pragma of ["cipher = 'sqlcipher'", 'legacy = 4', `key = "x'${key}'"`, 'journal_mode = DELETE', "rekey = ''"])
      db.pragma(pragma);
    db.close();
    const bytes = readFileSync(copy);
    expect(bytes.includes('ownReviewerId')).toBe(true);
    for (const text of [refresh, access.slice(0, 60), access.slice(-60)]) expect(bytes.includes(text)).toBe(false);
  });

  it('signs out also where the issuer can’t be told, and says so', async () => {
    const { issuer, one } = await begun();
    issuer.down = '/';
    expect(taken(await one.workstation.signOut())).toMatchObject({ told: false, signIn: { signedIn: false } });
    expect(tokensOf(one)).toBeUndefined();
  });

  it('revokes the sign-in that another one takes the place of, and that one goes on', async () => {
    const { issuer, one } = await begun();
    const before = tokensOf(one);
    taken(await one.workstation.signInByBrowser());
    expect(endedOf(one)).toEqual([]);
    expect(await renewedBy(issuer, before?.refresh)).toBe(400);
    expect(tokensOf(one)?.refresh).not.toBe(before?.refresh);
    expect(await renewedBy(issuer, tokensOf(one)?.refresh)).toBe(200);
    expect(await one.desk().sync().once()).toBeUndefined();
  });

  it('notes what the issuer could not be told, of a sign-in that was replaced or signed out of, and tells it later, also after a restart', async () => {
    const { issuer, one } = await begun();
    const first = tokensOf(one)?.refresh ?? '';
    issuer.down = '/token/revocation';
    taken(await one.workstation.signInByBrowser());
    expect(endedOf(one).map(({ token }) => token)).toEqual([first]);
    expect(await one.desk().sync().once()).toBeUndefined();
    const second = tokensOf(one)?.refresh ?? '';
    expect(taken(await one.workstation.signOut()).told).toBe(false);
    expect(endedOf(one).map(({ token }) => token)).toEqual([first, second]);
    expect(readableIn(one.folder, [first, second])).toEqual([]);
    const ended = ends.splice(ends.indexOf(one.close), 1);
    for (const end of ended) await end();
    issuer.down = undefined;
    const again = await openTestWorkstation(one.folder, { automatic: true, startMs: Date.now() });
    ends.push(again.close);
    taken(await again.workstation.unlock(passphrase));
    await vi.waitUntil(() => endedOf(again).length === 0, { timeout: 20_000 });
    expect(await Promise.all([first, second].map((refresh) => renewedBy(issuer, refresh)))).toEqual([400, 400]);
  });

  it('is not let in with an access token of another audience or client, nor under another name’s subject', async () => {
    const issuer = await startIssuer();
    ends.push(issuer.close);
    const server = await platform(issuer.way, { audience: 'urn:another' });
    const one = await desktop();
    expect(codeOf(await one.workstation.create(passphrase, { kind: 'server', url: server.url, signIn: issuer.way }))).toBe('token_refused');
  });

  it('is let in by tokens that the platform has to ask the issuer about, until they are revoked', async () => {
    const { issuer, server, one } = await begun({ opaque: true }, { introspection: platformClient });
    const { access } = tokensOf(one) ?? { access: '' };
    const asked = () =>
      fetch(`${server.url}/v1/session`, {
        headers: { authorization: `Bearer ${access}`, 'x-workstation-id': one.workstation.state().workstationId ?? '' },
      });
    expect((await asked()).status).toBe(200);
    issuer.down = '/token/introspection';
    expect((await asked()).status).toBe(503);
    issuer.down = undefined;
    taken(await one.workstation.signOut());
    expect((await asked()).status).toBe(401);
  });

  it('signs in although its own clock is wrong by hours', async () => {
    const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('../../fixtures/issuer-process.ts', import.meta.url))], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    ends.push(async () => child.kill());
    const url = await new Promise<string>((resolve) => {
      if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', resolve);
    });
    const way = { issuer: url, clientId: 'desk', scopes: 'openid offline_access' };
    const server = await platform(way);
    const wrong = Date.now() + 3 * 3_600_000;
    const one = await desktop(wrong);
    vi.useFakeTimers({ toFake: ['Date'], now: wrong });
    taken(await one.workstation.create(passphrase, { kind: 'server', url: server.url, signIn: way }));
    expect(await one.desk().sync().once()).toBeUndefined();
  });
});

describe('a vault is one reviewer’s', () => {
  it('and does not take the sign-in of another: nothing is sent, and the own sign-in stays', async () => {
    const { issuer, server, one } = await begun();
    escalate(one, server, 0);
    one.clock.advance(11_000);
    const before = tokensOf(one);
    one.person.name = 'zhou';
    expect(codeOf(await one.workstation.signInByBrowser())).toBe('reviewer_other');
    expect(await one.person.visited).toMatch(/登录没有完成/);
    expect(tokensOf(one)).toEqual(before);
    expect(issuer.requests.filter((line) => line === 'POST /token/revocation')).toHaveLength(2);
    expect(codeOf(await one.workstation.signIn(server.url, serverOf(server, 2).token))).toBe('reviewer_other');
    expect(await one.desk().sync().once()).toBeUndefined();
    expect(server.control.decisions()).toMatchObject([{ decision: { reviewerId: server.tokens[0]?.reviewerId } }]);
  });

  it('and sends nothing from the moment on at which the platform takes its token for another’s, until its own reviewer is back', async () => {
    const server = await platform({ issuer: 'https://id.example.cn', clientId: 'desk', scopes: 'openid' });
    const one = await desktop();
    taken(await one.workstation.create(passphrase, { kind: 'server', ...serverOf(server) }));
    expect(await one.desk().sync().once()).toBeUndefined();
    escalate(one, server, 0);
    one.clock.advance(11_000);
    one.desk().store.transaction((write) => write.saveWorkstation({ server: serverOf(server, 1) }));
    await one.desk().reconnect();
    expect(await one.desk().sync().once()).toMatchObject({ code: 'reviewer_other' });
    one.clock.advance(60_000);
    expect(await one.desk().sync().once()).toMatchObject({ code: 'reviewer_other' });
    expect(one.desk().transfer()).toMatchObject({
      connection: 'sign_in',
      outbox: { waiting: 1 },
      reviewer: { id: server.tokens[0]?.reviewerId },
    });
    expect(server.control.decisions()).toEqual([]);
    taken(await one.workstation.signIn(server.url, serverOf(server).token));
    expect(await one.desk().sync().once()).toBeUndefined();
    expect(server.control.decisions()).toHaveLength(1);
  });

  it('and goes to another platform only when nothing waits for the old one', async () => {
    const { server, one } = await begun();
    const other = await platform({ issuer: 'https://id.example.cn', clientId: 'desk', scopes: 'openid' });
    escalate(one, server, 0);
    expect(codeOf(await one.workstation.signIn(other.url, serverOf(other).token))).toBe('reviewer_other');
    one.clock.advance(11_000);
    expect(await one.desk().sync().once()).toBeUndefined();
    expect(taken(await one.workstation.signIn(other.url, serverOf(other).token)).signIn).toEqual({ by: 'token', signedIn: true });
    expect(tokensOf(one)).toBeUndefined();
    expect(await one.desk().sync().once()).toBeUndefined();
  });
});
