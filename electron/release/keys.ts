import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * The public keys by which releases may be signed, as a JSON Web Key Set (RFC 7517, RFC 8037). Several at a time, so that a new one ships with a release before anything is signed by it.
 */
export const releaseKeysSchema = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
        kid: z.string().min(1).max(100),
        use: z.literal('sig').default('sig'),
        alg: z.literal('EdDSA').default('EdDSA'),
      }),
    )
    .max(10),
});
/** See {@link releaseKeysSchema}. */
export type ReleaseKeys = z.infer<typeof releaseKeysSchema>;

/** Reads a list of keys. One that can't be read holds none: nothing is believed then. */
export const readReleaseKeys = (path: string): ReleaseKeys => {
  try {
    return releaseKeysSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { keys: [] };
  }
};
