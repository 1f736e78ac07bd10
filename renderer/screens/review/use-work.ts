import { useReducer } from 'react';
import type { ReviewSheet } from '../../../shared/domain/review.ts';
import { useSaveDraft } from '../../engine/index.ts';
import { useKeeping } from '../../parts/index.ts';
import { afterStep, beginWork, draftOf, type Work, type WorkStep } from './work.ts';

/** The work on one application, begun from its draft and kept as its draft. `settled`: decided, so nothing is kept any more. */
export const useWork = (
  sheet: ReviewSheet,
  items: readonly string[],
  panel: Work['panel'],
): { work: Work; step: (step: WorkStep) => void; settle: () => void } => {
  const [work, step] = useReducer(afterStep, undefined, () => beginWork(sheet, items, panel));
  const { mutate: save } = useSaveDraft();
  const { settle } = useKeeping(work.changes, () => save({ applicationId: work.applicationId, draft: draftOf(work) }));
  return { work, step, settle };
};
