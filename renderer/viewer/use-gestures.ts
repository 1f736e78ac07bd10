import { useEffect, useRef } from 'react';
import type { Point } from './geometry.ts';
import type { ViewCommand } from './view-state.ts';

/** Zoom per wheel px: a notch of 100 px is some 15 %. A pinch comes as a wheel with the Ctrl key and small steps. */
const wheelZoom = 0.0014;
const pinchZoom = 0.01;
/** Height of a line where a wheel counts in lines, px. */
const lineHeight = 16;
/** What is drawn smaller than this in both directions was a click that slipped, CSS px. */
const smallestBox = 6;

/** What the pointer does on a stage. Places are CSS px from its top left corner. */
export type Gestures = {
  command: (command: ViewCommand) => void;
  /** Whether a drag draws a box instead of moving the photo; with Shift it always does, where boxes are taken at all. */
  drawing: boolean;
  /** A box is being drawn between two corners; `undefined`: given up. Absent where no box is taken. */
  onDraw?: ((corners: { from: Point; to: Point; done: boolean } | undefined) => void) | undefined;
  /** The pointer is here. */
  onPoint: (at: Point) => void;
  /** Takes a turn of the wheel for itself, by that factor, where the loupe is out. */
  onLoupeZoom?: ((factor: number) => void) | undefined;
  /** This stage was touched. */
  onTouch: () => void;
};

/** Turns wheel, drag and double-click on a stage into view commands and boxes. */
export const useGestures = (element: HTMLElement | null, gestures: Gestures): void => {
  const latest = useRef(gestures);
  latest.current = gestures;
  useEffect(() => {
    if (element === null) return;
    const placeOf = (event: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    let last: Point | undefined;
    let corner: Point | undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { command, onLoupeZoom } = latest.current;
      const distance = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * lineHeight : event.deltaY;
      const factor = Math.exp(-distance * (event.ctrlKey ? pinchZoom : wheelZoom));
      if (onLoupeZoom !== undefined) onLoupeZoom(factor);
      else command({ do: 'zoom', factor, at: placeOf(event) });
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0 || !isOfStage(event)) return;
      const { drawing, onDraw, onTouch } = latest.current;
      onTouch();
      element.setPointerCapture(event.pointerId);
      if (onDraw !== undefined && (drawing || event.shiftKey)) {
        corner = placeOf(event);
        return;
      }
      element.dataset.dragging = 'true';
      last = { x: event.clientX, y: event.clientY };
    };
    const onMove = (event: PointerEvent) => {
      const { command, onDraw, onPoint } = latest.current;
      onPoint(placeOf(event));
      if (corner !== undefined) onDraw?.({ from: corner, to: placeOf(event), done: false });
      if (last === undefined) return;
      command({ do: 'pan', by: { x: event.clientX - last.x, y: event.clientY - last.y } });
      last = { x: event.clientX, y: event.clientY };
    };
    const onUp = (event: PointerEvent) => {
      if (corner !== undefined) {
        const to = placeOf(event);
        const drawn = Math.max(Math.abs(to.x - corner.x), Math.abs(to.y - corner.y)) >= smallestBox && event.type === 'pointerup';
        latest.current.onDraw?.(drawn ? { from: corner, to, done: true } : undefined);
      }
      corner = undefined;
      last = undefined;
      delete element.dataset.dragging;
    };
    const onDouble = (event: MouseEvent) => {
      if (isOfStage(event) && !latest.current.drawing) latest.current.command({ do: 'toggle', at: placeOf(event) });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    element.addEventListener('dblclick', onDouble);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
      element.removeEventListener('dblclick', onDouble);
    };
  }, [element]);
};

/** A control that lies on the stage keeps its own clicks. */
const isOfStage = ({ target }: Event): boolean => target instanceof Element && target.closest('button, [role="slider"]') === null;
