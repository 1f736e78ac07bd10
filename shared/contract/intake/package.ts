import { z } from 'zod';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { batchFormat, resultFormat } from '../../domain/package.ts';
import { auditCheckpointSchema } from './audit.ts';
import { idSchema, sha256Schema, timestampSchema } from './schemas.ts';

/** A signature: its base64 text alone, or with the key it was made by. Ed25519 (RFC 8032), 64 bytes. */
export const packageSignatureSchema = z.union([
  z.string().transform((value) => ({ value, publicKey: undefined })),
  z.object({
    value: z.string(),
    /** Raw public key, base64. */
    publicKey: z
      .string()
      .nullish()
      .transform((key) => key ?? undefined),
  }),
]);

const count = z.int().min(0).max(10_000_000);

/** `manifest.json` of a `.tpbatch` (`protocol.md`, Batch package). */
export const batchManifestSchema = z.object({
  format: z.literal(batchFormat),
  batchId: idSchema,
  createdAt: timestampSchema,
  /** Applications that the changes bring; absent: not told. */
  applications: count.optional(),
  documents: z.array(z.object({ sha256: sha256Schema, byteLength: z.int().min(0).max(104_857_600) })).max(1_000_000),
  /** SHA-256 of `changes.ndjson`. */
  changesSha256: sha256Schema,
  /** SHA-256 of `receipts.ndjson`, where the package has one. */
  receiptsSha256: sha256Schema.optional(),
  /** Who decides at a site without a network; the workstation takes it over. */
  reviewer: z.object({ id: idSchema, name: z.string().max(500), roles: z.array(z.string()).default(['reviewer']) }).optional(),
  signature: packageSignatureSchema.nullish(),
});
/** See {@link batchManifestSchema}. */
export type BatchManifest = z.infer<typeof batchManifestSchema>;

/** `manifest.json` of a `.tpresult`. */
export const resultManifestSchema = z.object({
  format: z.literal(resultFormat),
  resultId: idSchema,
  createdAt: timestampSchema,
  workstationId: idSchema,
  decisions: count,
  /** SHA-256 of `decisions.ndjson`. */
  decisionsSha256: sha256Schema,
  /** The state of the workstation's audit chain when the package was made; absent of earlier versions. */
  audit: auditCheckpointSchema.nullish().catch(undefined),
  signature: packageSignatureSchema.nullish(),
});

/**
 * The texts that a manifest's signature may be over: the manifest without its `signature` in canonical JSON (RFC 8785), which is what we write,
 * and as plain JSON in the order in which its members stand, as other makers may write it. UTF-8.
 */
export const signedTexts = (manifest: Record<string, unknown>): [string, string] => {
  const { signature: _signature, ...rest } = manifest;
  return [canonicalJson(rest), JSON.stringify(rest)];
};
