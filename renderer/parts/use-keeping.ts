import { useEffect, useRef } from 'react';

/** Pause in the work after which it is kept, ms. */
const pause = 400;

/**
 * Keeps work in progress: `save` is called a moment after the last of its `changes` (a count), and when the screen is left before.
 * `keepNow` does so at once; after `settle` nothing is kept any more.
 */
export const useKeeping = (changes: number, save: () => void): { keepNow: () => void; settle: () => void } => {
  const saved = useRef(0);
  const settled = useRef(false);
  const keep = useRef(() => {});
  keep.current = () => {
    if (settled.current || changes === saved.current) return;
    saved.current = changes;
    save();
  };
  useEffect(() => {
    if (changes === saved.current) return;
    const timer = setTimeout(() => keep.current(), pause);
    return () => clearTimeout(timer);
  }, [changes]);
  useEffect(() => () => keep.current(), []);
  return {
    keepNow: () => keep.current(),
    settle: () => {
      settled.current = true;
    },
  };
};
