import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { changesPageSchema, changesQuerySchema } from '../../../shared/contract/intake/index.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { limits } from '../limits.ts';
import type { Platform } from '../platform.ts';

/** `GET /v1/changes`: the one feed. */
export const changesRoutes = (app: FastifyInstance, { store }: Platform): void => {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/v1/changes',
    {
      config: { call: 'changes' },
      schema: {
        summary: 'The feed, in order and at least once; an old or lost cursor re-reads safely',
        querystring: changesQuerySchema,
        response: { 200: changesPageSchema },
      },
    },
    async (request) => {
      const limit = Math.min(request.query.limit ?? limits.changesByDefault, limits.changes);
      const feedId = store.property('feed_id') ?? '';
      const since = readCursor(request.query.since, feedId, store.feed.newestSeq());
      // One more than asked for tells whether there is more.
      const found = store.feed.after(since, limit + 1);
      const page = found.slice(0, limit);
      return {
        changes: page.map(({ seq, kind, at, body }) => ({ ...body, seq, kind, at })),
        next: writeCursor(feedId, page.at(-1)?.seq ?? since),
        more: found.length > limit,
      };
    },
  );
};
