import fastifyCompress from '@fastify/compress';
import fastifySwagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors, ResponseSerializationError, validatorCompiler } from 'fastify-type-provider-zod';
import type { ZodType } from 'zod';
import { installGate } from './gate.ts';
import { limits } from './limits.ts';
import { swaggerOptions } from './openapi.ts';
import type { Platform } from './platform.ts';
import { type ProblemCode, ProblemError, problemBody } from './problems.ts';
import { installRates } from './rates.ts';
import { auditRoutes } from './routes/audit.ts';
import { changesRoutes } from './routes/changes.ts';
import { claimsRoutes } from './routes/claims.ts';
import { decisionsRoutes } from './routes/decisions.ts';
import { documentsRoutes } from './routes/documents.ts';
import { releasesRoutes } from './routes/releases.ts';
import { sessionRoutes } from './routes/session.ts';

/** Fastify's own refusals, as problems. */
const codeOfFastifyError: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body_malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body_malformed',
  FST_CP_ERR_INVALID_CONTENT: 'body_malformed',
  FST_CP_ERR_INVALID_CONTENT_ENCODING: 'media_type_unsupported',
};

const toProblem = (error: unknown): ProblemError | undefined => {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    // Places and rules only: a value of the request may be a person's.
    const errors = error.validation.map((issue) => ({ at: issue.instancePath, rule: issue.keyword }));
    return new ProblemError('request_malformed', { members: { errors } });
  }
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  const known = code === undefined ? undefined : codeOfFastifyError[code];
  if (known !== undefined) return new ProblemError(known);
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500
    ? new ProblemError('request_malformed', { status: statusCode })
    : undefined;
};

const installProblems = (app: FastifyInstance): void => {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    if (problem === undefined) request.log.error({ err: error }, 'a call failed');
    const { code, status, headers, members } = problem ?? new ProblemError('server_fault');
    return reply
      .code(status)
      .headers(headers)
      .removeHeader('content-length')
      .type('application/problem+json; charset=utf-8')
      .serializer(JSON.stringify as (payload: unknown) => string)
      .send(problemBody(code, status, members));
  });
  app.setNotFoundHandler(async () => {
    throw new ProblemError('not_found');
  });
};

/** Builds the server without listening. */
export const buildServer = async (platform: Platform, logger?: FastifyBaseLogger): Promise<FastifyInstance> => {
  const app = fastify({
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    bodyLimit: limits.bodyBytes,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    // As long as the contract lets an identifier be.
    routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(validatorCompiler);
  // Our own answers are held against the contract as well. They are written as they are: the contract's readers (defaults, older spellings) only go one way.
  app.setSerializerCompiler<ZodType>(({ schema, method, url }) => (answer) => {
    const held = schema.safeParse(answer);
    if (!held.success) throw new ResponseSerializationError(method, url, { cause: held.error });
    return JSON.stringify(answer);
  });
  // Some clients say "JSON" also where they send nothing, as with DELETE; where a body is needed, its absence is told by the contract.
  const readJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else readJson(request, body, done);
  });
  installProblems(app);
  await app.register(fastifyCompress, { encodings: ['gzip', 'identity'], requestEncodings: ['gzip', 'identity'] });
  await app.register(fastifySwagger, swaggerOptions);
  installGate(app, { ...platform, countRefusal: await installRates(app, limits) });
  for (const routes of [sessionRoutes, changesRoutes, documentsRoutes, claimsRoutes, decisionsRoutes, auditRoutes, releasesRoutes])
    routes(app, platform);
  return app;
};
