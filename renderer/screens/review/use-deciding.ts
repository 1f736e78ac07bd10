import { useCallback, useState } from 'react';
import type { Outcome } from '../../../shared/domain/decision.ts';
import type { Failure } from '../../../shared/domain/failure.ts';
import type { DecideInput, DecisionRecord } from '../../../shared/domain/review.ts';
import { failureOf, useDecide, usePrefetchSheets, useTakeBack } from '../../engine/index.ts';
import type { Sequence } from './use-sequence.ts';
import type { Work } from './work.ts';

/** What became of the last decision, as the quiet bar tells it. */
export type LastDecision = { applicationId: string; outcome: Outcome } & (
  | { state: 'saving' }
  | { state: 'decided'; record: DecisionRecord }
  | { state: 'taking_back'; record: DecisionRecord }
  | { state: 'taken_back' }
  | { state: 'failed'; failure: Failure }
);

/** The panel in which the application opens again after its decision was refused: where what is wrong can be mended. */
export const panelAfter = (last: LastDecision | undefined, applicationId: string): Work['panel'] => {
  if (last?.state !== 'failed' || last.applicationId !== applicationId) return 'findings';
  if (last.failure.code === 'notice_refused') return 'reasons';
  return last.failure.code === 'approval_blocked' || last.failure.code === 'override_needs_senior' ? 'override' : 'findings';
};

/** What was decided in this sitting and not taken back. */
export type Tally = Record<Outcome, number>;
const nothing: Tally = { approve: 0, reject: 0, request_fixes: 0, escalate: 0 };
const counted = (tally: Tally, outcome: Outcome, by: number): Tally => ({ ...tally, [outcome]: tally[outcome] + by });

/** Deciding and taking back. The next application is on the screen at once; what the bar says waits until the decision is durable. */
export const useDeciding = (sequence: Sequence) => {
  const { mutateAsync: send } = useDecide();
  const { mutateAsync: fetchBack } = useTakeBack();
  const prefetch = usePrefetchSheets();
  const [last, setLast] = useState<LastDecision>();
  const [tally, setTally] = useState(nothing);
  /** Counts what came back undecided: the work on it begins anew from its draft. */
  const [round, setRound] = useState(0);

  const decide = useCallback(
    async (input: DecideInput) => {
      const about = { applicationId: input.subject.id, outcome: input.outcome };
      setLast({ ...about, state: 'saving' });
      sequence.next(input.subject.id);
      try {
        const record = await send(input);
        setLast({ ...about, state: 'decided', record });
        setTally((known) => counted(known, input.outcome, 1));
      } catch (error) {
        // The engine has kept the work as the draft; the reviewer is taken back to it.
        await prefetch([input.subject.id]);
        setLast({ ...about, state: 'failed', failure: failureOf(error) });
        setRound((count) => count + 1);
        sequence.open(input.subject.id);
      }
    },
    [prefetch, send, sequence],
  );

  const takeBack = useCallback(async () => {
    if (last?.state !== 'decided') return;
    const { applicationId, outcome, record } = last;
    setLast({ applicationId, outcome, state: 'taking_back', record });
    try {
      await fetchBack(record.decisionId);
      // Its reasons and marks are the draft again: they are fetched before it is shown.
      await prefetch([applicationId]);
      setTally((known) => counted(known, outcome, -1));
      setLast({ applicationId, outcome, state: 'taken_back' });
      sequence.open(applicationId);
    } catch (error) {
      setLast({ applicationId, outcome, state: 'failed', failure: failureOf(error) });
    }
  }, [fetchBack, last, prefetch, sequence]);

  const dismiss = useCallback(() => setLast(undefined), []);
  return { last, tally, round, decide, takeBack, dismiss };
};
