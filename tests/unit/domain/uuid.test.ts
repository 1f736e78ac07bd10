import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidRandomBytes, uuidv7 } from '../../../shared/domain/uuid.ts';

const random = fc.uint8Array({ minLength: uuidRandomBytes, maxLength: uuidRandomBytes });
const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test('the example of RFC 9562, A.6', () => {
  const bytes = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidv7(0x017f22e279b0, bytes)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

test('always version 7, the variant of RFC 9562, and the time in front', () => {
  fc.assert(
    fc.property(time, random, (nowMs, bytes) => {
      const id = uuidv7(nowMs, bytes);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(nowMs);
    }),
  );
});

test('identifiers made later sort later', () => {
  fc.assert(fc.property(time, time, random, random, (a, b, one, other) => a === b || uuidv7(a, one) < uuidv7(b, other) === a < b));
});

test('a time outside 48 bits and too few random bytes are refused', () => {
  expect(() => uuidv7(2 ** 48, new Uint8Array(10))).toThrow(RangeError);
  expect(() => uuidv7(0, new Uint8Array(9))).toThrow(RangeError);
});
