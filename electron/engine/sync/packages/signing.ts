import { signedTexts } from '../../../../shared/contract/intake/index.ts';
import type { SignatureState, TrustedKey } from '../../../../shared/domain/package.ts';
import { keyIdOf, readPublicKey, type SigningKey, signatureLength, verifierOf } from '../../ports/signing.ts';

/** The `signature` member of a manifest by the workstation's own key. */
export const signManifest = (key: SigningKey, manifest: Record<string, unknown>) => ({
  algorithm: 'Ed25519',
  publicKey: key.publicKey,
  value: Buffer.from(key.sign(signedTexts(manifest)[0])).toString('base64'),
});

/** A signature with which a package may be taken. `signer`: name of the trusted key. */
export type AcceptedSignature = { state: SignatureState; signer?: string | undefined };

/** What a manifest's signature says. `altered`: it is not the signature of this manifest by the key that it names. */
type Judged = { state: SignatureState | 'altered'; keyId?: string | undefined; signer?: string | undefined };

/**
 * Judges a manifest's signature against the trusted keys. `raw`: the manifest as it stands in the package. Of a signature that names no key and fits no
 * trusted one nothing can be told, not even that it is of this manifest: `unverifiable`.
 */
export const judgeSignature = (
  raw: Record<string, unknown>,
  signature: { value: string; publicKey?: string | undefined } | null | undefined,
  trusted: readonly TrustedKey[],
): Judged => {
  if (signature === null || signature === undefined) return { state: 'unsigned' };
  const bytes = Buffer.from(signature.value, 'base64');
  if (bytes.length !== signatureLength) return { state: 'altered' };
  const texts = signedTexts(raw);
  const fits = (publicKey: string): boolean => {
    const verified = verifierOf(publicKey);
    return texts.some((text) => verified(text, bytes));
  };
  const own = signature.publicKey === undefined ? undefined : readPublicKey(signature.publicKey);
  if (signature.publicKey !== undefined && (own === undefined || !fits(own)))
    return { state: 'altered', ...(own === undefined ? {} : { keyId: keyIdOf(own) }) };
  const signer = trusted.find(({ publicKey }) => (own === undefined ? fits(publicKey) : publicKey === own));
  if (signer !== undefined) return { state: 'trusted', keyId: signer.keyId, signer: signer.name };
  return own === undefined ? { state: 'unverifiable' } : { state: 'untrusted', keyId: keyIdOf(own) };
};
