import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { decisionsRequestSchema, decisionsResponseSchema, idSchema } from '../../../shared/contract/intake/index.ts';
import { receiveDecisions } from '../decide/receive.ts';
import { callerOf } from '../gate.ts';
import { limits } from '../limits.ts';
import type { Platform } from '../platform.ts';

/** The call as it is let in: each decision is read by itself, so that one that is malformed gets its own receipt and holds up no other. */
const letIn = z.object({
  decisions: z
    .array(z.looseObject({ decisionId: idSchema }))
    .min(1)
    .max(limits.decisions),
});

/** `POST /v1/decisions`. */
export const decisionsRoutes = (app: FastifyInstance, { store, clock, erase }: Platform): void => {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/v1/decisions',
    {
      config: { call: 'decisions', documented: { body: decisionsRequestSchema } },
      bodyLimit: limits.bulkBodyBytes,
      schema: {
        summary: 'Receive decisions; one receipt each, same order, idempotent by decisionId for ever',
        body: letIn,
        response: { 200: decisionsResponseSchema },
      },
    },
    async (request) => {
      const { reviewer, workstationId } = callerOf(request);
      const sender = { reviewerId: reviewer.id, role: reviewer.role, workstationId };
      const result = receiveDecisions(store, request.body.decisions, sender, clock());
      await erase(result.erase);
      return { receipts: result.receipts.map((receipt) => ({ ...receipt, conflict: receipt.conflict, problem: receipt.problem })) };
    },
  );
};
