import { uptime } from 'node:os';
import { performance } from 'node:perf_hooks';

/** The only source of time in the engine. */
export type Clock = {
  /** The local wall clock, ms since 1970-01-01 UTC. May jump. */
  now(): number;
  /** The same as RFC 3339 in UTC with milliseconds: sorts as text. */
  iso(): string;
  /** Milliseconds that only go forward, for measuring and for pauses; their zero means nothing. */
  monotonic(): number;
  /** Milliseconds since the machine was started, across programs: nobody can set them. */
  sinceBoot(): number;
};

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  iso: () => new Date().toISOString(),
  monotonic: () => performance.now(),
  sinceBoot: () => uptime() * 1_000,
};

/** A clock that stands still until it is moved. */
export type FixedClock = Clock & {
  /** Moves it on by `ms`. */
  advance(ms: number): void;
  /** Sets the wall clock to `ms` since 1970, as somebody may do to a real one; the monotonic one stays. */
  set(ms: number): void;
};

/** A clock at `startMs` since 1970, for whoever needs the same answer every time. */
export const fixedClock = (startMs: number): FixedClock => {
  let wall = startMs;
  let passed = 0;
  return {
    now: () => wall,
    iso: () => new Date(wall).toISOString(),
    monotonic: () => passed,
    sinceBoot: () => passed,
    advance: (ms) => {
      wall += ms;
      passed += ms;
    },
    set: (ms) => {
      wall = ms;
    },
  };
};
