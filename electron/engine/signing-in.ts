import { type Failure, fail, type Result, succeed } from '../../shared/domain/failure.ts';
import { toTimestamp } from '../../shared/domain/shanghai-time.ts';
import { type SignInState, type SignInWay, usualScopes } from '../../shared/domain/sign-in.ts';
import type { Reviewer } from '../../shared/domain/transfer.ts';
import { browserPatience, type KeptTokens, keptOf, readIssuer, signInByBrowser } from './sign-in/index.ts';
import type { Workstation as Known } from './store/index.ts';
import type { Ports, WorkstationListener } from './surroundings.ts';
import { type Access, connectPlatform, fixedAccess, readServerAddress } from './sync/index.ts';

/** Longest wait for a server's word on a token, ms: a person is waiting. */
const serverPatience = 15_000;

/** A server that knows the token that was tried, and as whom. */
export type ProvedServer = { url: string; reviewer: Reviewer };

/** What a sign-in by the browser brought. */
export type BrowserGrant = { way: SignInWay; tokens: KeptTokens; server: ProvedServer };

/** A way to sign in as it was typed, with the usual scopes where none were. */
export const wayOf = (typed: { issuer: string; clientId: string; scopes?: string | undefined } | undefined): SignInWay | undefined =>
  typed && { issuer: typed.issuer.trim(), clientId: typed.clientId.trim(), scopes: typed.scopes?.trim() || usualScopes };

/** Who is let in where: trying tokens at a server, and signing in by the browser. */
export type SigningIn = {
  /** Tries a token at a server. Fails with `server_unreachable`, or with what the server says of it. */
  tryServer(url: string, access: Access, workstationId: string): Promise<Result<ProvedServer>>;
  /**
   * Signs in by the browser and tries the token at the server; one sign-in at a time, an earlier one that still waits is given up.
   * @param accepts says no to whoever must not be let in
   */
  byBrowser(
    way: SignInWay,
    url: string,
    workstationId: string,
    accepts?: (server: ProvedServer) => Failure | undefined,
  ): Promise<Result<BrowserGrant>>;
  /** Gives up the sign-in that waits, if one does. */
  cancel(cause?: 'sign_in_cancelled' | 'browser_not_opened'): void;
  /** What is shown of signing in: of the open vault, or of the sign-in that waits. */
  state(known: Known | undefined): SignInState | undefined;
};

/** Sets it up. `changed` is told when a sign-in begins or ends to wait; `closing` ends everything. */
export const openSigningIn = (
  { clock, random }: Ports,
  listener: Pick<WorkstationListener, 'openBrowser'>,
  changed: () => void,
  closing: AbortSignal,
): SigningIn => {
  let waiting: { way: SignInWay; until: string; ending: AbortController } | undefined;

  const tryServer: SigningIn['tryServer'] = async (url, access, workstationId) => {
    const address = readServerAddress(url);
    if (!address.ok) return address;
    const platform = connectPlatform(address.value, access, workstationId, clock.now);
    const session = await platform.session(AbortSignal.any([AbortSignal.timeout(serverPatience), closing]));
    await platform.close();
    if (session.ok) return succeed({ url: address.value, reviewer: session.value.reviewer });
    return session.error.code === 'exchange_stopped' ? fail('server_unreachable') : session;
  };

  return {
    tryServer,
    byBrowser: async (way, url, workstationId, accepts) => {
      if (readIssuer(way.issuer) === undefined) return fail('issuer_invalid');
      const address = readServerAddress(url);
      if (!address.ok) return address;
      waiting?.ending.abort();
      const mine = { way, until: toTimestamp(clock.now() + browserPatience), ending: new AbortController() };
      waiting = mine;
      changed();
      const signed = await signInByBrowser<ProvedServer>({
        way,
        random,
        now: clock.now,
        open: listener.openBrowser,
        signal: AbortSignal.any([mine.ending.signal, closing]),
        prove: async (grant) => {
          const proved = await tryServer(url, fixedAccess(grant.access), workstationId);
          const refused = proved.ok ? accepts?.(proved.value) : undefined;
          return refused === undefined ? proved : { ok: false, error: refused };
        },
      });
      if (waiting === mine) {
        waiting = undefined;
        changed();
      }
      return signed.ok ? succeed({ way, tokens: keptOf(signed.value.grant, clock.now()), server: signed.value.proof }) : signed;
    },
    cancel: (cause = 'sign_in_cancelled') => waiting?.ending.abort(fail(cause).error),
    state: (known) => {
      const shown = waiting && { by: 'browser' as const, way: waiting.way, waitingUntil: waiting.until };
      if (known === undefined) return shown && { ...shown, signedIn: false };
      if (known.source.kind !== 'server') return undefined;
      const { signIn, signInTokens, server } = known;
      const present: SignInState =
        signIn === undefined
          ? { by: 'token', signedIn: server?.token !== undefined }
          : { by: 'browser', way: signIn, signedIn: signInTokens !== undefined, subject: signInTokens?.subject };
      return { ...present, ...(shown && { waitingUntil: shown.waitingUntil }) };
    },
  };
};
