import { randomBytes, randomFillSync } from 'node:crypto';
import { uuidRandomBytes, uuidv7 } from '../../../shared/domain/uuid.ts';

/** The only source of chance in the engine. */
export type Random = {
  /** So many unpredictable bytes, good for keys. */
  bytes(count: number): Uint8Array;
  /** A new UUID of version 7; `nowMs`: Unix time, ms. */
  uuidv7(nowMs: number): string;
};

/** Chance taken from the operating system for so many identifiers at once: asking for each costs more than making it. */
const identifiersAtOnce = 128;
let pool = new Uint8Array(0);
let taken = 0;
const nextUuidBytes = (): Uint8Array => {
  if (taken + uuidRandomBytes > pool.length) {
    pool = new Uint8Array(randomBytes(identifiersAtOnce * uuidRandomBytes));
    taken = 0;
  }
  taken += uuidRandomBytes;
  return pool.subarray(taken - uuidRandomBytes, taken);
};

/** The operating system's cryptographic generator. */
export const systemRandom: Random = {
  // In memory of their own, which the collector never moves: what becomes a key can be erased where it lies.
  bytes: (count) => randomFillSync(new Uint8Array(new ArrayBuffer(count))),
  uuidv7: (nowMs) => uuidv7(nowMs, nextUuidBytes()),
};
