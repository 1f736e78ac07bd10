import { createHash, createHmac, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';

/** Raw Ed25519 keys and signatures, bytes (RFC 8032). */
export const signingKeyLength = 32;
/** See {@link signingKeyLength}. */
export const signatureLength = 64;
/** What stands before a raw Ed25519 key in its PKCS #8 form (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key that signs. What it seals only itself can verify, at a fiftieth of the time. */
export type SigningKey = {
  /** Raw public key, base64. */
  readonly publicKey: string;
  /** Ed25519 over the UTF-8 of `text`, 64 bytes. */
  sign(text: string): Uint8Array;
  /** HMAC-SHA256 over the UTF-8 of `text`, by a key that follows from the secret; 32 bytes. */
  seal(text: string): Uint8Array;
};

/** The key from its 32 secret bytes. */
export const signingKey = (secret: Uint8Array): SigningKey => {
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, secret]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' }) as { x?: string };
  const sealing = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), 'shenhetai sealing 1', 32));
  return {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    sign: (text) => sign(null, Buffer.from(text), key),
    seal: (text) => createHmac('sha256', sealing).update(text).digest(),
  };
};

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
  return raw.length === signingKeyLength ? raw.toString('base64') : undefined;
};

const publicKeyOf = (raw: string): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw, 'base64').toString('base64url') }, format: 'jwk' });

/** A public key, raw as base64, as PEM (SubjectPublicKeyInfo), which other tools read. */
export const publicKeyPem = (raw: string): string => publicKeyOf(raw).export({ type: 'spki', format: 'pem' }) as string;

/** Whether signatures are by this key; the key is read once. A key that is none fits nothing. */
export const verifierOf = (publicKey: string): ((text: string, signature: Uint8Array) => boolean) => {
  if (Buffer.from(publicKey, 'base64').length !== signingKeyLength) return () => false;
  const key = publicKeyOf(publicKey);
  return (text, signature) => signature.length === signatureLength && verify(null, Buffer.from(text), key, signature);
};
