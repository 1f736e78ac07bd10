import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../../electron/engine/ports/clock.ts';
import { adaptPageSize } from '../../../electron/engine/sync/page-size.ts';
import { createPolling } from '../../../electron/engine/sync/polling.ts';
import type { Failure } from '../../../shared/domain/failure.ts';

const failure = (details: Failure['details'] = {}): Failure => ({ code: 'server_unreachable', retry: 'later', details });
const chance = (byte: number) => ({ bytes: (count: number) => new Uint8Array(count).fill(byte) });
const start = Date.parse('2026-11-16T02:00:00Z');

describe('looking at the feed', () => {
  it('waits about five seconds while all is well, and never long after failures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 60 }), (byte, times) => {
        const polling = createPolling(fixedClock(start), chance(byte));
        const well = polling.ended(undefined);
        expect(well).toBeGreaterThanOrEqual(4_000);
        expect(well).toBeLessThanOrEqual(6_000);
        for (let time = 0; time < times; time += 1) {
          const wait = polling.ended(failure());
          expect(wait).toBeGreaterThanOrEqual(500);
          expect(wait).toBeLessThanOrEqual(Math.min(12_000, 2_000 * 2 ** time));
        }
      }),
    );
  });

  it('tells when the next try is, and takes it back when the try begins', () => {
    const polling = createPolling(fixedClock(start), chance(255));
    polling.begins();
    polling.ended(failure());
    expect(polling.nextTryAt()).toBe('2026-11-16T02:00:02.000Z');
    polling.begins();
    expect(polling.nextTryAt()).toBeUndefined();
    polling.ended(undefined);
    expect(polling.nextTryAt()).toBeUndefined();
  });

  it('is granted at once, but not each moment, and cuts a pause short unless the platform asked for it', () => {
    const clock = fixedClock(start);
    const polling = createPolling(clock, chance(255));
    polling.begins();
    polling.ended(failure());
    expect(polling.mayLook()).toBe(false);
    clock.advance(1_000);
    expect(polling.mayLook()).toBe(true);
    expect(polling.ended(failure({ retryAfterSeconds: 30 }))).toBe(30_000);
    clock.advance(29_000);
    expect(polling.mayLook()).toBe(false);
    clock.advance(1_000);
    expect(polling.mayLook()).toBe(true);
  });
});

describe('the size of a page', () => {
  it('grows where pages are quick, shrinks where they are slow, and keeps to its bounds', () => {
    const size = adaptPageSize();
    expect(size.get(10_000)).toBe(500);
    expect(size.get(200)).toBe(200);
    size.took(500, 50);
    expect(size.get(10_000)).toBe(1_000);
    for (let page = 0; page < 20; page += 1) size.took(size.get(10_000), 1);
    expect(size.get(100_000)).toBe(5_000);
    for (let page = 0; page < 20; page += 1) size.failed();
    expect(size.get(10_000)).toBe(50);
    expect(size.get(10)).toBe(10);
    size.took(50, 250);
    expect(size.get(10_000)).toBe(50);
  });
});
