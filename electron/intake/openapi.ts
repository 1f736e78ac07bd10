import type { SwaggerOptions } from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import * as contract from '../../shared/contract/intake/index.ts';
import { problems } from './problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the document shows instead of what the route lets in, where the two differ. */
    documented?: { body?: z.ZodType };
  }
}

/** The contract's schemas that the document gives a name. The feed's page is shown with its entries whole. */
const changesPageDocumented = contract.changesPageSchema.extend({ changes: z.array(contract.changeSchema).max(10_000) });
const named = {
  Session: contract.sessionSchema,
  Health: contract.healthSchema,
  ChangesPage: changesPageDocumented,
  Change: contract.changeSchema,
  Application: contract.applicationSchema,
  Document: contract.documentSchema,
  Account: contract.accountSchema,
  Attempt: contract.attemptSchema,
  Request: contract.requestSchema,
  Announcement: contract.announcementSchema,
  Policy: contract.policySchema,
  ReasonCatalogue: contract.catalogueSchema,
  ClaimsRequest: contract.claimsRequestSchema,
  ClaimsRenewRequest: contract.claimsRenewRequestSchema,
  ClaimsResponse: contract.claimsResponseSchema,
  DecisionsRequest: contract.decisionsRequestSchema,
  Decision: contract.decisionSchema,
  DecisionsResponse: contract.decisionsResponseSchema,
  Receipt: contract.receiptSchema,
  AuditRequest: contract.auditRequestSchema,
  AuditResponse: contract.auditResponseSchema,
  Release: contract.releaseSchema,
  ReleaseAnswer: contract.releaseAnswerSchema,
  Problem: contract.problemSchema,
} as const satisfies Record<string, z.ZodType>;

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
const nameOf = new Map<z.ZodType, string>([
  ...Object.entries(named).map(([name, schema]) => [schema, name] as const),
  [contract.changesPageSchema, 'ChangesPage'],
]);

type Json = Record<string, unknown>;
const place = (name: string): string => `#/components/schemas/${name}`;
const reference = (name: keyof typeof named): Json => ({ $ref: place(name) });

/** JSON Schema of what may be written: the contract's readers also take older spellings, which the document does not offer. */
const jsonSchema = (schema: z.ZodType): Json => {
  const name = nameOf.get(schema);
  if (name !== undefined) return { $ref: place(name) };
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
};

const components = (): Json => {
  const { schemas } = z.toJSONSchema(registry, { io: 'input', unrepresentable: 'any', uri: place });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const { $schema: _dialect, $id: _place, id: _name, ...rest } = schema as Json;
      return [name, rest];
    }),
  );
};

const problemAnswer = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: reference('Problem') } },
});
const binary = { 'application/octet-stream': { schema: { type: 'string', contentMediaType: 'application/octet-stream' } } };
const codesOf = (status: number): string =>
  Object.entries(problems)
    .filter(([, problem]) => problem.status === status)
    .map(([code]) => code)
    .join(', ');

const bytesAnswers = (absent: string): Json => ({
  200: { description: 'The whole; ETag is its SHA-256', content: binary },
  206: { description: 'The range that was asked for', content: binary },
  404: problemAnswer(absent),
  416: problemAnswer('range_not_satisfiable'),
});

const answersOf = (response: Record<string, z.ZodType>): Json =>
  Object.fromEntries(
    Object.entries(response).map(([status, schema]) => [
      status,
      schema instanceof z.ZodUndefined
        ? { type: 'null', description: schema.description ?? '' }
        : { description: 'Done', content: { 'application/json': { schema: jsonSchema(schema) } } },
    ]),
  );

const callerHeaders: Json = {
  type: 'object',
  required: ['x-workstation-id'],
  properties: { 'x-workstation-id': { type: 'string', format: 'uuid', description: 'The workstation that calls' } },
};

/** How @fastify/swagger makes the document out of the routes and the contract. */
export const swaggerOptions: SwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: '审核台 intake protocol',
      description:
        'What the workstation speaks with the platform. Generated from the zod contract in shared/contract/intake; not edited by hand.',
      version: String(contract.protocolVersion),
    },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
  },
  transform: ({ schema, url, route }) => {
    const { body, querystring, params, response, summary } = (schema ?? {}) as FastifySchema & { summary?: string };
    const open = route.config?.open === true;
    const absent = route.config?.call === 'releases' ? 'release_unknown' : 'document_unknown';
    const shownBody = route.config?.documented?.body ?? (body as z.ZodType | undefined);
    const shown: Json = {
      summary,
      response: {
        ...(response === undefined ? bytesAnswers(absent) : answersOf(response as Record<string, z.ZodType>)),
        ...(open
          ? {}
          : {
              400: problemAnswer(codesOf(400)),
              401: problemAnswer(codesOf(401)),
              403: problemAnswer(codesOf(403)),
              426: problemAnswer(codesOf(426)),
              429: problemAnswer(codesOf(429)),
              503: problemAnswer(codesOf(503)),
            }),
        ...(route.config?.call === 'claims' && route.method === 'DELETE'
          ? { 404: problemAnswer('application_unknown'), 409: problemAnswer('claim_lost') }
          : {}),
        ...(route.config?.call === 'releases' ? { 404: problemAnswer('release_unknown') } : {}),
        ...(route.config?.call === 'audit' ? { 409: problemAnswer('audit_gap, audit_diverged') } : {}),
      },
      ...(open ? { security: [] } : { headers: callerHeaders }),
      ...(shownBody === undefined ? {} : { body: jsonSchema(shownBody) }),
      ...(querystring === undefined ? {} : { querystring: jsonSchema(querystring as z.ZodType) }),
      ...(params === undefined ? {} : { params: jsonSchema(params as z.ZodType) }),
    };
    return { schema: shown as FastifySchema, url };
  },
  transformObject: (made) => {
    if (!('openapiObject' in made)) return made.swaggerObject;
    const { openapiObject } = made;
    return { ...openapiObject, components: { ...openapiObject.components, schemas: components() } } as typeof openapiObject;
  },
};
