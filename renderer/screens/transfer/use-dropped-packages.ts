import { type DragEvent, useState } from 'react';
import { useFileChoice } from '../../engine/index.ts';
import { isBatchName } from './package-paths.ts';

const carriesFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

/** Batch packages that are dropped: one at a time, and nothing else. `wrong`: what was dropped was none. */
export const useDroppedPackages = (busy: boolean, onPackage: (path: string) => void) => {
  const { pathOf } = useFileChoice();
  const [dragging, setDragging] = useState(false);
  const [wrong, setWrong] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = busy ? 'none' : 'copy';
      setDragging(!busy);
    },
    onDragLeave: (event: DragEvent) => {
      // Moving over a child also leaves the parent; only leaving the whole of it counts.
      const to = event.relatedTarget;
      if (!(to instanceof Node && event.currentTarget.contains(to))) setDragging(false);
    },
    onDrop: (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setDragging(false);
      if (busy) return;
      const files = [...event.dataTransfer.files];
      const only = files.length === 1 ? files[0] : undefined;
      const path = only !== undefined && isBatchName(only.name) ? pathOf(only) : '';
      setWrong(path === '');
      if (path !== '') onPackage(path);
    },
  };
  return { dragging, wrong, handlers, dismiss: () => setWrong(false) };
};
