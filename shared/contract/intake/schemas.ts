import { z } from 'zod';
import type { Announcement } from '../../domain/announcement.ts';
import type { Application } from '../../domain/application.ts';
import type { Decision, Receipt } from '../../domain/decision.ts';
import { fieldNameOf, isFieldName } from '../../domain/field-name.ts';
import type { ReasonCatalogue } from '../../domain/reason.ts';
import type { ReviewRequest } from '../../domain/request.ts';

/** RFC 3339 in UTC or with an offset; compared by its instant. */
export const timestampSchema = z.iso.datetime({ offset: true });
/** Hex SHA-256; upper-case letters become lower-case ones. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9A-Fa-f]{64}$/)
  .toLowerCase();
/** Identifiers are UUIDs (version 7 where we make them); read liberally, since they are only compared. */
export const idSchema = z.string().min(1).max(200);
const word = z.string().min(1).max(100);
const text = z.string().max(20_000);
const bothLanguages = z.object({ zh: text, en: text });

/** An optional member; `null` means absent, as many servers write it. */
const absentOr = <Inner extends z.ZodType>(inner: Inner) =>
  inner.nullish().transform((value): z.output<Inner> | undefined => value ?? undefined);

/** The applicant's account. */
export const accountSchema = z.object({ id: idSchema, status: word, since: absentOr(z.string()), cause: absentOr(z.string()) });

/** One described document; `byteLength` in bytes, at most 100 MB. */
export const documentSchema = z.object({
  id: idSchema,
  kind: word,
  sha256: sha256Schema,
  byteLength: z.int().min(0).max(104_857_600),
  declaredType: z
    .string()
    .max(200)
    .nullish()
    .transform((type) => type ?? 'application/octet-stream'),
  fileName: z
    .string()
    .max(1_000)
    .nullish()
    .transform((name) => name ?? ''),
  uploadedAt: timestampSchema,
});

const targetSchema = z.object({
  field: absentOr(z.string().max(100)),
  documentId: absentOr(idSchema),
  region: absentOr(z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() })),
});

/** One earlier attempt. Its reasons may come as plain codes. */
export const attemptSchema = z.object({
  revision: z.int().min(0),
  outcome: word,
  reasons: z
    .array(z.union([z.string().transform((code) => ({ code })), z.object({ code: z.string(), target: absentOr(targetSchema) })]))
    .default([]),
  decidedAt: timestampSchema,
});

/**
 * Field values are text; numbers and booleans of a careless server become text, null means absent. A field is known by its name in camelCase,
 * snake_case or otherwise written ({@link fieldNameOf}); fields nobody knows are kept as they are.
 */
const applicantSchema = z
  .record(
    z.string().max(100),
    z
      .union([
        z.string().max(5_000),
        z.number().transform(String),
        z.boolean().transform(String),
        z.null().transform(() => undefined),
        // Something with parts, which no field of ours has: nothing is shown of it, and it keeps no application away.
        z.union([z.looseObject({}), z.array(z.unknown())]).transform(() => undefined),
      ])
      .optional(),
  )
  .transform((fields) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [fieldNameOf(name), value])));

/**
 * The whole application, as of one revision. `protocol.md` writes "applicant fields {…}": the member is `applicant`;
 * `fields` and `applicantFields`, and fields beside the other members, are read as well.
 */
export const applicationSchema = z.preprocess(
  (raw) => {
    if (typeof raw !== 'object' || raw === null || 'applicant' in raw) return raw;
    const other = ['fields', 'applicantFields', 'applicant_fields'].find((name) => name in raw);
    if (other !== undefined) return { ...raw, applicant: (raw as Record<string, unknown>)[other] };
    // Or the fields stand among the application's own members.
    return { ...raw, applicant: Object.fromEntries(Object.entries(raw).filter(([name]) => isFieldName(name))) };
  },
  z.object({
    id: idSchema,
    revision: z.int().min(0),
    batchId: z.string().max(200).default(''),
    type: word,
    submittedAt: timestampSchema,
    dueAt: absentOr(timestampSchema),
    priority: z.number().default(0),
    account: accountSchema,
    applicant: applicantSchema,
    documents: z.array(documentSchema).max(200).default([]),
    attempts: z.array(attemptSchema).max(200).default([]),
  }),
) satisfies z.ZodType<Application>;

