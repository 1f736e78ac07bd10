import { z } from 'zod';
import type { Policy } from '../../domain/policy.ts';
import { givenReasonSchema } from './schemas.ts';

const share = z.number().min(0).max(1);

/** The mail providers of China and of the world whose names are mistyped most, being typed most. */
const mailDomains = [
  'qq.com',
  '163.com',
  '126.com',
  'yeah.net',
  'sina.com',
  'sohu.com',
  'foxmail.com',
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'icloud.com',
  'yahoo.com',
  '139.com',
  '189.cn',
  'aliyun.com',
];

/** The policy as data, from `resources/policy.json` or the platform's feed. Units stand at the domain type. */
export const policySchema = z.object({
  version: z.string().min(1).max(200),
  image: z.object({
    allowedTypes: z.array(z.string()),
    maxBytes: z.int().positive(),
    minBytes: z.int().min(0),
    minShortSide: z.record(z.string(), z.int().positive()),
    maxPixels: z.int().positive(),
    sharpness: z.object({ fail: z.number(), warn: z.number() }),
    // Policies older than the index bounded the mean lightness; what they said of it is given up for these.
    exposure: z.object({ fail: z.number().default(34), warn: z.number().default(58) }),
    glare: z.object({ fail: share, warn: share }),
    colour: z.object({ fail: z.number(), warn: z.number() }),
    // These came later; a platform's older policy gets the figures of `resources/policy.json`.
    screen: z.object({ warn: z.number().min(0).max(100) }).default({ warn: 18 }),
    document: z.object({ minShortSide: z.int().positive(), minShare: share }).default({ minShortSide: 400, minShare: 0.12 }),
    orientation: z.object({ maxSkew: z.number().min(0).max(45) }).default({ maxSkew: 15 }),
    face: z.object({ minEyes: z.int().min(0), maxTurn: z.number().min(0) }).default({ minEyes: 60, maxTurn: 0.35 }),
    background: z.object({ warn: share }).default({ warn: 0.1 }),
  }),
  // Members that came later have defaults, so that a platform's older policy stays readable; the figures are those of `resources/policy.json`.
  fields: z
    .object({
      longestName: z.int().positive(),
      shortestAddress: z.int().positive(),
      phone: z.object({ regions: z.array(z.string().length(2)), elsewhere: z.enum(['pass', 'warn', 'fail']) }),
      mailDomains: z.array(z.string().max(253)).max(1_000),
    })
    .default({ longestName: 30, shortestAddress: 8, phone: { regions: ['CN', 'HK', 'MO', 'TW'], elsewhere: 'warn' }, mailDomains }),
  duplicates: z
    .object({ alike: z.number().min(0.9).max(1), alikeOnCards: z.number().min(0.9).max(1).default(0.97) })
    .default({ alike: 0.98, alikeOnCards: 0.97 }),
  requiredDocuments: z.record(z.string(), z.array(z.string())),
  severities: z.record(z.string(), z.enum(['blocking', 'warning', 'information'])),
  age: z.object({ min: z.int().min(0), max: z.int().max(150) }),
  validityWarningDays: z.int().min(0),
  review: z.object({
    takeBackSeconds: z.int().min(0).max(600),
    maxPostponeMinutes: z.int().positive(),
    maxAttempts: z.int().positive(),
    alikeAtOnce: z.int().min(0).max(200).optional(),
  }),
  secondReview: z
    .object({
      sharePercent: z.number().min(0).max(100).default(5),
      // Under a week nobody has forgotten what they decided; more than a year is longer than anything is held.
      own: z.object({ sharePercent: z.number().min(0).max(100), afterWeeks: z.int().min(1).max(52) }).optional(),
      planted: z
        .array(
          z.object({
            applicationId: z.string().min(1).max(200),
            revision: z.int().positive().default(1),
            outcome: z.enum(['approve', 'request_fixes', 'reject', 'escalate']),
            reasons: z.array(givenReasonSchema).max(50).optional(),
            note: z.string().max(1_000).optional(),
          }),
        )
        .max(200)
        .optional(),
    })
    .optional(),
  due: z.object({
    workingDays: z.int().positive(),
    atRiskHours: z.number().min(0),
    dayStartsAt: z.number().min(0).max(24),
    dayEndsAt: z.number().min(0).max(24),
  }),
  claims: z
    .object({
      leaseMinutes: z.int().min(1).max(10_080),
      takeAlongMinutes: z.int().min(1).max(10_080),
      offlineHours: z.number().min(0).max(8_760),
      mostAtOnce: z.int().min(1).max(1_000),
    })
    .default({ leaseMinutes: 30, takeAlongMinutes: 1_440, offlineHours: 72, mostAtOnce: 200 }),
  reading: z
    .object({ agreeFrom: share, differFrom: share, verifiedFrom: share })
    .default({ agreeFrom: 0.8, differFrom: 0.9, verifiedFrom: 0.5 }),
  transfer: z.object({ documentBudgetBytes: z.int().positive() }).default({ documentBudgetBytes: 21_474_836_480 }),
  protection: z.object({ blockCapture: z.boolean(), watermark: z.boolean(), clearClipboardSeconds: z.int().min(5).max(3_600) }).optional(),
  updates: z.object({ beforeTurn: z.boolean() }).optional(),
  retention: z
    .object({ photoDays: z.int().min(0).max(36_500), detailDays: z.int().min(0).max(36_500) })
    .refine(({ photoDays, detailDays }) => photoDays <= detailDays, { error: 'photos go first' })
    .default({ photoDays: 30, detailDays: 180 }),
  vault: z.object({ idleLockMinutes: z.int().min(1).max(1_440) }),
}) satisfies z.ZodType<Policy>;
