import { setTimeout as sleep } from 'node:timers/promises';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { SignInWay } from '../../../shared/domain/sign-in.ts';
import { type Grant, openIssuer, type SignInSecrets } from './issuer.ts';
import { openLoopback } from './loopback.ts';

/** How long the browser is waited for, ms: enough to fetch a second factor. */
export const browserPatience = 5 * 60_000;

/** Bytes of chance in the verifier, the state and the nonce each: 256 bits (RFC 7636, 7.1). */
const secretBytes = 32;

/** What a sign-in by the browser works with. */
export type BrowserSignIn<Proof> = {
  way: SignInWay;
  random: { bytes(count: number): Uint8Array };
  now(): number;
  /** Shows an address of that issuer in the person's browser. */
  open(address: string, issuer: string): void;
  /** Tries what was given where it is for; what it finds is handed back, what it refuses is not kept. */
  prove(grant: Grant): Promise<Result<Proof>>;
  /** Ends it: `sign_in_cancelled`, or the reason where that is a failure. */
  signal: AbortSignal;
  /** See {@link browserPatience}. */
  patience?: number | undefined;
};

/**
 * Signs in by the browser (OpenID Connect's authorization code flow with PKCE, RFC 8252): opens the issuer's page, waits for the one answer on loopback, exchanges and proves it.
 * Nothing is kept here; a grant that could not be proved is given back to the issuer.
 */
export const signInByBrowser = async <Proof>(
  parts: BrowserSignIn<Proof>,
): Promise<Result<{ grant: Grant & { subject: string }; proof: Proof }>> => {
  const { way, random, now, open, prove, signal, patience = browserPatience } = parts;
  const text = (): string => Buffer.from(random.bytes(secretBytes)).toString('base64url');
  const secrets: SignInSecrets = { verifier: text(), state: text(), nonce: text() };
  const ended = new AbortController();
  const opened = await openIssuer(way, now, AbortSignal.any([signal, ended.signal]));
  if (!opened.ok) return signal.aborted ? fail('sign_in_cancelled') : opened;
  const issuer = opened.value;
  const loopback = await openLoopback(secrets.state);
  try {
    const address = await issuer.address(secrets, loopback.redirectUri);
    // Only the issuer itself is ever opened: a page that metadata sends to elsewhere could be anybody's.
    if (address.origin !== new URL(way.issuer).origin) return fail('issuer_invalid', { cause: 'ORIGIN' });
    open(address.href, way.issuer);
    const answer = await Promise.race([
      loopback.answer,
      sleep(patience, 'late' as const, { signal: AbortSignal.any([signal, ended.signal]) }).catch(() => 'cancelled' as const),
    ]);
    if (answer === 'late') return fail('sign_in_timeout');
    if (answer === 'cancelled') return reasonOf(signal);
    const granted = await issuer.exchange(answer.callback, secrets);
    const outcome = granted.ok ? await proved(granted.value, prove) : granted;
    answer.page(outcome.ok && !signal.aborted ? 'signed_in' : 'not_signed_in');
    if (granted.ok && (!outcome.ok || signal.aborted)) await forget(issuer.revoke, granted.value);
    return signal.aborted ? reasonOf(signal) : outcome;
  } finally {
    ended.abort();
    await loopback.close();
    await issuer.close();
  }
};

const reasonOf = (signal: AbortSignal): Result<never> => {
  const { code } = Object(signal.reason) as { code?: unknown };
  return fail(code === 'browser_not_opened' ? 'browser_not_opened' : 'sign_in_cancelled');
};

const proved = async <Proof>(
  grant: Grant,
  prove: (grant: Grant) => Promise<Result<Proof>>,
): Promise<Result<{ grant: Grant & { subject: string }; proof: Proof }>> => {
  const { subject } = grant;
  // An identity token was asked for and verified, so there is a subject.
  if (subject === undefined) return fail('sign_in_invalid', { cause: 'SUBJECT' });
  const proof = await prove(grant);
  return proof.ok ? succeed({ grant: { ...grant, subject }, proof: proof.value }) : proof;
};

const forget = async (
  revoke: (token: string, kind: 'refresh_token' | 'access_token') => Promise<Result<void>>,
  { refresh, access }: Grant,
): Promise<void> => {
  if (refresh !== undefined) await revoke(refresh, 'refresh_token');
  await revoke(access, 'access_token');
};
