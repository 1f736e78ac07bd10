import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { auditRequestSchema, auditResponseSchema } from '../../../shared/contract/intake/index.ts';
import { keepAudit } from '../audit.ts';
import { callerOf } from '../gate.ts';
import { limits } from '../limits.ts';
import type { Platform } from '../platform.ts';

/** `POST /v1/audit`: the platform's append-only copy of the workstation's audit chain. */
export const auditRoutes = (app: FastifyInstance, { store }: Platform): void => {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/audit',
    {
      config: { call: 'audit' },
      bodyLimit: limits.bulkBodyBytes,
      schema: {
        summary: 'Keep a copy of the audit chain; `from` counts from 0, `upTo` is the next `from`',
        body: auditRequestSchema,
        response: { 200: auditResponseSchema },
      },
    },
    async (request) => {
      const { from, entries, signatures } = request.body;
      return keepAudit(store, callerOf(request).workstationId, from, entries, signatures);
    },
  );
};