/** A request of an applicant. */
export const requestSchema = z.object({
  id: idSchema,
  kind: word,
  applicationId: absentOr(idSchema),
  accountId: idSchema,
  submittedAt: timestampSchema,
  payload: z.record(z.string(), z.unknown()).default({}),
}) satisfies z.ZodType<ReviewRequest>;

/** An announcement of the platform. */
export const announcementSchema = z.object({
  id: idSchema,
  severity: word,
  title: bothLanguages,
  body: bothLanguages,
  from: timestampSchema,
  until: absentOr(timestampSchema),
  extendsDueTimes: z.boolean().default(false),
}) satisfies z.ZodType<Announcement>;

/** The reason catalogue. */
export const catalogueSchema = z.object({
  version: z.string().min(1),
  reasons: z.array(
    z.object({
      code: z.string().regex(/^[a-z]+\.[a-z0-9_.]+$/),
      title: bothLanguages,
      sentence: bothLanguages,
      remedy: bothLanguages,
      internal: bothLanguages.optional(),
      outcomes: z.array(z.enum(['approve', 'reject', 'request_fixes', 'escalate'])),
      terminal: z.boolean(),
      about: z.enum(['field', 'document', 'application']),
      documentKinds: z.array(z.string()).optional(),
      fields: z.array(z.string()).optional(),
      suggestedBy: z
        .array(z.custom<NonNullable<ReasonCatalogue['reasons'][number]['suggestedBy']>[number]>((value) => typeof value === 'string'))
        .optional(),
    }),
  ),
}) satisfies z.ZodType<ReasonCatalogue>;

/** What a decision is about. */
export const subjectSchema = z.object({ kind: z.enum(['application', 'request']), id: idSchema, revision: z.int().min(0) });

/** One reason of a decision. */
export const givenReasonSchema = z.object({
  code: z.string().min(1).max(200),
  target: targetSchema.optional(),
  values: z.record(z.string(), z.string()).optional(),
  note: text.optional(),
});

/** One item's tick. */
export const matchMarkSchema = z.object({ item: z.string().max(100), verdict: z.enum(['match', 'differs', 'unreadable']) });

/** A notice in both languages. */
export const noticeSchema = bothLanguages;

/** A decision on its way to the platform. */
export const decisionSchema = z.object({
  decisionId: idSchema,
  subject: subjectSchema,
  outcome: word,
  reasons: z.array(givenReasonSchema).max(100),
  matched: z.array(matchMarkSchema).max(200),
  notice: noticeSchema,
  note: text.optional(),
  override: z.object({ reason: text }).optional(),
  decidedAt: timestampSchema,
  reviewerId: idSchema,
  policyVersion: z.string().max(200),
  reasonsVersion: z.string().max(200),
  workstationId: idSchema,
  durationMs: z.number().min(0),
}) satisfies z.ZodType<Decision>;

/** The platform's answer for one decision. */
export const receiptSchema = z.object({
  decisionId: idSchema,
  status: word,
  at: timestampSchema,
  // A platform may tell the cause or the problem's code alone.
  conflict: absentOr(z.union([word.transform((cause) => ({ cause })), z.object({ cause: word, current: z.unknown().optional() })])),
  problem: absentOr(
    z.union([
      word.transform((code) => ({ code })),
      z.object({ code: z.string().default('unknown'), title: absentOr(z.string()), detail: absentOr(z.string()) }),
    ]),
  ),
}) satisfies z.ZodType<Receipt>;
