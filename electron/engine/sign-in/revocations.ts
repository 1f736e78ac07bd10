import { dayMs, toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { SignInWay } from '../../../shared/domain/sign-in.ts';
import { openIssuer } from './issuer.ts';
import type { KeptTokens } from './tokens.ts';

/** A sign-in that is over here and of which the issuer was not told yet: by what it is revoked (RFC 7009), and since when it is over, RFC 3339 by the local clock. */
export type EndedSignIn = { way: SignInWay; token: string; kind: 'refresh_token' | 'access_token'; subject: string; since: string };

/** Where they are kept. */
export type EndedSignInKeeping = { read(): EndedSignIn[]; save(ended: EndedSignIn[]): void };

/** An issuer that can't be told for so long has ended the sign-in by itself. */
const triedFor = 30 * dayMs;
/** More are not kept: somebody signs in again and again where the issuer does not answer. */
const mostKept = 8;

/** What is kept of a sign-in that is over. Its access token ends by itself within the hour where there is a refresh token to revoke. */
export const endedOf = (way: SignInWay, { access, refresh, subject }: KeptTokens, nowMs: number): EndedSignIn => {
  const since = toTimestamp(nowMs);
  return refresh === undefined
    ? { way, token: access, kind: 'access_token', subject, since }
    : { way, token: refresh, kind: 'refresh_token', subject, since };
};

/** The ended sign-ins with one more, the oldest left out where they are too many. */
export const withEnded = (ended: readonly EndedSignIn[], one: EndedSignIn): EndedSignIn[] => [...ended, one].slice(-mostKept);

/**
 * Tells each issuer to forget the sign-ins that are over, within `signal`; what could not be told stays for the next time, until it is too old. An issuer that hears it and refuses, or has no
 * way to hear it, is not asked again. Returns those that it was told of.
 */
export const revokeEnded = async (keeping: EndedSignInKeeping, clock: { now(): number }, signal: AbortSignal): Promise<EndedSignIn[]> => {
  const told: EndedSignIn[] = [];
  for (const one of keeping.read()) {
    if (signal.aborted) break;
    const outcome = clock.now() - Date.parse(one.since) > triedFor ? 'old' : await tell(one, clock, signal);
    if (outcome === 'later') continue;
    if (outcome === 'told') told.push(one);
    // Read anew: another one may have been added meanwhile.
    keeping.save(keeping.read().filter(({ token }) => token !== one.token));
  }
  return told;
};

const tell = async (
  { way, token, kind }: EndedSignIn,
  clock: { now(): number },
  signal: AbortSignal,
): Promise<'told' | 'refused' | 'later'> => {
  const issuer = await openIssuer(way, clock.now, signal);
  if (!issuer.ok) return issuer.error.code === 'issuer_unreachable' ? 'later' : 'refused';
  try {
    const revoked = await issuer.value.revoke(token, kind);
    if (revoked.ok) return 'told';
    return revoked.error.code === 'issuer_unreachable' || signal.aborted ? 'later' : 'refused';
  } finally {
    await issuer.value.close();
  }
};
