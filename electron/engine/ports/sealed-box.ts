import { createCipheriv, createDecipheriv, createECDH, createHash } from 'node:crypto';
import type { Random } from './random.ts';

/** Length of a public key (an uncompressed point of P-256), of a nonce and of a tag, bytes. */
const [pointLength, nonceLength, tagLength] = [65, 12, 16] as const;
const curve = 'prime256v1';

const keyOf = (shared: Buffer, from: Uint8Array, to: Uint8Array): Buffer => {
  const key = createHash('sha256').update(shared).update(from).update(to).digest();
  shared.fill(0);
  return key;
};

/**
 * Seals bytes so that only the holder of `to`'s private key can open them: an ephemeral key agreement on P-256, then AES-256-GCM. What is left of it in this process's
 * memory, and in the buffers of the pipe that carries it, opens nothing.
 */
export const sealTo = (to: Uint8Array, plain: Uint8Array, random: Random): Uint8Array => {
  const own = createECDH(curve);
  const from = own.generateKeys();
  const key = keyOf(own.computeSecret(to), from, to);
  const nonce = random.bytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  key.fill(0);
  return new Uint8Array(Buffer.concat([from, nonce, cipher.getAuthTag(), ciphertext]));
};

/** A key pair of this process, whose private half never leaves it. */
export type SealedBoxes = {
  readonly publicKey: Uint8Array;
  /** The bytes that were sealed to it, the caller's to erase. Throws where they were sealed to another key, or changed. */
  open(box: Uint8Array): Uint8Array;
};

/** Makes one. */
export const openSealedBoxes = (): SealedBoxes => {
  const own = createECDH(curve);
  const publicKey = new Uint8Array(own.generateKeys());
  return {
    publicKey,
    open: (box) => {
      const from = box.subarray(0, pointLength);
      const nonce = box.subarray(pointLength, pointLength + nonceLength);
      const tag = box.subarray(pointLength + nonceLength, pointLength + nonceLength + tagLength);
      const key = keyOf(own.computeSecret(from), from, publicKey);
      const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength }).setAuthTag(tag);
      const plain = cipher.update(box.subarray(pointLength + nonceLength + tagLength));
      key.fill(0);
      cipher.final();
      return plain;
    },
  };
};
