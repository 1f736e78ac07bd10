import { startTransition, useEffect, useState } from 'react';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { useReviewSheet } from '../../engine/index.ts';

/** The sheet from which the next application is made ready, and how often each was begun: anew whenever its sheet has changed before anybody saw it. */
type Ready = { sheet?: ReviewSheet; begun: Readonly<Record<string, number>> };

/** The sheet of the application that comes next, to be drawn beforehand, and a key for each that stays from there on until it is left. */
export const useReadyNext = (applicationId: string, upcoming: string | undefined) => {
  const { data } = useReviewSheet(upcoming);
  const [{ sheet, begun }, setReady] = useState<Ready>({ begun: {} });
  useEffect(() => {
    if (data === undefined || data.application.id === applicationId) return;
    const { id } = data.application;
    startTransition(() =>
      setReady((known) => (known.sheet === data ? known : { sheet: data, begun: { ...known.begun, [id]: (known.begun[id] ?? 0) + 1 } })),
    );
  }, [data, applicationId]);
  // The present one stays what it was when it came, also where its sheet changed in that very moment: the work on it must not begin anew.
  const [shown, setShown] = useState({ id: applicationId, number: 0 });
  if (shown.id !== applicationId) setShown({ id: applicationId, number: begun[applicationId] ?? 0 });
  const next = sheet !== undefined && sheet.application.id === upcoming && upcoming !== applicationId ? sheet : undefined;
  return { next, keyOf: (id: string) => `${id}:${id === shown.id ? shown.number : (begun[id] ?? 0)}` };
};
