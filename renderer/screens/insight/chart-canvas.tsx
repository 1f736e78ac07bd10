import { useEffect, useRef } from 'react';
import { useMotion } from '../../app/theme/index.ts';
import { init } from './chart-library.ts';
import type { Palette } from './palette.ts';
import { heightOf, optionOf, type Picture } from './picture.ts';

/** The typefaces of the page, for text that is painted. */
export const pageFont = (): string => getComputedStyle(document.body).fontFamily;

/** The kinds of events by which the library follows the pointer. */
const pointed = ['pointerdown', 'pointermove', 'pointerup', 'mousedown', 'mousemove', 'mouseup', 'click', 'wheel'] as const;

/** Tells each event's place in the picture's own measure, of which the library knows nothing while the interface is zoomed. */
const straighten = (box: HTMLElement): ((event: MouseEvent) => void) => {
  return (event) => {
    const { left, top, width } = box.getBoundingClientRect();
    const scale = width === 0 ? 1 : box.clientWidth / width;
    Object.defineProperties(event, {
      offsetX: { value: (event.clientX - left) * scale },
      offsetY: { value: (event.clientY - top) * scale },
    });
  };
};

/** A picture on the screen; `label` says what it shows to whoever does not see it. */
export const ChartCanvas = ({ picture, palette, label }: { picture: Picture; palette: Palette; label: string }) => {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(undefined);
  const moving = useMotion();
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const zoom = Number(getComputedStyle(document.documentElement).getPropertyValue('--desk-zoom')) || 1;
    const made = init(box, null, { renderer: 'canvas', devicePixelRatio: window.devicePixelRatio * zoom });
    chart.current = made;
    const straight = straighten(box);
    for (const kind of pointed) box.addEventListener(kind, straight, { capture: true });
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box);
    return () => {
      for (const kind of pointed) box.removeEventListener(kind, straight, { capture: true });
      observer.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf(picture, palette, { font: pageFont(), moving }), { notMerge: true });
  }, [picture, palette, moving]);
  return <div ref={place} className="insight-canvas" role="img" aria-label={label} style={{ height: heightOf(picture) }} />;
};
