import { z } from 'zod';
import type { Checkpoint } from '../../domain/audit-chain.ts';
import { sha256Schema, timestampSchema } from './schemas.ts';

/** Most entries in one `POST /v1/audit`. */
export const mostAuditEntries = 1_000;

const base64 = z.string().max(200);

/** A signed state of a workstation's audit chain: `signature` is Ed25519 over the text of `signedCheckpointText`. */
export const auditCheckpointSchema = z.object({
  number: z.int().min(1),
  reason: z.enum(['began', 'platform', 'package']),
  /** Entries in the chain. */
  size: z.int().min(0),
  /** Hash of the last one. */
  root: sha256Schema,
  at: timestampSchema,
  about: z.string().max(200).nullable(),
  publicKey: base64,
  signature: base64,
}) satisfies z.ZodType<Checkpoint & { signature: string }>;

/**
 * `POST /v1/audit`: a stretch of the workstation's audit chain for the platform to keep. An entry is `{at, reviewerId, action, subject?, details?}`; its hash is the SHA-256 of the hash
 * before it (hex, 64 zeros for the first one) followed by the entry's canonical JSON (RFC 8785). `signatures` holds the workstation's signature of each entry, in their order, `null`
 * where it is older than signatures; a platform may leave them.
 */
export const auditRequestSchema = z.object({
  from: z.int().min(0),
  entries: z.array(z.record(z.string(), z.unknown())).max(mostAuditEntries),
  signatures: z.array(base64.nullable()).max(mostAuditEntries).optional(),
  /** The workstation's raw Ed25519 public key, base64. */
  publicKey: base64.optional(),
});
/** How far the platform's copy reaches, and the hash of its last entry. */
export const auditResponseSchema = z.object({ upTo: z.int().min(0), root: z.string() });
