/** What a `Range` header asks of a document: all of it, the bytes `start` to `end` (both included), or something that it has not. */
export type ByteRange = { kind: 'whole' } | { kind: 'part'; start: number; end: number } | { kind: 'unsatisfiable' };

/**
 * Reads a `Range` header (RFC 9110, 14.1.2 and 14.2) against a document of `length` bytes.
 * A malformed header, another unit, and several ranges at once are answered with the whole, as the RFC allows.
 */
export const readByteRange = (header: string | undefined, length: number): ByteRange => {
  const match = header === undefined ? null : /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header);
  if (match === null) return { kind: 'whole' };
  const [first, last] = [match[1] ?? '', match[2] ?? ''];
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') {
    const wanted = Number(last);
    return wanted === 0 || length === 0
      ? { kind: 'unsatisfiable' }
      : { kind: 'part', start: Math.max(0, length - wanted), end: length - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  if (start >= length) return { kind: 'unsatisfiable' };
  return { kind: 'part', start, end: last === '' ? length - 1 : Math.min(Number(last), length - 1) };
};
