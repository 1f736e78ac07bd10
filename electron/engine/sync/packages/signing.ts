import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { signedTexts } from '../../../../shared/contract/intake/index.ts';
import type { SignatureState, TrustedKey } from '../../../../shared/domain/package.ts';

/** Raw Ed25519 keys and signatures, bytes (RFC 8032). */
const keyLength = 32;
const signatureLength = 64;
/** What stands before a raw Ed25519 key in its PKCS #8 form (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** First 16 hexadecimal digits of the raw public key's SHA-256, for people to compare. */
export const keyIdOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16);

/** A public key as people paste it — PEM, raw as base64, base64url or hex — as raw base64; undefined where it is none. */
export const readPublicKey = (typed: string): string | undefined => {
  const text = typed.trim();
  if (text.includes('-----BEGIN')) {
    try {
      const key = createPublicKey(text);
      const { x } = key.asymmetricKeyType === 'ed25519' ? (key.export({ format: 'jwk' }) as { x?: string }) : {};
      return x === undefined ? undefined : Buffer.from(x, 'base64url').toString('base64');
    } catch {
      return undefined;
    }
  }
  const raw = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  return raw.length === keyLength ? raw.toString('base64') : undefined;
};

const publicKeyOf = (raw: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw, 'base64').toString('base64url') }, format: 'jwk' });

/** The workstation's own key from its 32 secret bytes. */
export const ownKey = (secret: Uint8Array): { publicKey: string; sign(manifest: Record<string, unknown>): string } => {
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, secret]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' }) as { x?: string };
  return {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    sign: (manifest) => sign(null, Buffer.from(signedTexts(manifest)[0]), key).toString('base64'),
  };
};

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
  const texts = signedTexts(raw).map((text) => Buffer.from(text));
  const fits = (publicKey: string): boolean => texts.some((text) => verify(null, text, publicKeyOf(publicKey), bytes));
  const own = signature.publicKey === undefined ? undefined : readPublicKey(signature.publicKey);
  if (signature.publicKey !== undefined && (own === undefined || !fits(own)))
    return { state: 'altered', ...(own === undefined ? {} : { keyId: keyIdOf(own) }) };
  const signer = trusted.find(({ publicKey }) => (own === undefined ? fits(publicKey) : publicKey === own));
  if (signer !== undefined) return { state: 'trusted', keyId: signer.keyId, signer: signer.name };
  return own === undefined ? { state: 'unverifiable' } : { state: 'untrusted', keyId: keyIdOf(own) };
};
