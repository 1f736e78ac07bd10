import { z } from 'zod';
import type { Change } from '../../domain/change.ts';
import { policySchema } from './policy.ts';
import { announcementSchema, applicationSchema, catalogueSchema, idSchema, requestSchema, timestampSchema } from './schemas.ts';

/**
 * `protocol.md` says that an entry carries "the whole application" or request or announcement. On the wire it is a member of that name
 * (`application`, `request`, `announcement`); an entry that carries the members directly beside `seq` is read as well.
 */
const within = <Inner extends z.ZodType, Name extends string>(name: Name, inner: Inner) =>
  z.preprocess(
    (raw) => {
      if (typeof raw !== 'object' || raw === null || name in raw) return raw;
      // Beside `seq` the word `kind` is the entry's own; a request written flat tells its kind as `requestKind`.
      const kind = (raw as { requestKind?: unknown }).requestKind ?? 'unknown';
      return { ...raw, [name]: name === 'request' ? { ...raw, kind } : raw };
    },
    z.object({ [name]: inner } as { [K in Name]: Inner }),
  );

const bodies = {
  'application.upsert': within('application', applicationSchema),
  'application.remove': z.object({ id: idSchema, cause: z.string().default('withdrawn') }),
  'account.status': z.object({
    accountId: idSchema,
    status: z.string(),
    since: z
      .string()
      .nullish()
      .transform((since) => since ?? ''),
    cause: z
      .string()
      .nullish()
      .transform((cause) => cause ?? undefined),
  }),
  'request.upsert': within('request', requestSchema),
  'request.remove': z.object({ id: idSchema }),
  'decision.recorded': z.object({
    applicationId: idSchema,
    decisionId: idSchema.default('unknown'),
    outcome: z.string().default('unknown'),
    decidedAt: timestampSchema.nullish().transform((at) => at ?? undefined),
    reviewerId: idSchema.default('unknown'),
    revision: z
      .int()
      .nullish()
      .transform((revision) => revision ?? undefined),
  }),
  'announcement.upsert': within('announcement', announcementSchema),
  'announcement.remove': z.object({ id: idSchema }),
  'policy.upsert': z.object({ version: z.string().min(1), policy: policySchema }),
  'reasons.upsert': z.object({ version: z.string().min(1), catalogue: catalogueSchema }),
} as const;

/** The kinds of entry that this version understands. */
export const changeKinds = Object.keys(bodies) as (keyof typeof bodies)[];

/** One entry of the feed, whole, for the generated OpenAPI document; reading goes entry by entry through {@link readChange}. */
export const changeSchema = z.union(
  changeKinds.map((kind) =>
    z.intersection(z.object({ seq: z.int(), kind: z.literal(kind), at: timestampSchema }), bodies[kind] as z.ZodType),
  ),
);

/** What reading one entry gave: the change, or where it is wrong (paths and codes, never values). */
export type ReadChange = { ok: true; change: Change } | { ok: false; seq: number; kind: string; problems: string[] };

/** Reads one entry of the feed. An unknown kind is kept whole as `unknown`; a malformed entry is told with the paths that are wrong. */
export const readChange = (raw: { seq: number; kind: string; at: string } & Record<string, unknown>): ReadChange => {
  const { seq, kind, at } = raw;
  const schema = (bodies as Record<string, z.ZodType | undefined>)[kind];
  if (schema === undefined) return { ok: true, change: { seq, at, kind: 'unknown', originalKind: kind, raw } };
  const body = schema.safeParse(raw);
  if (!body.success) return { ok: false, seq, kind, problems: body.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`) };
  const decidedAt = kind === 'decision.recorded' ? { decidedAt: (body.data as { decidedAt?: string }).decidedAt ?? at } : {};
  return { ok: true, change: { seq, at, kind, ...(body.data as object), ...decidedAt } as Change };
};
