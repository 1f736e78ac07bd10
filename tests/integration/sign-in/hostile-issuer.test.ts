import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/engine/ports/clock.ts';
import { systemRandom } from '../../../electron/engine/ports/random.ts';
import { signInByBrowser } from '../../../electron/engine/sign-in/index.ts';
import { succeed } from '../../../shared/domain/failure.ts';
import { type AnsweringServer, say, startServer } from '../../fixtures/http-server.ts';
import { codeOf } from '../../fixtures/workstation.ts';

const servers: AnsweringServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });
const own = pair();
const now = (): number => Math.floor(Date.now() / 1_000);

/** What an issuer that was taken over, or that somebody stands before, may do. */
type Wickedness = {
  metadata?: Record<string, unknown>;
  signedBy?: KeyObject;
  claims?: Record<string, unknown>;
  token?: string;
  discovery?: (server: AnsweringServer) => { status: number; body: unknown; headers?: Record<string, string> };
};

/** Signs in at it; the person does there what they are asked to. Returns how it ended and what was opened in the browser. */
const signInAt = async ({ metadata = {}, signedBy = own.privateKey, claims = {}, token, discovery }: Wickedness) => {
  const opened: string[] = [];
  let nonce = '';
  const server = await startServer((request, response) => {
    const answer = async (): Promise<void> => {
      const path = request.url?.split('?')[0];
      if (path === '/.well-known/openid-configuration') {
        const other = discovery?.(server);
        if (other !== undefined) return say(response, other.status, other.body, { 'content-type': 'application/json', ...other.headers });
        const at = (name: string) => `${server.url}/${name}`;
        const plain = { issuer: server.url, authorization_endpoint: at('auth'), token_endpoint: at('token'), jwks_uri: at('keys') };
        return say(response, 200, { ...plain, ...metadata });
      }
      if (path === '/keys')
        return say(response, 200, { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] });
      const identity =
        token ??
        (await new SignJWT({ iss: server.url, aud: 'desk', sub: 'lin', nonce, iat: now(), exp: now() + 300, ...claims })
          .setProtectedHeader({ alg: 'RS256', kid: 'one' })
          .sign(signedBy));
      return say(response, 200, { access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token: identity });
    };
    answer().catch(() => response.destroy());
  });
  servers.push(server);
  const ended = await signInByBrowser({
    way: { issuer: server.url, clientId: 'desk', scopes: 'openid' },
    random: systemRandom,
    now: systemClock.now,
    prove: async () => succeed(undefined),
    signal: new AbortController().signal,
    open: (address) => {
      opened.push(address);
      const { searchParams } = new URL(address);
      nonce = searchParams.get('nonce') ?? '';
      void fetch(`${searchParams.get('redirect_uri')}?code=c&state=${searchParams.get('state')}`);
    },
  });
  return { code: codeOf(ended), opened };
};

describe('an issuer that is not what it should be', () => {
  it('is taken for good where everything fits, so that the others are refused for what is wrong with them', async () => {
    expect((await signInAt({})).code).toBe('ok');
  });

  const unsigned = [{ alg: 'none' }, { iss: 'x', aud: 'desk', sub: 'lin' }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  it.each<[string, Wickedness]>([
    ['signs with a key that it does not show', { signedBy: pair().privateKey }],
    ['does not sign', { token: `${unsigned.join('.')}.` }],
    ['speaks of another client', { claims: { aud: 'another' } }],
    ['speaks as another issuer', { claims: { iss: 'https://login.example.cn' } }],
    ['gives what has ended', { claims: { iat: now() - 7_200, exp: now() - 3_600 } }],
    ['answers what was not asked', { claims: { nonce: 'of another sign-in' } }],
  ])('is not believed when it %s', async (_what, wickedness) => {
    expect((await signInAt(wickedness)).code).toBe('sign_in_invalid');
  });

  it.each<[string, Wickedness, string]>([
    ['sends the person elsewhere', { metadata: { authorization_endpoint: 'https://elsewhere.example.cn/auth' } }, 'issuer_invalid'],
    ['calls itself by another name', { metadata: { issuer: 'https://login.example.cn' } }, 'issuer_invalid'],
    [
      'sends us elsewhere',
      { discovery: ({ url }) => ({ status: 302, body: '', headers: { location: `${url}/elsewhere` } }) },
      'issuer_invalid',
    ],
    ['never comes to an end', { discovery: () => ({ status: 200, body: { issuer: 'x'.repeat(2 * 1024 * 1024) } }) }, 'issuer_unreachable'],
  ])('is left before anything is opened when it %s', async (_what, wickedness, code) => {
    expect(await signInAt(wickedness)).toEqual({ code, opened: [] });
  });

  it('gets no code at an address in the clear that is not this machine', async () => {
    expect((await signInAt({ metadata: { token_endpoint: 'http://login.example.cn/token' } })).code).toBe('issuer_unreachable');
  });
});
