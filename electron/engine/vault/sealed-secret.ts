import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../ports/random.ts';

const nonceLength = 12;
const tagLength = 16;
const format = 'shenhetai sealed secret 1';

/** Binds the bytes to what they are for. */
const associated = (purpose: string): Buffer => Buffer.from(`${format}\n${purpose}`);

/**
 * A secret for the database, sealed with the vault's wrapping key: whoever has the database's key alone can't use it. AES-256-GCM: nonce (12 bytes), ciphertext, tag (16), as base64.
 * @param purpose what it is for; it opens for nothing else
 */
export const sealSecret = (wrappingKey: Uint8Array, purpose: string, secret: Uint8Array, random: Random): string => {
  const nonce = random.bytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce).setAAD(associated(purpose));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
};

/** The secret again; undefined where a single bit is not as it was sealed, or it was sealed for something else or with another key. */
export const openSecret = (wrappingKey: Uint8Array, purpose: string, sealed: string): Uint8Array | undefined => {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < nonceLength + tagLength) return undefined;
  try {
    const cipher = createDecipheriv('aes-256-gcm', wrappingKey, bytes.subarray(0, nonceLength), { authTagLength: tagLength })
      .setAAD(associated(purpose))
      .setAuthTag(bytes.subarray(bytes.length - tagLength));
    return new Uint8Array(Buffer.concat([cipher.update(bytes.subarray(nonceLength, bytes.length - tagLength)), cipher.final()]));
  } catch {
    return undefined;
  }
};
