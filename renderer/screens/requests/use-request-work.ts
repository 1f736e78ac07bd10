import { useState } from 'react';
import type { GivenReason, Outcome } from '../../../shared/domain/decision.ts';
import type { Draft, RequestSheet } from '../../../shared/domain/review.ts';
import { useSaveRequestDraft } from '../../engine/index.ts';
import { useKeeping } from '../../parts/index.ts';

/** What the reviewer has done on one request. `changes` counts what is worth keeping. */
export type RequestWork = { outcome: Outcome | undefined; reasons: GivenReason[]; note: string; changes: number };

/** The work as it is kept. */
export const draftOf = ({ outcome, reasons, note }: RequestWork): Draft => ({
  ...(outcome === undefined ? {} : { outcome }),
  reasons,
  matched: [],
  ...(note.trim() === '' ? {} : { note }),
});

/** The work on one request, begun from its draft and kept as its draft. `settle`: decided, so nothing is kept any more after what is there now. */
export const useRequestWork = ({ request, draft }: RequestSheet) => {
  const [work, setWork] = useState<RequestWork>(() => ({
    outcome: draft.outcome,
    reasons: draft.reasons,
    note: draft.note ?? '',
    changes: 0,
  }));
  const { mutate: save } = useSaveRequestDraft();
  const { keepNow, settle } = useKeeping(work.changes, () => save({ requestId: request.id, draft: draftOf(work) }));
  return {
    work,
    change: (part: Partial<Omit<RequestWork, 'changes'>>) => setWork((present) => ({ ...present, ...part, changes: present.changes + 1 })),
    settle: () => {
      keepNow();
      settle();
    },
  };
};
