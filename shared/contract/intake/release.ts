import { z } from 'zod';
import { installerKinds, isVersion, mostReleaseBytes, ownProduct, type Release, releaseFileName } from '../../domain/release.ts';
import { sha256Schema, timestampSchema } from './schemas.ts';

/** `typ` of a release statement's protected header, so that nothing else that the key ever signs can be taken for one (RFC 7515, 4.1.9). */
export const releaseType = 'shenhetai-release+jws';

/** Longest statement that is read, characters of the compact JWS. */
export const longestStatement = 262_144;

/** Longest text about what is new, characters. */
const longestNews = 20_000;

const version = z.string().max(100).refine(isVersion, { error: 'not a version' });

/** An installer's name, as it stands in the address. */
export const releaseFileNameSchema = z.string().regex(releaseFileName);

/** What is signed: the payload of the compact JWS, as JSON. */
export const releaseSchema = z.object({
  product: z.string().min(1).max(100).meta({ example: ownProduct }),
  version,
  publishedAt: timestampSchema,
  validUntil: timestampSchema,
  stage: z.object({ share: z.int().min(0).max(100), seed: z.string().min(1).max(100) }),
  oldestSound: version.optional(),
  files: z
    .array(
      z.object({
        system: z.string().min(1).max(20),
        architecture: z.string().min(1).max(20),
        kind: z.enum(installerKinds),
        name: releaseFileNameSchema,
        bytes: z.int().positive().max(mostReleaseBytes),
        sha256: sha256Schema,
      }),
    )
    .max(50),
  news: z.object({ zh: z.string().max(longestNews), en: z.string().max(longestNews) }),
}) satisfies z.ZodType<Release>;

/** `GET /v1/releases/current`: the newest release's statement, a compact JWS (RFC 7515) by EdDSA over Ed25519 (RFC 8037). 404 where a platform hands out none. */
export const releaseAnswerSchema = z.object({ release: z.string().max(longestStatement) });
