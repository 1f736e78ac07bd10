import { useLayoutEffect, useState } from 'react';
import type { Size } from './geometry.ts';

/** The size of an element, CSS px, kept up to date; undefined before it is laid out. */
export const useViewport = (element: HTMLElement | null): Size | undefined => {
  const [size, setSize] = useState<Size>();
  useLayoutEffect(() => {
    if (element === null) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && height > 0) setSize((known) => (known?.width === width && known.height === height ? known : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return size;
};
