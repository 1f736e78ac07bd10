import { randomBytes } from 'node:crypto';
import { uuidRandomBytes, uuidv7 } from '../../../shared/domain/uuid.ts';

/** The only source of chance in the engine. */
export type Random = {
  /** So many unpredictable bytes, good for keys. */
  bytes(count: number): Uint8Array;
  /** A new UUID of version 7; `nowMs`: Unix time, ms. */
  uuidv7(nowMs: number): string;
};

/** The operating system's cryptographic generator. */
export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  uuidv7: (nowMs) => uuidv7(nowMs, randomBytes(uuidRandomBytes)),
};
