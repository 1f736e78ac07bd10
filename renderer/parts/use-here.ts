import { useCallback, useEffect, useRef } from 'react';

/**
 * Whether the screen that asks is still shown. For what follows an answer, which may take as long as the engine's restart: whoever has gone
 * elsewhere meanwhile is not pulled back.
 */
export const useHere = (): (() => boolean) => {
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return useCallback(() => here.current, []);
};
