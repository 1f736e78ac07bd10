import fastifyRateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sha256Hex } from './canonical.ts';
import type { limits } from './limits.ts';
import { ProblemError } from './problems.ts';

type Limits = Record<keyof typeof limits, number>;

const tooOften = (seconds: number) => new ProblemError('rate_limited', { headers: { 'retry-after': String(Math.max(1, seconds)) } });

/** Counts a refused token; throws `rate_limited` where its address has had too many. */
export type CountRefusal = (request: FastifyRequest) => Promise<void>;

/**
 * Bounds how often is called: each token by itself, so that one workstation that runs wild takes nothing from the others, and refused tokens by address, so that nobody tries
 * tokens. The count of tokens is kept by their hash.
 */
export const installRates = async (
  app: FastifyInstance,
  { callsPerSecond, refusalsPerMinute }: Pick<Limits, 'callsPerSecond' | 'refusalsPerMinute'>,
): Promise<CountRefusal> => {
  await app.register(fastifyRateLimit, {
    max: callsPerSecond,
    timeWindow: 1_000,
    keyGenerator: (request) => {
      const { authorization } = request.headers;
      return authorization === undefined ? request.ip : sha256Hex(authorization);
    },
    errorResponseBuilder: (_request, { ttl }) => tooOften(Math.ceil(ttl / 1_000)),
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false, 'retry-after': false },
  });
  const refusals = app.createRateLimit({
    max: refusalsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => `refused ${request.ip}`,
  });
  return async (request) => {
    const counted = await refusals(request);
    if (!counted.isAllowed && counted.isExceeded) throw tooOften(counted.ttlInSeconds);
  };
};
