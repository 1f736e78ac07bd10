import { eventIterator, oc, type } from '@orpc/contract';
import { z } from 'zod';
import { type AuditExport, type AuditPage, auditColumns } from '../../domain/audit.ts';
import type { ChainProgress, ChainState } from '../../domain/audit-chain.ts';
import type { Result } from '../../domain/failure.ts';
import { answer } from './envelope.ts';

/** Which entries are wanted. */
export const auditFilterSchema = z.object({
  action: z.string().min(1).max(100).optional(),
  day: z.iso.date().optional(),
  number: z.string().min(1).max(200).optional(),
});

const word = z.string().max(200);

const anyPath = z.string().min(1).max(4_000);

/** Audit: what was done here, and by whom. Looking and exporting are themselves recorded. */
export const audit = {
  /** A page, latest first; without `before` the first one, which is recorded as a look. */
  page: oc
    .input(
      z.object({
        filter: auditFilterSchema,
        before: z.object({ at: z.iso.datetime(), seq: z.int().min(1) }).optional(),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(answer<AuditPage>()),
  /** How the chain stands, without verifying it. */
  chain: oc.output(answer<ChainState>()),
  /**
   * Verifies the chain from its first entry and tells how far it is; the last answer has the verdict, which is put on record. Ending the stream ends the work. `askPlatform`: compares
   * with what the platform holds now. `packages`: `.tpresult` files whose checkpoints are compared. Fails as a call to the platform does, and with `vault_locked`.
   */
  verify: oc
    .input(z.object({ askPlatform: z.boolean().default(false), packages: z.array(anyPath).max(100).default([]) }))
    .output(eventIterator(type<Result<ChainProgress>>())),
  /**
   * Writes the entries into a `.csv` and tells how far it is; the last answer is `finished`, or a failure. Ending the stream ends the work. `words`: the columns and kinds in the
   * person's language, `other` for kinds that have no name. Fails with `input_invalid`, `file_unreadable`, `disk_full`, `disk_read_only`, `vault_locked`.
   */
  export: oc
    .input(
      z.object({
        path: anyPath,
        filter: auditFilterSchema,
        words: z.object({ columns: z.record(z.enum(auditColumns), word), kinds: z.record(z.string().max(100), word) }),
      }),
    )
    .output(eventIterator(type<Result<AuditExport>>())),
};
