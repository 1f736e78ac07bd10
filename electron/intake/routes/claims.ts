import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { claimsRenewRequestSchema, claimsRequestSchema, claimsResponseSchema, idSchema } from '../../../shared/contract/intake/index.ts';
import { makeClaims } from '../claims.ts';
import { callerOf } from '../gate.ts';
import type { Platform } from '../platform.ts';

/** `POST /v1/claims`, `POST /v1/claims/renew`, `DELETE /v1/claims/{applicationId}`. */
export const claimsRoutes = (app: FastifyInstance, { store, clock }: Platform): void => {
  const claims = makeClaims(store, clock);
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const config = { call: 'claims' } as const;
  typed.post(
    '/v1/claims',
    {
      config,
      schema: {
        summary: 'Lease the most urgent applications nobody has claimed',
        body: claimsRequestSchema,
        response: { 200: claimsResponseSchema },
      },
    },
    async (request) => ({ claims: claims.grant(callerOf(request), request.body.count, request.body.types, request.body.ttlSeconds) }),
  );
  typed.post(
    '/v1/claims/renew',
    {
      config,
      schema: {
        summary: 'Keep what is held; what was lost is left out',
        body: claimsRenewRequestSchema,
        response: { 200: claimsResponseSchema },
      },
    },
    async (request) => ({ claims: claims.renew(callerOf(request), request.body.applicationIds, request.body.ttlSeconds) }),
  );
  typed.delete(
    '/v1/claims/:applicationId',
    {
      config,
      schema: {
        summary: 'Give one back',
        params: z.object({ applicationId: idSchema }),
        response: { 204: z.undefined().describe('Given back') },
      },
    },
    async (request, reply) => {
      claims.giveBack(callerOf(request), request.params.applicationId);
      return reply.code(204).send();
    },
  );
};
