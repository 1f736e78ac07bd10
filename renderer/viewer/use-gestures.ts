import { type RefObject, useEffect, useRef } from 'react';
import type { Point } from './geometry.ts';
import type { ViewCommand } from './view-state.ts';

/** Zoom per wheel px: a notch of 100 px is some 15 %. A pinch comes as a wheel with the Ctrl key and small steps. */
const wheelZoom = 0.0014;
const pinchZoom = 0.01;
/** Height of a line where a wheel counts in lines, px. */
const lineHeight = 16;

/** Turns wheel, drag and double-click on the stage into view commands. */
export const useGestures = (stage: RefObject<HTMLElement | null>, command: (command: ViewCommand) => void): void => {
  const latest = useRef(command);
  latest.current = command;
  useEffect(() => {
    const { current: element } = stage;
    if (element === null) return;
    const placeOf = (event: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    let last: Point | undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const distance = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * lineHeight : event.deltaY;
      latest.current({ do: 'zoom', factor: Math.exp(-distance * (event.ctrlKey ? pinchZoom : wheelZoom)), at: placeOf(event) });
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      element.dataset.dragging = 'true';
      last = { x: event.clientX, y: event.clientY };
    };
    const onMove = (event: PointerEvent) => {
      if (last === undefined) return;
      latest.current({ do: 'pan', by: { x: event.clientX - last.x, y: event.clientY - last.y } });
      last = { x: event.clientX, y: event.clientY };
    };
    const onUp = () => {
      last = undefined;
      delete element.dataset.dragging;
    };
    const onDouble = (event: MouseEvent) => latest.current({ do: 'toggle', at: placeOf(event) });
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
  }, [stage]);
};
