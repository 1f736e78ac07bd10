import { type RefObject, useRef, useState } from 'react';
import type { FieldReading } from '../../../shared/domain/reading.ts';
import type { ViewerHandle } from '../../viewer/viewer.tsx';
import type { Place } from './pins.ts';

/** Shows places on the photos, also where a value was read: its photo comes up, and the view goes to the place as soon as that photo is painted. */
export const useReadPlace = (
  viewer: RefObject<ViewerHandle | null>,
  shownId: string | undefined,
  look: (documentId: string) => void,
  onPainted: (documentId: string) => void,
): {
  reading: FieldReading | undefined;
  readAt: (reading: FieldReading) => void;
  showAt: (place: Place) => void;
  painted: (documentId: string) => void;
} => {
  const [reading, setReading] = useState<FieldReading>();
  const awaited = useRef<Place>(undefined);
  const showAt = (place: Place) => {
    if (place.documentId === shownId) viewer.current?.show(place.region);
    else {
      awaited.current = place;
      look(place.documentId);
    }
  };
  return {
    reading,
    readAt: (next) => {
      if (next.region === undefined) return;
      setReading(next);
      showAt({ documentId: next.documentId, region: next.region });
    },
    showAt,
    painted: (documentId) => {
      const next = awaited.current;
      if (next?.documentId === documentId) {
        awaited.current = undefined;
        viewer.current?.show(next.region);
      }
      onPainted(documentId);
    },
  };
};
