import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { releaseAnswerSchema, releaseFileNameSchema } from '../../../shared/contract/intake/index.ts';
import { readByteRange } from '../byte-range.ts';
import { withFault } from '../faulty-bytes.ts';
import { takeFault } from '../modes.ts';
import type { Platform } from '../platform.ts';
import { ProblemError } from '../problems.ts';

/** `GET /v1/releases/current` and `GET /v1/releases/files/{name}`: newer versions of the workstation, for sites that hand them out. */
export const releasesRoutes = (app: FastifyInstance, { releases, modes }: Platform): void => {
  app.get(
    '/v1/releases/current',
    {
      config: { call: 'releases' },
      schema: { summary: 'The newest release’s signed statement; 404 where none is handed out', response: { 200: releaseAnswerSchema } },
    },
    async () => {
      const release = await releases?.statement();
      if (release === undefined) throw new ProblemError('release_unknown');
      return { release };
    },
  );
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/releases/files/:name',
    {
      config: { call: 'releases' },
      compress: false,
      schema: {
        summary: 'An installer that the statement names; Range and If-Range are honoured',
        params: z.object({ name: releaseFileNameSchema }),
      },
    },
    async (request, reply) => {
      const opened = await releases?.open(request.params.name);
      if (opened === undefined) throw new ProblemError('release_unknown');
      const { handle, length, sha256 } = opened;
      const etag = `"${sha256}"`;
      reply.headers({ etag, 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=86400', 'x-content-type-options': 'nosniff' });
      reply.type('application/octet-stream');
      const condition = request.headers['if-range'];
      const range = readByteRange(condition === undefined || condition === etag ? request.headers.range : undefined, length);
      if (range.kind === 'unsatisfiable' || length === 0) {
        await handle.close();
        throw new ProblemError('range_not_satisfiable', { headers: { 'content-range': `bytes */${length}` } });
      }
      const { start, end } = range.kind === 'part' ? range : { start: 0, end: length - 1 };
      reply.header('content-length', end - start + 1);
      if (range.kind === 'part') reply.code(206).header('content-range', `bytes ${start}-${end}/${length}`);
      const source = handle.createReadStream({ start, end, highWaterMark: 524_288 });
      const fault = takeFault(modes, 'releases', ['cut', 'wrong_bytes']);
      return reply.send(fault === undefined ? source : withFault(source, fault));
    },
  );
};
