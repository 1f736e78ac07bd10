import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { signInByBrowser } from '../../../electron/engine/sign-in/index.ts';
import { succeed } from '../../../shared/domain/failure.ts';
import { openBrowser, startIssuer, type TestIssuer } from '../../fixtures/issuer.ts';
import { codeOf, taken } from '../../fixtures/workstation.ts';

let issuer: TestIssuer;
beforeEach(async () => {
  issuer = await startIssuer();
});
afterEach(() => issuer.close());

/** Begins to sign in; `address` resolves with what the browser is to open, `ended` with what became of it. */
const begin = (options: Partial<Parameters<typeof signInByBrowser<string>>[0]> = {}) => {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  let show: (address: string) => void = () => {};
  const address = new Promise<string>((resolve) => {
    show = resolve;
  });
  const ended = signInByBrowser<string>({
    way: issuer.way,
    random: systemRandom,
    now: systemClock.now,
    open: show,
    prove: async (grant) => succeed(`proved ${grant.subject}`),
    signal: ending.signal,
    ...options,
  });
  return { address, ended, cancel: () => ending.abort() };
};

/** The address with a parameter changed, as something between would. */
const altered = (address: string, name: string, value: string): string => {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
};
const parameter = (address: string, name: string): string => new URL(address).searchParams.get(name) ?? '';

describe('signing in by the browser', () => {
  it('brings tokens for who signed in, asked for with PKCE, a state and a nonce that nobody can guess, and a page that may be closed', async () => {
    const { address, ended } = begin();
    const opened = await address;
    expect(new URL(opened).origin).toBe(issuer.url);
    expect(parameter(opened, 'code_challenge_method')).toBe('S256');
    expect(parameter(opened, 'redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in$/);
    for (const name of ['state', 'nonce', 'code_challenge']) expect(parameter(opened, name)).toMatch(/^[\w-]{43}$/);
    const browser = openBrowser();
    const callback = await browser.signIn(opened, 'lin');
    const page = await browser.visit(callback);
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toMatch(/已登录.*Signed in/s);
    expect(page.text).not.toContain(parameter(callback, 'code'));
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/);
    const { grant, proof } = taken(await ended);
    expect(proof).toBe('proved lin');
    expect(grant).toMatchObject({ subject: 'lin', refresh: expect.stringMatching(/.{20}/), access: expect.stringMatching(/^ey/) });
    // The listener is gone with its one answer.
    await expect(browser.visit(callback)).rejects.toThrow();
  });

  it('passes over an answer with another state, and whatever else comes to the port, and goes on waiting', async () => {
    const { address, ended } = begin();
    const opened = await address;
    const browser = openBrowser();
    const callback = await browser.signIn(opened, 'lin');
    const forged = await browser.visit(altered(callback, 'state', 'A'.repeat(43)));
    expect(forged.status).toBe(400);
    expect(forged.text).toMatch(/这不是正在等待的登录/);
    for (const path of ['/', '/favicon.ico', '/sign-in/']) await expect(browser.visit(new URL(path, callback).href)).rejects.toThrow();
    await expect(fetch(callback, { method: 'POST' })).rejects.toThrow();
    await expect(fetch(callback, { headers: { 'sec-fetch-dest': 'image' } })).rejects.toThrow();
    // A name that was made to point here.
    await expect(fetch(callback.replace('127.0.0.1', 'localhost'))).rejects.toThrow();
    expect(issuer.requests.filter((line) => line === 'POST /token')).toEqual([]);
    await browser.visit(callback);
    expect(taken(await ended).proof).toBe('proved lin');
  });

  it('refuses an identity token with another nonce', async () => {
    const { address, ended } = begin();
    const browser = openBrowser();
    const callback = await browser.signIn(altered(await address, 'nonce', 'another-nonce-than-was-sent'), 'lin');
    expect((await browser.visit(callback)).text).toMatch(/登录没有完成/);
    expect(codeOf(await ended)).toBe('sign_in_invalid');
  });

  it('gives nothing for a code that was used before, nor for one that another sign-in got', async () => {
    const first = begin();
    const browser = openBrowser();
    const callback = await browser.signIn(await first.address, 'lin');
    await browser.visit(callback);
    taken(await first.ended);
    // The used code, carried into a sign-in of one's own with its own state.
    const second = begin();
    const state = parameter(await second.address, 'state');
    const own = parameter(await second.address, 'redirect_uri');
    await browser.visit(
      altered(altered(`${own}?iss=${encodeURIComponent(issuer.url)}`, 'code', parameter(callback, 'code')), 'state', state),
    );
    expect(codeOf(await second.ended)).toBe('sign_in_refused');
    // A fresh code that was asked for with another verifier: whoever stole it can't use it.
    const third = begin();
    const stolen = await openBrowser().signIn(await third.address, 'lin');
    const fourth = begin();
    await browser.visit(
      altered(stolen, 'state', parameter(await fourth.address, 'state')).replace(
        /^http:\/\/[^/]+/,
        new URL(parameter(await fourth.address, 'redirect_uri')).origin,
      ),
    );
    expect(codeOf(await fourth.ended)).toBe('sign_in_refused');
    third.cancel();
    expect(codeOf(await third.ended)).toBe('sign_in_cancelled');
  });

  it('ends when nobody comes back in time, when it is cancelled, and when the person says no', async () => {
    const late = begin({ patience: 50 });
    const lateAt = parameter(await late.address, 'redirect_uri');
    expect(codeOf(await late.ended)).toBe('sign_in_timeout');
    await expect(fetch(lateAt)).rejects.toThrow();
    const cancelled = begin();
    const cancelledAt = parameter(await cancelled.address, 'redirect_uri');
    cancelled.cancel();
    expect(codeOf(await cancelled.ended)).toBe('sign_in_cancelled');
    await expect(fetch(cancelledAt)).rejects.toThrow();
    const denied = begin();
    const browser = openBrowser();
    await browser.visit(await browser.signIn(await denied.address, 'lin', { deny: true }));
    const answer = await denied.ended;
    expect(answer).toMatchObject({ ok: false, error: { code: 'sign_in_refused', details: { problem: 'access_denied' } } });
  });

  it('has the issuer forget what could not be proved', async () => {
    const { address, ended } = begin({
      prove: async () => ({ ok: false, error: { code: 'account_not_reviewer', retry: 'after-fix', details: {} } }),
    });
    const browser = openBrowser();
    expect((await browser.visit(await browser.signIn(await address, 'stranger'))).text).toMatch(/登录没有完成/);
    expect(codeOf(await ended)).toBe('account_not_reviewer');
    expect(issuer.requests.filter((line) => line === 'POST /token/revocation')).toHaveLength(2);
  });

  it('says what is wrong with the issuer: not there, not one, not safe, or one that breaks off', async () => {
    const { way } = issuer;
    const tried = async (address: string) => codeOf(await begin({ way: { ...way, issuer: address } }).ended);
    expect(await tried('http://id.example.cn')).toBe('issuer_invalid');
    expect(await tried('https://name:word@id.example.cn')).toBe('issuer_invalid');
    expect(await tried(`${issuer.url}/elsewhere`)).toBe('issuer_invalid');
    expect(await tried(issuer.url.replace('127.0.0.1', 'localhost'))).toBe('issuer_invalid');
    expect(await tried('http://127.0.0.1:1')).toBe('issuer_unreachable');
    const broken = begin();
    const browser = openBrowser();
    const callback = await browser.signIn(await broken.address, 'lin');
    issuer.down = 'POST /token';
    await browser.visit(callback);
    expect(codeOf(await broken.ended)).toBe('issuer_unreachable');
  });
});
