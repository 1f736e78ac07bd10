/** How many random bytes {@link uuidv7} takes. */
export const uuidRandomBytes = 10;

/**
 * A UUID of version 7 (RFC 9562, 5.7): 48 bits of Unix time in ms, then 74 random bits, so that identifiers sort by the time they were made.
 * @param nowMs Unix time, ms, 0 to 2^48 - 1
 * @param random at least {@link uuidRandomBytes} random bytes; six of their bits give way to version and variant
 */
export const uuidv7 = (nowMs: number, random: Uint8Array): string => {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs >= 2 ** 48) throw new RangeError('uuidv7: the time is outside 48 bits');
  if (random.length < uuidRandomBytes) throw new RangeError('uuidv7: too few random bytes');
  const bytes = new Uint8Array(16);
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(nowMs / 2 ** (8 * (5 - index))) % 256;
  bytes.set(random.subarray(0, uuidRandomBytes), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};
