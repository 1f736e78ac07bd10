import type { Dispatcher, Pool } from 'undici';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { pinMismatch, serverConnection } from '../ports/server-trust.ts';

/**
 * Longest wait for the head of an answer and between two pieces of a body, ms. A judgement: a phone line's hiccup is shorter; and a line that died
 * without a word must not keep an exchange from being complete 30 s after the network is back.
 */
const patience = 15_000;

/** The tokens by which the platform knows the reviewer. */
export type Access = {
  /** One that holds now. Fails with `sign_in_needed`, or with what keeps one from being had. */
  token(signal: AbortSignal): Promise<Result<string>>;
  /** The platform refused that one: another one, or the failure that says why there is none. */
  renewed(refused: string, signal: AbortSignal): Promise<Result<string>>;
};

/** A token that does not change. */
export const fixedAccess = (token: string): Access => ({
  token: async () => succeed(token),
  renewed: async () => fail('token_refused'),
});

/** Nobody is signed in. */
export const noAccess: Access = { token: async () => fail('sign_in_needed'), renewed: async () => fail('sign_in_needed') };

/** Connections to one server. */
export type Line = {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  /** Ends the connections, with what is under way. */
  destroy(): Promise<void>;
  /** The path that its calls are below, without a trailing slash. */
  prefix: string;
  /** What tells who calls, with the token that is held at the time. */
  identityOf(token: string): { authorization: string; 'x-workstation-id': string };
};

/** Prepares connections; none is made before it is needed, and what makes them is loaded with the first: nobody who unlocks waits for it. */
export const openLine = (url: string, workstationId: string): Line => {
  const base = new URL(url);
  let pool: Promise<Pool> | undefined;
  const opened = (): Promise<Pool> => {
    pool ??= import('undici').then(
      ({ Pool }) =>
        new Pool(base.origin, {
          connections: 8,
          headersTimeout: patience,
          bodyTimeout: patience,
          connect: { timeout: 10_000, ...(base.protocol === 'https:' ? serverConnection() : {}) },
        }),
    );
    return pool;
  };
  return {
    request: async (options) => (await opened()).request(options),
    destroy: async () => (await pool)?.destroy(),
    prefix: base.pathname.replace(/\/+$/, ''),
    identityOf: (token) => ({ authorization: `Bearer ${token}`, 'x-workstation-id': workstationId }),
  };
};

/** What OpenSSL and Node say of a certificate that nobody answers for, that is out of date, or that is another server's (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const untrusted = new RegExp(
  `^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|ERR_TLS_CERT_|${pinMismatch})`,
);

/** Names what a transport error means to a person; the error's own text may hold addresses and is not passed on. */
export const transportFailure = (error: unknown, signal: AbortSignal): { ok: false; error: Failure } => {
  if (signal.aborted) return fail('exchange_stopped');
  if (error instanceof Error && error.name === 'HTTPParserError') return fail('not_an_intake_server');
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && untrusted.test(code)) return fail('server_untrusted', { cause: code });
  return fail('server_unreachable', typeof code === 'string' ? { cause: code } : {});
};
