import type { Failure } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';

/** Wait between two looks at the feed while all is well, ms, give or take {@link spread}; a look without news is one small request. */
const interval = 5_000;
const spread = 0.2;
/**
 * Backoff after failures, ms: full jitter (Brooker 2015, "Exponential Backoff And Jitter") over a bound that doubles, never under the first. Together with the patience for a line
 * that died without a word less than the 30 s within which everything has to have passed after a network heals.
 */
const firstWait = 500;
const firstBound = 2_000;
const longestBound = 12_000;
/** Longest wait that is granted to a platform which asks for one (`Retry-After`) before it is looked whether it is back earlier, ms. */
const longestAsked = 60_000;
/** Time between two looks that were asked for, ms. */
const nudgeInterval = 1_000;

/** When to look at the feed. */
export type Polling = {
  /** A look begins. */
  begins(): void;
  /** It ended so; returns the wait until the next one, ms. */
  ended(failure: Failure | undefined): number;
  /** Whether a look that is asked for is granted: not right behind the last one, and not while the platform asked for patience. */
  mayLook(): boolean;
  /** RFC 3339: when the next try is made after a failure; undefined while all is well or a look is under way. */
  nextTryAt(): string | undefined;
};

/** Starts with nothing known. Times in ms; `random` is the only source of chance. */
export const createPolling = (clock: { now(): number; monotonic(): number }, random: { bytes(count: number): Uint8Array }): Polling => {
  let failures = 0;
  let lastLook = Number.NEGATIVE_INFINITY;
  let askedUntil = Number.NEGATIVE_INFINITY;
  let nextTryAt: string | undefined;
  /** Between 0 and 1. */
  const chance = (): number => Buffer.from(random.bytes(4)).readUInt32BE() / 0xffffffff;
  return {
    begins: () => {
      lastLook = clock.monotonic();
      nextTryAt = undefined;
    },
    ended: (failure) => {
      askedUntil = Number.NEGATIVE_INFINITY;
      if (failure === undefined) {
        failures = 0;
        return Math.round(interval * (1 - spread + 2 * spread * chance()));
      }
      failures += 1;
      const asked = failure.details.retryAfterSeconds;
      const bound = Math.min(longestBound, firstBound * 2 ** Math.min(failures - 1, 6));
      const wait = typeof asked === 'number' ? Math.min(longestAsked, asked * 1_000) : firstWait + (bound - firstWait) * chance();
      if (typeof asked === 'number') askedUntil = clock.monotonic() + wait;
      nextTryAt = toTimestamp(clock.now() + wait);
      return wait;
    },
    mayLook: () => clock.monotonic() >= askedUntil && clock.monotonic() - lastLook >= nudgeInterval,
    nextTryAt: () => nextTryAt,
  };
};
