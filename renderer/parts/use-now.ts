import { useSyncExternalStore } from 'react';

/** Steps of the page's clock, ms. All that waits for the same step is told by one timer. */
export type ClockStep = 1_000 | 30_000;

const makeClock = (step: ClockStep) => {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = Date.now();
  return {
    listen: (listener: () => void) => {
      listeners.add(listener);
      if (timer === undefined) {
        now = Date.now();
        timer = setInterval(() => {
          now = Date.now();
          for (const other of [...listeners]) other();
        }, step);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => now,
  };
};

const clocks: Record<ClockStep, ReturnType<typeof makeClock>> = { 1000: makeClock(1_000), 30000: makeClock(30_000) };

/** The present time, ms, moving on in steps: `1 s` for a countdown, `30 s` for words such as "in 3 hours". */
export const useNow = (step: ClockStep = 30_000): number => useSyncExternalStore(clocks[step].listen, clocks[step].read);
