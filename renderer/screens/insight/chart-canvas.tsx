import { useEffect, useRef } from 'react';
import { useMotion } from '../../app/theme/index.ts';
import { init } from './chart-library.ts';
import type { Palette } from './palette.ts';
import { heightOf, optionOf, type Picture } from './picture.ts';

/** The typefaces of the page, for text that is painted. */
export const pageFont = (): string => getComputedStyle(document.body).fontFamily;

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
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box);
    return () => {
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
