import { useEffect, useState } from 'react';

/** The part of the page that a selector names, as soon as it is there; a screen that was just gone to may still be drawing it. */
export const usePart = (selector: string | undefined): HTMLElement | null => {
  const [part, setPart] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const look = (): void => setPart(selector === undefined ? null : document.querySelector<HTMLElement>(selector));
    look();
    if (selector === undefined) return;
    const watching = new MutationObserver(look);
    watching.observe(document.body, { childList: true, subtree: true });
    return () => watching.disconnect();
  }, [selector]);
  return part;
};
