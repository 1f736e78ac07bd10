import { useEffect } from 'react';
import { useLock, useRules } from '../../engine/index.ts';

/** What counts as being there. Movement alone counts, since a reviewer may look at a photo for long with a hand on the mouse. */
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
/** How often the idle time is looked at, ms; a desk locks at most this much late. */
const step = 5_000;
const minuteMs = 60_000;

/** Locks the desk after the policy's minutes without any input (`policy.vault.idleLockMinutes`). */
export const useIdleLock = (): void => {
  const minutes = useRules().data?.policy.vault.idleLockMinutes;
  const { mutate: lock } = useLock();
  useEffect(() => {
    if (minutes === undefined || minutes <= 0) return;
    // Never by the clock on the wall: set back, it would leave the desk open, and set forward, lock it under the hands.
    let last = performance.now();
    const seen = (): void => {
      last = performance.now();
    };
    for (const sign of signs) window.addEventListener(sign, seen, { capture: true, passive: true });
    const timer = setInterval(() => {
      if (performance.now() - last < minutes * minuteMs) return;
      clearInterval(timer);
      lock(undefined);
    }, step);
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, seen, { capture: true });
    };
  }, [minutes, lock]);
};
