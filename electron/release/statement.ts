import type { CryptoKey } from 'jose';
import { longestStatement, releaseSchema, releaseType } from '../../shared/contract/intake/release.ts';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import { ownProduct, type Release } from '../../shared/domain/release.ts';
import type { ReleaseKeys } from './keys.ts';

/**
 * Proves that one of `keys` has signed a statement, and that it is about this product. Fails with `release_unverifiable` where there is no key to verify by, `release_untrusted`
 * where the text is no statement or none of them has signed it, `release_other_product`. Nothing is said of its age here, see {@link isExpired}.
 */
export const proveRelease = async (statement: string, { keys }: ReleaseKeys): Promise<Result<Release>> => {
  if (keys.length === 0) return fail('release_unverifiable');
  if (statement.length > longestStatement) return fail('release_untrusted');
  let text: string;
  try {
    // Loaded when there is something to prove: no start waits for it.
    const { compactVerify, createLocalJWKSet } = await import('jose');
    const { payload, protectedHeader } = await compactVerify(statement, createLocalJWKSet({ keys }), { algorithms: ['EdDSA'] });
    if (protectedHeader.typ !== releaseType || protectedHeader.kid === undefined) return fail('release_untrusted');
    text = new TextDecoder().decode(payload);
  } catch {
    return fail('release_untrusted');
  }
  const read = releaseSchema.safeParse(parsed(text));
  // Signed by the publisher, so it is no forgery; but a statement that can't be read is none.
  if (!read.success) return fail('release_untrusted');
  return read.data.product === ownProduct ? succeed(read.data) : fail('release_other_product');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Whether a statement's time is over at `nowMs`. */
export const isExpired = ({ validUntil }: Release, nowMs: number): boolean => Date.parse(validUntil) <= nowMs;

/** Signs a statement, for the publisher. */
export const signRelease = async (release: Release, key: CryptoKey, kid: string): Promise<string> => {
  const { CompactSign } = await import('jose');
  return new CompactSign(new TextEncoder().encode(JSON.stringify(releaseSchema.parse(release))))
    .setProtectedHeader({ alg: 'EdDSA', typ: releaseType, kid })
    .sign(key);
};
