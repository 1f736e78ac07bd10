import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';

/** What stands in an encrypted file: the upload itself, or one of the two pictures made from it. */
export const renditions = ['original', 'screen', 'thumbnail'] as const;
/** One of {@link renditions}. */
export type Rendition = (typeof renditions)[number];

/** Plain bytes of a frame; every frame but the last is full. */
export const frameLength = 65_536;
const tagLength = 16;
/** Bytes of a full frame in the file. */
export const sealedLength = frameLength + tagLength;
const prefixLength = 7;
const magic = Buffer.from('SHTD');
const formatVersion = 1;
/** Length of the file's head, bytes: magic 4, format 1, rendition 1, frame length as a power of two 1, nothing 3, nonce prefix 7, nothing 1. */
export const headLength = 18;

/** Binds a file to what it is: nothing decrypts under another document's name or as another rendition. */
export type SealedAs = { sha256: string; rendition: Rendition };

const keyOf = (documentKey: Uint8Array, rendition: Rendition): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', documentKey, new Uint8Array(), `shenhetai document ${rendition} 1`, 32));

const associated = (head: Uint8Array, { sha256, rendition }: SealedAs): Buffer =>
  Buffer.concat([head, Buffer.from(sha256, 'hex'), Buffer.from(rendition)]);

/** STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): prefix 7, frame number 4 big-endian, 1 for the last frame, else 0. */
const nonceOf = (prefix: Uint8Array, frame: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.set(prefix);
  nonce.writeUInt32BE(frame, prefixLength);
  nonce[11] = last ? 1 : 0;
  return nonce;
};

/** Encrypts a file from its beginning to its end. */
export type Sealer = {
  readonly head: Uint8Array;
  /**
   * Encrypts the plain bytes that follow, in pieces to be written one behind the other. `last`: nothing follows them; else they are full frames. Where nothing follows,
   * the derived key is destroyed.
   */
  seal(plain: Uint8Array, last: boolean): Uint8Array[];
};

/** Begins a file. `prefix`: 7 fresh random bytes. */
export const sealer = (documentKey: Uint8Array, as: SealedAs, prefix: Uint8Array): Sealer => {
  const head = Buffer.alloc(headLength);
  magic.copy(head);
  head[4] = formatVersion;
  head[5] = renditions.indexOf(as.rendition);
  head[6] = Math.log2(frameLength);
  head.set(prefix.subarray(0, prefixLength), 10);
  const key = keyOf(documentKey, as.rendition);
  const data = associated(head, as);
  let frame = 0;
  return {
    head,
    seal: (plain, last) => {
      if (!last && plain.length % frameLength !== 0) throw new RangeError('only the last frame may be shorter');
      const sealed: Uint8Array[] = [];
      // A file of nothing has one frame all the same: the last one carries its own mark.
      const count = Math.max(last ? 1 : 0, Math.ceil(plain.length / frameLength));
      for (let index = 0; index < count; index += 1) {
        const cipher = createCipheriv('aes-256-gcm', key, nonceOf(prefix, frame, last && index === count - 1)).setAAD(data);
        frame += 1;
        sealed.push(cipher.update(plain.subarray(index * frameLength, (index + 1) * frameLength)));
        cipher.final();
        sealed.push(cipher.getAuthTag());
      }
      if (last) key.fill(0);
      return sealed;
    },
  };
};

/**
 * Gives the memory of pieces that were written back at once. So many large buffers set off one collection of garbage after the other, which took more time than
 * encrypting did.
 */
export const release = (sealed: readonly Uint8Array[]): void => {
  for (const { buffer, length } of sealed) if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
};

/** Opens one frame after the other of a file that may be unfinished. */
export type FrameOpener = {
  /** The plain bytes of the next frame, or undefined where it does not verify as what it is said to be; then the same one may be tried otherwise. */
  open(sealed: Uint8Array, last: boolean): Uint8Array | undefined;
  /** Whether the frame that is marked as the last one was opened. */
  ended(): boolean;
  /** Destroys the derived key. */
  close(): void;
};

/** Begins with a file's head; undefined where that is no head of ours. */
export const unsealFrames = (head: Uint8Array, documentKey: Uint8Array, as: SealedAs): FrameOpener | undefined => {
  if (head.length < headLength || !magic.equals(head.subarray(0, 4)) || head[4] !== formatVersion) return undefined;
  const key = keyOf(documentKey, as.rendition);
  const data = associated(head, as);
  const prefix = head.subarray(10, 10 + prefixLength);
  let frame = 0;
  let ended = false;
  return {
    open: (sealed, last) => {
      if (sealed.length < tagLength) return undefined;
      const cipher = createDecipheriv('aes-256-gcm', key, nonceOf(prefix, frame, last), { authTagLength: tagLength })
        .setAAD(data)
        .setAuthTag(sealed.subarray(sealed.length - tagLength));
      const plain = cipher.update(sealed.subarray(0, sealed.length - tagLength));
      try {
        cipher.final();
      } catch {
        // final() reports nothing but a tag that does not fit; what was deciphered so far is not given away.
        plain.fill(0);
        return undefined;
      }
      frame += 1;
      ended = last;
      return plain;
    },
    ended: () => ended,
    close: () => key.fill(0),
  };
};

/** The plain bytes of a whole file, or undefined where a single bit is not as it was written, or the file is another document's. */
export const unseal = (file: Uint8Array, documentKey: Uint8Array, as: SealedAs): Uint8Array | undefined => {
  const frames = unsealFrames(file.subarray(0, headLength), documentKey, as);
  if (frames === undefined) return undefined;
  const body = file.subarray(headLength);
  const count = Math.max(1, Math.ceil(body.length / sealedLength));
  const plainLength = body.length - count * tagLength;
  if (plainLength < 0) return undefined;
  const plain = new Uint8Array(plainLength);
  try {
    for (let frame = 0; frame < count; frame += 1) {
      const opened = frames.open(body.subarray(frame * sealedLength, (frame + 1) * sealedLength), frame === count - 1);
      if (opened === undefined) {
        plain.fill(0);
        return undefined;
      }
      plain.set(opened, frame * frameLength);
    }
    return plain;
  } finally {
    frames.close();
  }
};
