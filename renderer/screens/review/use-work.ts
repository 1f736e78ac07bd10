import { useEffect, useReducer, useRef } from 'react';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { useSaveDraft } from '../../engine/index.ts';
import { afterStep, beginWork, draftOf, type Work, type WorkStep } from './work.ts';

/** Pause in the work after which the draft is kept, ms. */
const pause = 400;

/** The work on one application, begun from its draft and kept as its draft. `settled`: decided, so nothing is kept any more. */
export const useWork = (
  sheet: ReviewSheet,
  items: readonly string[],
  panel: Work['panel'],
): { work: Work; step: (step: WorkStep) => void; settle: () => void } => {
  const [work, step] = useReducer(afterStep, undefined, () => beginWork(sheet, items, panel));
  const { mutate: save } = useSaveDraft();
  const latest = useRef(work);
  latest.current = work;
  const saved = useRef(0);
  const settled = useRef(false);

  const keep = useRef(() => {});
  keep.current = () => {
    if (settled.current || latest.current.changes === saved.current) return;
    saved.current = latest.current.changes;
    save({ applicationId: latest.current.applicationId, draft: draftOf(latest.current) });
  };
  useEffect(() => {
    if (work.changes === saved.current) return;
    const timer = setTimeout(() => keep.current(), pause);
    return () => clearTimeout(timer);
  }, [work.changes]);
  // Leaving before the pause is over keeps it as well.
  useEffect(() => () => keep.current(), []);

  return {
    work,
    step,
    settle: () => {
      settled.current = true;
    },
  };
};
