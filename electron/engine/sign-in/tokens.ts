import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { SignInWay } from '../../../shared/domain/sign-in.ts';
import { type Grant, type Issuer, openIssuer } from './issuer.ts';

/** An access token that holds no longer than this is renewed before it is used, ms; one that lives shorter altogether, in its last third. */
const renewedBefore = 60_000;
/** A token that was got because the platform refused the one before is not renewed for the same cause within this time, ms: the issuer can't help then. */
const forcedInterval = 60_000;
/** How long closing waits for a renewal under way, ms: the issuer may have given the new refresh token already, and the old one is worth nothing then. */
const closingTime = 3_000;

/** What is kept of a sign-in, inside the encrypted database. Times: RFC 3339 by the local clock. */
export type KeptTokens = { access: string; refresh?: string | undefined; gotAt: string; expiresAt: string; subject: string };

/** Where they are kept. */
export type TokenKeeping = { read(): KeptTokens | undefined; save(tokens: KeptTokens | undefined): void };

/** The access token of whoever is signed in, renewed as long as the issuer does so. */
export type Tokens = {
  /** One that holds. Fails with `sign_in_needed`, or with what keeps it from being renewed now. */
  token(signal: AbortSignal): Promise<Result<string>>;
  /** The platform refused that one: another one. Fails with `token_refused` where a new one would not help. */
  renewed(refused: string, signal: AbortSignal): Promise<Result<string>>;
  /** Renews what is kept at once, within `signal`, to see that it still holds: where it does not, it is forgotten. */
  prove(signal: AbortSignal): Promise<void>;
  /** Tells the issuer to forget what is kept, within `signal`, and forgets it here in any case. Succeeds with whether the issuer was told. */
  forget(signal: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
};

/** What a grant is kept as. `nowMs`: the local wall clock. */
export const keptOf = (grant: Grant & { subject: string }, nowMs: number): KeptTokens => ({
  access: grant.access,
  ...(grant.refresh === undefined ? {} : { refresh: grant.refresh }),
  gotAt: toTimestamp(nowMs),
  expiresAt: toTimestamp(nowMs + grant.lifetimeSeconds * 1_000),
  subject: grant.subject,
});

/** Keeps a sign-in going. At any time one renewal is under way, whoever asks: a rotated refresh token that is used twice ends the sign-in at the issuer. */
export const openTokens = (way: SignInWay, keeping: TokenKeeping, clock: { now(): number; monotonic(): number }): Tokens => {
  const closing = new AbortController();
  let issuer: Issuer | undefined;
  let renewing: Promise<Result<KeptTokens>> | undefined;
  let forcedAt = Number.NEGATIVE_INFINITY;

  const letGo = async (): Promise<void> => {
    const open = issuer;
    issuer = undefined;
    await open?.close();
  };
  const reach = async (): Promise<Result<Issuer>> => {
    if (issuer !== undefined) return succeed(issuer);
    const opened = await openIssuer(way, clock.now, closing.signal);
    if (opened.ok) issuer = opened.value;
    return opened;
  };

  const renew = async (): Promise<Result<KeptTokens>> => {
    const { refresh, subject } = keeping.read() ?? {};
    if (refresh === undefined || subject === undefined) {
      keeping.save(undefined);
      return fail('sign_in_needed');
    }
    const isHeld = (): boolean => keeping.read()?.refresh === refresh;
    const reached = await reach();
    if (!reached.ok) return reached;
    const granted = await reached.value.renew(refresh);
    if (!granted.ok) {
      // Read anew the next time: keys and addresses may have changed.
      await letGo();
      if (granted.error.code === 'sign_in_needed' && isHeld()) keeping.save(undefined);
      return granted;
    }
    // Signed out or in anew meanwhile: what came is not for anybody any more.
    if (!isHeld()) return fail('sign_in_needed');
    if (granted.value.subject !== undefined && granted.value.subject !== subject) {
      keeping.save(undefined);
      return fail('sign_in_needed', { cause: 'SUBJECT' });
    }
    // Without rotation the refresh token stays what it was. Durable before it is used: the old one may be worth nothing by now.
    const kept = keptOf({ ...granted.value, refresh: granted.value.refresh ?? refresh, subject }, clock.now());
    keeping.save(kept);
    return succeed(kept);
  };
  const renewOnce = (): Promise<Result<KeptTokens>> => {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };

  /** Whoever stops waiting does not end the renewal, which others may wait for as well. */
  const unlessAborted = async <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> => {
    if (signal.aborted) return undefined;
    let stop = (): void => {};
    const aborted = new Promise<undefined>((resolve) => {
      stop = () => resolve(undefined);
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([work, aborted]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };
  const stopped: { ok: false; error: Failure } = fail('exchange_stopped');

  return {
    token: async (signal) => {
      const kept = keeping.read();
      if (kept === undefined) return fail('sign_in_needed');
      const [gotAt, expiresAt] = [Date.parse(kept.gotAt), Date.parse(kept.expiresAt)];
      const now = clock.now();
      // A clock that was set back before the token came says nothing about it.
      if (now >= gotAt && now < expiresAt - Math.min(renewedBefore, (expiresAt - gotAt) / 3)) return succeed(kept.access);
      const renewed = await unlessAborted(renewOnce(), signal);
      if (renewed === undefined) return stopped;
      if (renewed.ok) return succeed(renewed.value.access);
      // It holds for a little while yet, whatever keeps the issuer from renewing it.
      return renewed.error.code !== 'sign_in_needed' && now < expiresAt ? succeed(kept.access) : renewed;
    },
    renewed: async (refused, signal) => {
      const kept = keeping.read();
      if (kept === undefined) return fail('sign_in_needed');
      if (kept.access !== refused) return succeed(kept.access);
      if (clock.monotonic() - forcedAt < forcedInterval) return fail('token_refused');
      forcedAt = clock.monotonic();
      const renewed = await unlessAborted(renewOnce(), signal);
      if (renewed === undefined) return stopped;
      return renewed.ok ? succeed(renewed.value.access) : renewed;
    },
    prove: async (signal) => {
      if (keeping.read()?.refresh !== undefined) await unlessAborted(renewOnce(), signal);
    },
    forget: async (signal) => {
      // A renewal that is under way would bring a refresh token that nobody knows to forget.
      if (renewing !== undefined) await unlessAborted(renewing, signal);
      const kept = keeping.read();
      keeping.save(undefined);
      if (kept === undefined) return false;
      const told = (async () => {
        const reached = await reach();
        if (!reached.ok) return false;
        const { refresh, access } = kept;
        const grant = refresh === undefined ? undefined : await reached.value.revoke(refresh, 'refresh_token');
        const token = await reached.value.revoke(access, 'access_token');
        return grant?.ok ?? token.ok;
      })();
      return (await unlessAborted(told, signal)) ?? false;
    },
    close: async () => {
      if (renewing !== undefined) await unlessAborted(renewing, AbortSignal.timeout(closingTime));
      closing.abort();
      await renewing?.catch(() => {});
      await letGo();
    },
  };
};
