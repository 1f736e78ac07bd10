import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useFileChoice } from '../../engine/index.ts';
import { isBatchName } from './package-paths.ts';

const carriesFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/**
 * Batch packages that are dropped, one at a time, anywhere on the screen that `within` is on: what stands above the packages grows and
 * shrinks while something is fetched, and a place that moves under the hand is missed. `wrong`: what was dropped was no package.
 */
export const useDroppedPackages = (busy: boolean, onPackage: (path: string) => void) => {
  const { pathOf } = useFileChoice();
  const within = useRef<HTMLDivElement>(null);
  const [dragging, setDragging] = useState(false);
  const [wrong, setWrong] = useState(false);

  const over = useEffectEvent((event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = busy ? 'none' : 'copy';
    setDragging(!busy);
  });
  const left = useEffectEvent(({ currentTarget, relatedTarget }: DragEvent) => {
    // Moving over a child also leaves the parent; only leaving the whole of it counts.
    const inside = currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
    if (!inside) setDragging(false);
  });
  const dropped = useEffectEvent((event: DragEvent) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setDragging(false);
    if (busy) return;
    // What comes of it is told there, and may be out of sight.
    within.current?.scrollIntoView({ block: 'nearest' });
    const files = [...(event.dataTransfer?.files ?? [])];
    const only = files.length === 1 ? files[0] : undefined;
    const path = only !== undefined && isBatchName(only.name) ? pathOf(only) : '';
    setWrong(path === '');
    if (path !== '') onPackage(path);
  });

  useEffect(() => {
    const screen = within.current?.closest('main');
    if (screen === null || screen === undefined) return undefined;
    const ended = new AbortController();
    const { signal } = ended;
    // Entering another part of it asks anew whether it may be dropped there, and only after that comes the first `dragover`.
    screen.addEventListener('dragenter', (event) => over(event), { signal });
    screen.addEventListener('dragover', (event) => over(event), { signal });
    screen.addEventListener('dragleave', (event) => left(event), { signal });
    screen.addEventListener('drop', (event) => dropped(event), { signal });
    return () => ended.abort();
  }, []);

  return { within, dragging, wrong, dismiss: () => setWrong(false) };
};
