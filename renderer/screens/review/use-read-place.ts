import { type RefObject, useRef, useState } from 'react';
import type { FieldReading } from '../../../shared/domain/reading.ts';
import type { ViewerHandle } from '../../viewer/viewer.tsx';

/** Shows where a value was read: its photo comes up, and the view goes to the place as soon as that photo is painted. */
export const useReadPlace = (
  viewer: RefObject<ViewerHandle | null>,
  shownId: string | undefined,
  look: (documentId: string) => void,
  onPainted: (documentId: string) => void,
): { reading: FieldReading | undefined; readAt: (reading: FieldReading) => void; painted: (documentId: string) => void } => {
  const [reading, setReading] = useState<FieldReading>();
  const awaited = useRef<FieldReading>(undefined);
  return {
    reading,
    readAt: (next) => {
      if (next.region === undefined) return;
      setReading(next);
      if (next.documentId === shownId) viewer.current?.show(next.region);
      else {
        awaited.current = next;
        look(next.documentId);
      }
    },
    painted: (documentId) => {
      const next = awaited.current;
      if (next?.documentId === documentId && next.region !== undefined) {
        awaited.current = undefined;
        viewer.current?.show(next.region);
      }
      onPainted(documentId);
    },
  };
};
