import { createCipheriv, createDecipheriv, createECDH, createHash, randomBytes } from 'node:crypto';

/** As in `electron/engine/ports/sealed-box.ts`, which is the other end of the pipe: a point of P-256, a nonce, a tag, and the ciphertext. */
const [pointLength, nonceLength, tagLength] = [65, 12, 16] as const;
const curve = 'prime256v1';

/**
 * The unwrapped vault key, for an engine that crashed. It is only ever held and carried sealed: the shell opens it for the moment in which it seals it anew to the engine
 * that comes after.
 */
export type KeptSecret = {
  /** Whom the engine seals it to. */
  readonly publicKey: Uint8Array;
  /** Keeps what the engine sealed; undefined: forgets it. */
  keep(box: Uint8Array | undefined): void;
  /** The secret sealed to another engine's key, or undefined where none is kept, or it can't be opened. */
  sealedTo(publicKey: Uint8Array): Uint8Array | undefined;
};

export function openKeptSecret(): KeptSecret {
  const own = createECDH(curve);
  const publicKey = new Uint8Array(own.generateKeys());
  let kept: Uint8Array | undefined;

  const open = (box: Uint8Array): Buffer => {
    const from = box.subarray(0, pointLength);
    const key = keyOf(own.computeSecret(from), from, publicKey);
    const nonce = box.subarray(pointLength, pointLength + nonceLength);
    const tag = box.subarray(pointLength + nonceLength, pointLength + nonceLength + tagLength);
    const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength }).setAuthTag(tag);
    key.fill(0);
    const plain = cipher.update(box.subarray(pointLength + nonceLength + tagLength));
    cipher.final();
    return plain;
  };

  return {
    publicKey,
    keep: (box) => {
      // The earlier one is overwritten, not only let go.
      kept?.fill(0);
      kept = box;
    },
    sealedTo: (to) => {
      if (kept === undefined) return undefined;
      const ephemeral = createECDH(curve);
      const from = ephemeral.generateKeys();
      try {
        const plain = open(kept);
        const key = keyOf(ephemeral.computeSecret(to), from, to);
        const nonce = randomBytes(nonceLength);
        const cipher = createCipheriv('aes-256-gcm', key, nonce);
        const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
        plain.fill(0);
        key.fill(0);
        return new Uint8Array(Buffer.concat([from, nonce, cipher.getAuthTag(), ciphertext]));
      } catch {
        // Sealed to nobody that is here: the desk stays locked, and the person unlocks it.
        return undefined;
      }
    },
  };
}

function keyOf(shared: Buffer, from: Uint8Array, to: Uint8Array): Buffer {
  const key = createHash('sha256').update(shared).update(from).update(to).digest();
  shared.fill(0);
  return key;
}
