import type { z } from 'zod';
import { claimsResponseSchema } from '../../../shared/contract/intake/index.ts';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';

/** One lease as the platform granted it; `expiresAt` by its clock. */
export type GrantedClaim = z.infer<typeof claimsResponseSchema>['claims'][number];

/** The platform's calls about claims. Each fails with `claims_unsupported` where the platform has none (404, 405 or 501). */
export type ClaimCalls = {
  claim(count: number, types: readonly string[] | undefined, ttlSeconds: number, signal: AbortSignal): Promise<Result<GrantedClaim[]>>;
  /** Those that are still ours; one that is left out is lost. */
  renewClaims(applicationIds: readonly string[], ttlSeconds: number, signal: AbortSignal): Promise<Result<GrantedClaim[]>>;
  /** Succeeds also where there was nothing to give back (404, 409, 410). */
  giveBackClaim(applicationId: string, signal: AbortSignal): Promise<Result<void>>;
};

/** How a call is made: the answer as parsed, or the failure with the HTTP status in its details. */
export type Send = {
  json<Schema extends z.ZodType>(schema: Schema, path: string, signal: AbortSignal, body?: unknown): Promise<Result<z.infer<Schema>>>;
  remove(path: string, signal: AbortSignal): Promise<Result<void>>;
};

const orUnsupported = (failure: Failure): { ok: false; error: Failure } =>
  [404, 405, 501].includes(Number(failure.details.status)) ? fail('claims_unsupported') : { ok: false, error: failure };

/** Sets them up. */
export const claimCalls = ({ json, remove }: Send): ClaimCalls => {
  const ask = async (path: string, body: unknown, signal: AbortSignal): Promise<Result<GrantedClaim[]>> => {
    const answer = await json(claimsResponseSchema, path, signal, body);
    return answer.ok ? succeed(answer.value.claims) : orUnsupported(answer.error);
  };
  return {
    claim: (count, types, ttlSeconds, signal) =>
      ask('/v1/claims', { count, ttlSeconds, ...(types === undefined || types.length === 0 ? {} : { types }) }, signal),
    renewClaims: (applicationIds, ttlSeconds, signal) => ask('/v1/claims/renew', { applicationIds, ttlSeconds }, signal),
    giveBackClaim: async (applicationId, signal) => {
      const answer = await remove(`/v1/claims/${encodeURIComponent(applicationId)}`, signal);
      if (answer.ok || [404, 409, 410].includes(Number(answer.error.details.status))) return succeed(undefined);
      return orUnsupported(answer.error);
    },
  };
};
