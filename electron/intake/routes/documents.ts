import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sha256Schema } from '../../../shared/contract/intake/index.ts';
import { readByteRange } from '../byte-range.ts';
import { withFault } from '../faulty-bytes.ts';
import { takeFault } from '../modes.ts';
import type { Platform } from '../platform.ts';
import { ProblemError } from '../problems.ts';

/** Read at a time, bytes: most photos whole, which then go out with one call to the system. */
const readBytes = 524_288;
/** Buffers of that length that wait to be used again. */
const sparedBuffers = 16;

/** `GET /v1/documents/{sha256}`: the bytes, whole or a range of them. Never compressed, so that ranges and lengths are those of the file. */
export const documentsRoutes = (app: FastifyInstance, { store, documents, modes }: Platform): void => {
  const spare: Buffer[] = [];
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/documents/:sha256',
    {
      config: { call: 'documents' },
      compress: false,
      schema: { summary: 'A document’s bytes; Range and If-Range are honoured', params: z.object({ sha256: sha256Schema }) },
    },
    async (request, reply) => {
      const { sha256 } = request.params;
      if (!store.applications.refersTo(sha256)) throw new ProblemError('document_unknown');
      const etag = `"${sha256}"`;
      const fault = takeFault(modes, 'documents', ['cut', 'wrong_bytes']);
      const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(readBytes);
      const atOnce = fault === undefined ? documents.readInto(sha256, buffer) : undefined;
      // Only what has gone out whole is written over; what breaks off is left to the garbage collector.
      if (atOnce === undefined) spare.push(buffer);
      else reply.raw.once('finish', () => spare.length < sparedBuffers && spare.push(buffer));
      const opened = atOnce === undefined ? await documents.open(sha256) : undefined;
      const length = atOnce ?? opened?.length;
      if (length === undefined) throw new ProblemError('document_unknown');
      reply.headers({
        etag,
        'accept-ranges': 'bytes',
        // The name is the content's hash: what it names never changes. No shared cache may keep a person's document.
        'cache-control': 'private, immutable, max-age=31536000',
        'x-content-type-options': 'nosniff',
      });
      // What the upload declared is not to be trusted, so the bytes go out as bytes.
      reply.type('application/octet-stream');
      if (request.headers['if-none-match'] === etag) {
        await opened?.handle.close();
        return reply.code(304).send();
      }
      const condition = request.headers['if-range'];
      const range = readByteRange(condition === undefined || condition === etag ? request.headers.range : undefined, length);
      if (range.kind === 'unsatisfiable') {
        await opened?.handle.close();
        throw new ProblemError('range_not_satisfiable', { headers: { 'content-range': `bytes */${length}` } });
      }
      const { start, end } = range.kind === 'part' ? range : { start: 0, end: length - 1 };
      reply.header('content-length', end - start + 1);
      if (range.kind === 'part') reply.code(206).header('content-range', `bytes ${start}-${end}/${length}`);
      if (opened === undefined) return reply.send(buffer.subarray(start, end + 1));
      if (length === 0) {
        await opened.handle.close();
        return reply.send(Buffer.alloc(0));
      }
      const source = opened.handle.createReadStream({ start, end, highWaterMark: readBytes });
      return reply.send(fault === undefined ? source : withFault(source, fault));
    },
  );
};
