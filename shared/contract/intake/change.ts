import { z } from 'zod';
import type { Change } from '../../domain/change.ts';
import { isKnown } from '../../domain/open-union.ts';
import { requestKinds } from '../../domain/request.ts';
import { withoutNulls } from './absent.ts';
import { policySchema } from './policy.ts';
import {
  announcementSchema,
  applicationSchema,
  catalogueSchema,
  givenReasonSchema,
  idSchema,
  matchMarkSchema,
  noticeSchema,
  requestSchema,
  timestampSchema,
} from './schemas.ts';

/**
 * `protocol.md` says that an entry carries "the whole application" or request or announcement. On the wire it is a member of that name
 * (`application`, `request`, `announcement`); an entry that carries the members directly beside `seq` is read as well.
 */
const within = <Inner extends z.ZodType, Name extends string>(name: Name, inner: Inner) =>
  z.preprocess(
    (raw) => {
      if (typeof raw !== 'object' || raw === null || name in raw) return raw;
      return { ...raw, [name]: name === 'request' ? { ...raw, kind: flatRequestKind(raw) } : raw };
    },
    z.object({ [name]: inner } as { [K in Name]: Inner }),
  );

/**
 * Beside `seq` the word `kind` is the entry's own; a request written flat tells its kind by another name, or in its payload, or not at all:
 * then it is of a kind that nobody knows, and is shown as that.
 */
const flatRequestKind = (raw: object): unknown => {
  const { requestKind, request_kind: snake, type, payload } = raw as Record<string, unknown>;
  const within = typeof payload === 'object' && payload !== null ? (payload as { kind?: unknown }).kind : undefined;
  return [requestKind, snake, type, within].find((kind) => typeof kind === 'string' && kind !== '') ?? 'unknown';
};

/** A version that stands beside what it is the version of need not stand inside as well. */
const versioned = <Inner extends z.ZodType, Name extends string>(name: Name, inner: Inner) =>
  z.preprocess(
    (raw) => {
      const { version, [name]: value } = raw as Record<string, unknown>;
      if (name === 'catalogue' && Array.isArray(value)) return { version, catalogue: { version, reasons: value } };
      return typeof value === 'object' && value !== null && !('version' in value) ? { version, [name]: { ...value, version } } : raw;
    },
    z.object({ version: z.string().min(1), [name]: inner } as { version: z.ZodString } & { [K in Name]: Inner }),
  );

/**
 * The page does not say how the decision of somebody else is written: by its application, as a decision with its subject, or as a whole decision in a
 * member of that name.
 */
const recordedDecision = (raw: unknown): unknown => {
  if (typeof raw !== 'object' || raw === null || 'applicationId' in raw) return raw;
  const { decision, ...told } = raw as Record<string, unknown>;
  const members: Record<string, unknown> = typeof decision === 'object' ? { ...decision, ...told } : told;
  const { subject, id } = members;
  if (typeof subject !== 'object' || subject === null) return { ...members, applicationId: id };
  const { kind = 'application', id: applicationId, revision } = subject as Record<string, unknown>;
  return kind === 'application' ? { revision, ...members, applicationId } : members;
};

const recordedDecisionSchema = z.object({
  applicationId: idSchema,
  decisionId: idSchema.default('unknown'),
  outcome: z.string().default('unknown'),
  decidedAt: timestampSchema.nullish().transform((at) => at ?? undefined),
  reviewerId: idSchema.default('unknown'),
  revision: z
    .int()
    .nullish()
    .transform((revision) => revision ?? undefined),
  // What a page later shows beside a second reviewer's view. A form that we can't read is as good as none: the entry itself still counts.
  reasons: z
    .array(z.union([z.string().transform((code) => ({ code })), givenReasonSchema]))
    .max(100)
    .optional()
    .catch(undefined),
  matched: z.array(matchMarkSchema).max(200).optional().catch(undefined),
  notice: noticeSchema.optional().catch(undefined),
  note: z.string().max(20_000).optional().catch(undefined),
});

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
  'decision.recorded': z.preprocess(recordedDecision, recordedDecisionSchema),
  'announcement.upsert': within('announcement', announcementSchema),
  'announcement.remove': z.object({ id: idSchema }),
  'policy.upsert': versioned('policy', policySchema),
  'reasons.upsert': versioned('catalogue', catalogueSchema),
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

/** An entry as it stands on the wire or in a package, as far as every entry is alike. */
export type RawChange = { seq: number; kind: string; at: string } & Record<string, unknown>;

const entrySchema = z.looseObject({
  seq: z.union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ]),
  kind: z.string(),
  at: timestampSchema,
});

/** Reads what every entry has. Undefined where something of it is missing: such an entry is wrong, and spoils no other. */
export const readEntry = (raw: unknown): RawChange | undefined => {
  const read = entrySchema.safeParse(raw);
  return read.success ? read.data : undefined;
};

/**
 * The kind of entry that is meant. Where a platform writes a request flat, the request's own `kind` takes the place of the entry's; it is known by what
 * else a request has. Of a request that was taken away no more than its identifier is told.
 */
const meantKind = (raw: RawChange): { kind: string; raw: RawChange } => {
  const { kind } = raw;
  if (kind in bodies || kind.includes('.') || typeof raw.id !== 'string') return { kind, raw };
  if (typeof raw.accountId === 'string' && typeof raw.submittedAt === 'string')
    return { kind: 'request.upsert', raw: { ...raw, requestKind: kind } };
  return isKnown(requestKinds, kind) ? { kind: 'request.remove', raw } : { kind, raw };
};

/** Reads one entry of the feed. An unknown kind is kept whole as `unknown`; a malformed entry is told with the paths that are wrong. */
export const readChange = (entry: RawChange): ReadChange => {
  const { seq, at } = entry;
  const { kind, raw } = meantKind(entry);
  const schema = (bodies as Record<string, z.ZodType | undefined>)[kind];
  if (schema === undefined) return { ok: true, change: { seq, at, kind: 'unknown', originalKind: kind, raw } };
  const body = schema.safeParse(withoutNulls(raw));
  if (!body.success) return { ok: false, seq, kind, problems: body.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`) };
  const decidedAt = kind === 'decision.recorded' ? { decidedAt: (body.data as { decidedAt?: string }).decidedAt ?? at } : {};
  return { ok: true, change: { seq, at, kind, ...(body.data as object), ...decidedAt } as Change };
};
