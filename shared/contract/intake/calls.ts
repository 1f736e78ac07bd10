import { z } from 'zod';
import { decisionSchema, idSchema, receiptSchema, timestampSchema } from './schemas.ts';

/** The version of the protocol that this product speaks. */
export const protocolVersion = 1;

/** The protocol's number, also where a server writes it as text: `1`, `"1"`, `"v1"`, `"1.0"`. */
const protocolNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/\d/)
    .transform((text) => Number.parseInt(/\d+/.exec(text)?.[0] ?? '', 10)),
]);

/** `GET /v1/session`: who the token belongs to, the server's clock, and its limits. */
export const sessionSchema = z.object({
  reviewer: z.object({ id: idSchema, name: z.string().max(500), roles: z.array(z.string()).default([]) }),
  serverTime: timestampSchema,
  protocol: protocolNumber,
  minProtocol: protocolNumber.default(1),
  limits: z
    .looseObject({
      /** Most changes a page may hold. */
      changes: z.int().positive().optional(),
      /** Most decisions one call may carry. */
      decisions: z.int().positive().optional(),
      /** Largest document, bytes. */
      documentBytes: z.int().positive().optional(),
      /** Longest lease, seconds. */
      claimTtlSeconds: z.int().positive().optional(),
      /** Most claims one workstation may hold. */
      claims: z.int().positive().optional(),
    })
    .default({}),
});
/** See {@link sessionSchema}. */
export type Session = z.infer<typeof sessionSchema>;

/** A session as the workstation reads it: limits that are no positive whole numbers are none. */
export const sessionAnswerSchema = z.preprocess((raw) => {
  if (typeof raw !== 'object' || raw === null || !('limits' in raw)) return raw;
  const { limits } = raw;
  const kept = typeof limits === 'object' && limits !== null && !Array.isArray(limits) ? Object.entries(limits) : [];
  return { ...raw, limits: Object.fromEntries(kept.filter(([, limit]) => Number.isSafeInteger(limit) && (limit as number) > 0)) };
}, sessionSchema);

/** `GET /v1/health`, without authentication. */
export const healthSchema = z.object({
  status: z.string(),
  message: z.union([z.string(), z.object({ zh: z.string(), en: z.string() })]).nullish(),
  until: timestampSchema.nullish(),
  /** How reviewers sign in, where it is by OpenID Connect; the workstation takes it over at its first start. */
  signIn: z
    .object({
      issuer: z.string().min(1).max(2_000),
      clientId: z.string().min(1).max(500),
      /** Separated by spaces; without, `openid offline_access`. */
      scopes: z.string().min(1).max(1_000).nullish(),
    })
    .nullish(),
});

/** `GET /v1/changes?since=CURSOR&limit=N`: without `since` from the beginning; more than the server's limit gives a page of that limit. */
export const changesQuerySchema = z.object({
  since: z.string().max(4_000).optional(),
  limit: z.coerce.number<string>().int().min(1).optional(),
});
/** `GET /v1/changes`: one page of the feed. The entries are read one by one (`change.ts`), so that an unknown one spoils nothing. */
export const changesPageSchema = z.object({
  changes: z.array(z.looseObject({ seq: z.number(), kind: z.string(), at: timestampSchema })).max(10_000),
  next: z.string().max(4_000),
  more: z.boolean().default(false),
});

/**
 * A page as the workstation reads it, whatever its length: the entries one by one (`change.ts`), and a cursor that a platform writes as a number as text.
 * Without a new cursor the position stays where it is.
 */
export const changesAnswerSchema = z.object({
  changes: z.array(z.unknown()),
  next: z
    .union([z.string().max(4_000), z.number().transform(String)])
    .nullish()
    .transform((next) => next ?? undefined),
  more: z
    .boolean()
    .nullish()
    .transform((more) => more === true),
});

/** `POST /v1/claims`: asks for the next `count` applications as a lease of `ttlSeconds`. */
export const claimsRequestSchema = z.object({
  count: z.int().min(1).max(1_000),
  types: z.array(z.string()).optional(),
  ttlSeconds: z.int().min(1).max(604_800),
});
/** Which applications were leased, and until when. */
export const claimsResponseSchema = z.object({ claims: z.array(z.object({ applicationId: idSchema, expiresAt: timestampSchema })) });
/** `POST /v1/claims/renew` */
export const claimsRenewRequestSchema = z.object({ applicationIds: z.array(idSchema).max(1_000), ttlSeconds: z.int().min(1).max(604_800) });

/** `POST /v1/decisions` */
export const decisionsRequestSchema = z.object({ decisions: z.array(decisionSchema).min(1).max(500) });
/** One receipt per decision, in the same order. */
export const decisionsResponseSchema = z.object({ receipts: z.array(receiptSchema) });

/** `application/problem+json` (RFC 9457) with a stable code. */
export const problemSchema = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  status: z.number().optional(),
  detail: z.string().optional(),
  code: z.string().default('unknown'),
});
