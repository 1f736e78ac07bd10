import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * A function that stays the same at every rendering and does what was given at the last one: for what is handed to a part that is only drawn anew when
 * something has changed for it. To be called by events, never while rendering.
 */
export const useSteady = <Inputs extends unknown[], Answer>(act: (...inputs: Inputs) => Answer): ((...inputs: Inputs) => Answer) => {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...inputs: Inputs) => latest.current(...inputs), []);
};
