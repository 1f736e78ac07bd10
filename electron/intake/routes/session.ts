import type { FastifyInstance } from 'fastify';
import { healthSchema, protocolVersion, type Session, sessionSchema } from '../../../shared/contract/intake/index.ts';
import { timestamp } from '../clock.ts';
import { callerOf } from '../gate.ts';
import { limits } from '../limits.ts';
import { maintenanceAt } from '../modes.ts';
import type { Platform } from '../platform.ts';

/** `GET /v1/session` and `GET /v1/health`. */
export const sessionRoutes = (app: FastifyInstance, { clock, modes, signIn }: Platform): void => {
  app.get(
    '/v1/session',
    {
      config: { call: 'session' },
      schema: { summary: 'Who the token belongs to, the server’s clock and limits', response: { 200: sessionSchema } },
    },
    async (request): Promise<Session> => {
      const { reviewer } = callerOf(request);
      return {
        reviewer: { id: reviewer.id, name: reviewer.name, roles: reviewer.role === 'senior' ? ['reviewer', 'senior'] : ['reviewer'] },
        serverTime: timestamp(clock()),
        protocol: protocolVersion,
        minProtocol: protocolVersion,
        limits: {
          changes: limits.changes,
          decisions: limits.decisions,
          documentBytes: limits.documentBytes,
          claimTtlSeconds: limits.claimTtlSeconds,
          claims: limits.claims,
        },
      };
    },
  );
  app.get(
    '/v1/health',
    {
      config: { call: 'health', open: true },
      schema: { summary: 'How the platform is; no authentication', response: { 200: healthSchema } },
    },
    async () => {
      const maintenance = maintenanceAt(modes, clock());
      const announced = signIn && {
        signIn: { issuer: signIn.issuer, clientId: signIn.clientId, ...(signIn.scopes === undefined ? {} : { scopes: signIn.scopes }) },
      };
      if (maintenance === undefined) return { status: 'ok', message: '正常 / OK', ...announced };
      return {
        ...announced,
        status: 'maintenance',
        message: maintenance.message,
        ...(maintenance.until === undefined ? {} : { until: maintenance.until }),
      };
    },
  );
};
