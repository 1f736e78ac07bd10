/**
 * Claims here are the leases that keep an application with one workstation: taken, renewed while the program is in use, given back.
 * It promises that what the platform says of a claim is what the store says, that giving back is told for as long as the platform has not heard
 * it, and that an application which was lost is shown as lost. The exchange tends them at each look at the platform; the api takes and gives back.
 */
import type { ClaimsState } from '../../../shared/domain/claim.ts';
import { fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { HeldClaim, ReadableStore, Store, WritableStore } from '../store/index.ts';
import type { ClaimCalls, GrantedClaim } from './platform-claims.ts';

/** Claims named in one call of renewal; the contract's bound is 1000. */
const renewedAtOnce = 500;
/** Calls of giving back under way at a time. */
const givenBackAtOnce = 4;

/** The claims of one workstation on one platform. */
export type Claims = {
  /** Asks for the next `count`; how many were had. */
  take(count: number, types: readonly string[] | undefined, along: boolean, signal: AbortSignal): Promise<Result<{ taken: number }>>;
  /** Marks these (all that are held, where none are named) as given back, and tells the platform as far as it can be reached. */
  giveBack(applicationIds: readonly string[] | undefined, signal: AbortSignal): Promise<void>;
  /** The desk is locked: what was not taken along goes back. `everything`: also what was, since the platform is another one from now on. */
  leave(signal: AbortSignal, everything?: boolean): Promise<void>;
  /** Tells what is still to be told and renews what has less than half of its lease left. Called whenever the platform was reached. */
  tend(signal: AbortSignal): Promise<Result<void>>;
};

/** The platform's time by the local clock, ms; never earlier than the latest moment that was ever seen. */
export const latestNow = (store: ReadableStore, localMs: number): number => {
  const { clockOffsetMs = 0, latestSeen } = store.workstation();
  return Math.max(localMs + clockOffsetMs, latestSeen === undefined ? Number.NEGATIVE_INFINITY : Date.parse(latestSeen));
};

/** The figures of claims in force. */
const rulesOf = (store: ReadableStore): Policy['claims'] => {
  const policy = store.policy();
  if (policy === undefined) throw new Error('the vault holds no policy');
  return policy.claims;
};

/** RFC 3339: until when may be decided without reaching the platform; undefined while it is reached, or there is none. */
export const offlineUntil = (store: ReadableStore, reached: boolean): string | undefined => {
  const { server, reachedAt } = store.workstation();
  if (server === undefined || reachedAt === undefined || reached) return undefined;
  return toTimestamp(Date.parse(reachedAt) + rulesOf(store).offlineHours * 3_600_000);
};

/** What is shown of the claims. `reached`: whether the platform answers now. */
export const claimsState = (store: ReadableStore, reached: boolean): ClaimsState => {
  const { server, claimsSupported } = store.workstation();
  const until = offlineUntil(store, reached);
  return {
    claims: store.claims().map(({ leaseMs: _leaseMs, ...claim }) => claim),
    supported: server !== undefined && claimsSupported !== false,
    ...(until === undefined ? {} : { offlineUntil: until }),
  };
};

/** Enters that a claim is not ours any more. */
export const loseClaim = (write: WritableStore, applicationId: string, cause: NonNullable<HeldClaim['cause']>, at: string): void => {
  if (write.setClaimState(applicationId, 'lost', cause)) return;
  write.putClaim({ applicationId, takenAt: at, expiresAt: at, leaseMs: 0, takenAlong: false });
  write.setClaimState(applicationId, 'lost', cause);
};

/** Sets them up. `changed` is told whenever the store's claims are other ones; `now`: the local wall clock, ms. */
export const createClaims = (
  { store, platform, now }: { store: Store; platform: ClaimCalls; now: () => number },
  changed: (applicationIds: string[]) => void,
): Claims => {
  const platformNow = (): number => now() + (store.read.workstation().clockOffsetMs ?? 0);

  const support = (supported: boolean): void => {
    if (store.read.workstation().claimsSupported !== supported)
      store.transaction((write) => write.saveWorkstation({ claimsSupported: supported }));
  };

  const keep = (write: WritableStore, { applicationId, expiresAt }: GrantedClaim, at: number, takenAt: string, takenAlong: boolean): void =>
    write.putClaim({ applicationId, takenAt, expiresAt, leaseMs: Math.max(0, Date.parse(expiresAt) - at), takenAlong });

  const tellReturns = async (signal: AbortSignal): Promise<Result<void>> => {
    const waiting = store.read.claims().filter(({ state }) => state === 'returning');
    const told: string[] = [];
    let failure: Result<void> = succeed(undefined);
    const worker = async (): Promise<void> => {
      for (let claim = waiting.shift(); claim !== undefined && failure.ok; claim = waiting.shift()) {
        const answer = await platform.giveBackClaim(claim.applicationId, signal);
        if (!answer.ok && answer.error.code !== 'claims_unsupported') failure = answer;
        else told.push(claim.applicationId);
      }
    };
    await Promise.all(Array.from({ length: givenBackAtOnce }, worker));
    if (told.length > 0) {
      store.transaction((write) => {
        // Taken again meanwhile: then it is ours once more, and stays.
        for (const id of told) if (write.claim(id)?.state === 'returning') write.removeClaim(id);
      });
      changed(told);
    }
    return failure;
  };

  const renew = async (claims: readonly HeldClaim[], ttlSeconds: number, signal: AbortSignal): Promise<Result<void>> => {
    const ids = claims.map(({ applicationId }) => applicationId);
    const answer = await platform.renewClaims(ids, ttlSeconds, signal);
    if (!answer.ok) {
      if (answer.error.code !== 'claims_unsupported') return answer;
      support(false);
      return succeed(undefined);
    }
    const at = platformNow();
    const renewed = new Map(answer.value.map((granted) => [granted.applicationId, granted]));
    store.transaction((write) => {
      for (const { applicationId } of claims) {
        const present = write.claim(applicationId);
        if (present?.state !== 'held') continue;
        const granted = renewed.get(applicationId);
        if (granted !== undefined) keep(write, granted, at, present.takenAt, present.takenAlong);
        else loseClaim(write, applicationId, 'not_renewed', toTimestamp(at));
      }
    });
    changed(ids);
    return succeed(undefined);
  };

  const giveBack: Claims['giveBack'] = async (applicationIds, signal) => {
    const marked = store.transaction((write) =>
      (applicationIds ?? write.claims().map(({ applicationId }) => applicationId)).filter(
        (id) => write.claim(id)?.state === 'held' && write.setClaimState(id, 'returning'),
      ),
    );
    if (marked.length > 0) changed(marked);
    await tellReturns(signal);
  };

  return {
    take: async (count, types, along, signal) => {
      const { leaseMinutes, takeAlongMinutes, mostAtOnce } = rulesOf(store.read);
      const ttlSeconds = (along ? takeAlongMinutes : leaseMinutes) * 60;
      const answer = await platform.claim(Math.min(count, mostAtOnce), types, ttlSeconds, signal);
      if (!answer.ok) {
        if (answer.error.code === 'claims_unsupported') support(false);
        return answer;
      }
      support(true);
      const at = platformNow();
      store.transaction((write) => {
        for (const granted of answer.value) keep(write, granted, at, toTimestamp(at), along);
      });
      changed(answer.value.map(({ applicationId }) => applicationId));
      return succeed({ taken: answer.value.length });
    },
    giveBack,
    leave: (signal, everything = false) => {
      const going = store.read.claims().filter(({ state, takenAlong }) => state === 'held' && (everything || !takenAlong));
      return giveBack(
        going.map(({ applicationId }) => applicationId),
        signal,
      );
    },
    tend: async (signal) => {
      const { server, claimsSupported } = store.read.workstation();
      if (server === undefined || claimsSupported === false) return succeed(undefined);
      const told = await tellReturns(signal);
      if (!told.ok) return told;
      const at = platformNow();
      const short = store.read
        .claims()
        .filter(({ state, expiresAt, leaseMs }) => state === 'held' && Date.parse(expiresAt) - at < leaseMs / 2);
      const { leaseMinutes, takeAlongMinutes } = rulesOf(store.read);
      for (const along of [false, true]) {
        const kind = short.filter(({ takenAlong }) => takenAlong === along);
        for (let from = 0; from < kind.length; from += renewedAtOnce) {
          const renewed = await renew(kind.slice(from, from + renewedAtOnce), (along ? takeAlongMinutes : leaseMinutes) * 60, signal);
          if (!renewed.ok) return renewed;
        }
      }
      return succeed(undefined);
    },
  };
};

/** The answer of a workstation that has no platform. */
export const noClaims = fail('claims_unsupported');
