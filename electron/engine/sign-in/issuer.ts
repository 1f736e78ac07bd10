import * as client from 'openid-client';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { SignInWay } from '../../../shared/domain/sign-in.ts';
import { readIssuer } from './issuer-address.ts';
import { IssuerUnreachable, openIssuerLine } from './issuer-line.ts';

/** Longest wait for one whole answer, s. */
const wholeAnswer = 20;
/** How far the issuer's clock may still be off ours after its own word on the time was heard, s. */
const tolerance = 30;
/** How long an access token is taken to hold where the issuer does not say, s. */
const unsaidLifetime = 300;

/** What the issuer gave. */
export type Grant = {
  access: string;
  refresh?: string | undefined;
  /** How long the access token holds from now, s. */
  lifetimeSeconds: number;
  /** The issuer's own name for the person; absent where a renewal did not say it again. */
  subject?: string | undefined;
};

/** What one sign-in is made of: none of it is used twice. */
export type SignInSecrets = { verifier: string; state: string; nonce: string };

/** An issuer whose metadata was read. */
export type Issuer = {
  /** The address to open in the browser. */
  address(secrets: SignInSecrets, redirectUri: string): Promise<URL>;
  /** Exchanges the code that came back for tokens; everything of the answer is verified first. */
  exchange(callback: URL, secrets: SignInSecrets): Promise<Result<Grant>>;
  /** New tokens for a refresh token. Fails with `sign_in_needed` where the issuer does not take it any more. */
  renew(refresh: string): Promise<Result<Grant>>;
  /** Tells the issuer to forget a token. Fails where it can't be told, or has no way to hear it. */
  revoke(token: string, kind: 'refresh_token' | 'access_token'): Promise<Result<void>>;
  close(): Promise<void>;
};

/** A word that an answer brought, if it is one that may be shown. */
const word = (told: unknown): string => (typeof told === 'string' && /^[\w.-]{1,60}$/.test(told) ? told : 'unknown');

/** What an error of the library means. Its text may quote tokens and is never passed on. */
const failureOf = (error: unknown, doing: 'discover' | 'exchange' | 'renew' | 'revoke'): { ok: false; error: Failure } => {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof IssuerUnreachable) return fail('issuer_unreachable', cause.code === undefined ? {} : { cause: cause.code });
  if (error instanceof client.AuthorizationResponseError) return fail('sign_in_refused', { problem: word(error.error) });
  if (error instanceof client.ResponseBodyError) {
    if (error.status >= 500 || error.status === 429) return fail('issuer_unreachable', { status: error.status });
    if (doing === 'renew' && error.error === 'invalid_grant') return fail('sign_in_needed');
    return fail('sign_in_refused', { problem: word(error.error), status: error.status });
  }
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return fail('issuer_unreachable', { cause: String(code) });
  const status = cause instanceof Response ? cause.status : undefined;
  if (status !== undefined && (status >= 500 || status === 429)) return fail('issuer_unreachable', { status });
  if (doing === 'discover' || status !== undefined) return fail('issuer_invalid', { cause: word(code) });
  return fail('sign_in_invalid', { cause: word(code) });
};

const grantOf = (answer: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers): Grant => ({
  access: answer.access_token,
  refresh: answer.refresh_token,
  lifetimeSeconds: answer.expiresIn() ?? unsaidLifetime,
  subject: answer.claims()?.sub,
});

/**
 * Reads an issuer's metadata. Fails with `issuer_unreachable` or `issuer_invalid`.
 * @param signal ends every request that is under way
 * @param now the local wall clock, ms
 */
export const openIssuer = async (way: SignInWay, now: () => number, signal: AbortSignal): Promise<Result<Issuer>> => {
  const server = readIssuer(way.issuer);
  if (server === undefined) return fail('issuer_invalid');
  const line = openIssuerLine(now, signal);
  const metadata: Partial<client.ClientMetadata> = { [client.clockTolerance]: tolerance };
  // The metadata is looked at after the issuer has answered once: by then its clock is known.
  Object.defineProperty(metadata, client.clockSkew, { enumerable: true, get: line.skewSeconds });
  let config: client.Configuration;
  try {
    config = await client.discovery(server, way.clientId, metadata, client.None(), {
      timeout: wholeAnswer,
      [client.customFetch]: line.fetch,
      // An http issuer was allowed for loopback only, and the line holds every endpoint to the same.
      execute: [client.enableNonRepudiationChecks, ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : [])],
    });
  } catch (error) {
    await line.close();
    return failureOf(error, 'discover');
  }
  const attempt = async <Value>(doing: Parameters<typeof failureOf>[1], work: () => Promise<Value>): Promise<Result<Value>> => {
    try {
      return succeed(await work());
    } catch (error) {
      return failureOf(error, doing);
    }
  };
  return succeed({
    address: async ({ verifier, state, nonce }, redirectUri) =>
      client.buildAuthorizationUrl(config, {
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: way.scopes,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        // OpenID Connect Core 1.0, 11: a refresh token is given only to who was asked.
        ...(way.scopes.split(' ').includes('offline_access') ? { prompt: 'consent' } : {}),
      }),
    exchange: (callback, { verifier, state, nonce }) =>
      attempt('exchange', async () =>
        grantOf(
          await client.authorizationCodeGrant(config, callback, {
            pkceCodeVerifier: verifier,
            expectedState: state,
            expectedNonce: nonce,
            idTokenExpected: true,
          }),
        ),
      ),
    renew: (refresh) => attempt('renew', async () => grantOf(await client.refreshTokenGrant(config, refresh))),
    revoke: (token, kind) => attempt('revoke', () => client.tokenRevocation(config, token, { token_type_hint: kind })),
    close: line.close,
  });
};
