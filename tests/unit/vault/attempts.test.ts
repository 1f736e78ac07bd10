import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remainingWait, waitAfter } from '../../../electron/engine/vault/attempts.ts';

test('the wait doubles from the fourth failure on and ends at a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1_000].map(waitAfter)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('whatever the clock does, nobody waits longer than a minute', () => {
  fc.assert(
    fc.property(
      fc.nat(2_000),
      fc.double({ noNaN: true, min: 0, max: 4e12 }),
      fc.double({ noNaN: true, min: 0, max: 4e12 }),
      (failures, lastAt, now) => {
        const wait = remainingWait({ failures, lastAt }, { nowMs: now });
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(60);
      },
    ),
  );
});
