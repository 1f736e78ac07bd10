import type { Clock } from './clock.ts';
import { timestamp } from './clock.ts';
import type { Caller } from './gate.ts';
import { limits } from './limits.ts';
import { ProblemError } from './problems.ts';
import type { Store } from './store/index.ts';

/** A claim as it goes over the wire. */
export type GrantedClaim = { applicationId: string; expiresAt: string };

/** The claims: what may be granted, kept and given back. Each step is one transaction, so that two askers never get the same application. */
export const makeClaims = (store: Store, clock: Clock) => {
  const expiry = (ttlSeconds: number, now: number): number => now + Math.min(ttlSeconds, limits.claimTtlSeconds) * 1_000;
  return {
    /** Leases up to `count` of the most urgent applications; fewer, where there are fewer or the workstation's share is used up. */
    grant: (caller: Caller, count: number, types: readonly string[] | undefined, ttlSeconds: number): GrantedClaim[] =>
      store.transaction(() => {
        const now = clock();
        const holder = { workstationId: caller.workstationId, reviewerId: caller.reviewer.id };
        const room = Math.min(count, limits.claims - store.claims.liveOf(caller.workstationId, now));
        if (room <= 0) return [];
        const expiresAt = expiry(ttlSeconds, now);
        return store.claims.candidates(holder.reviewerId, types, room, now).map((applicationId) => {
          store.claims.put({ applicationId, expiresAt, ...holder });
          return { applicationId, expiresAt: timestamp(expiresAt) };
        });
      }),
    /** Prolongs what the workstation still holds, also where it expired and nobody took it meanwhile. What is lost is left out of the answer. */
    renew: (caller: Caller, applicationIds: readonly string[], ttlSeconds: number): GrantedClaim[] =>
      store.transaction(() => {
        const expiresAt = expiry(ttlSeconds, clock());
        return [...new Set(applicationIds)].flatMap((applicationId) => {
          const held = store.claims.find(applicationId);
          if (held?.workstationId !== caller.workstationId) return [];
          store.claims.put({ ...held, reviewerId: caller.reviewer.id, expiresAt });
          return [{ applicationId, expiresAt: timestamp(expiresAt) }];
        });
      }),
    /** Gives one back; nothing happens when it was not held. Problems: `application_unknown`, `claim_lost` (a live claim of another workstation). */
    giveBack: (caller: Caller, applicationId: string): void =>
      store.transaction(() => {
        if (store.applications.find(applicationId) === undefined) throw new ProblemError('application_unknown');
        const held = store.claims.find(applicationId);
        if (held === undefined) return;
        if (held.workstationId === caller.workstationId) store.claims.drop(applicationId);
        else if (held.expiresAt > clock()) throw new ProblemError('claim_lost');
      }),
  };
};
