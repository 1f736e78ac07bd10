import { useCallback, useState } from 'react';
import type { Outcome } from '../../../shared/domain/decision.ts';
import type { Failure } from '../../../shared/domain/failure.ts';
import type { DecideInput, DecisionRecord } from '../../../shared/domain/review.ts';
import { failureOf, useDecide, useTakeBack } from '../../engine/index.ts';

/** What became of the last decision on a request, as the bar tells it. */
export type LastRequestDecision = { requestId: string; outcome: Outcome } & (
  | { state: 'saving' }
  | { state: 'decided'; record: DecisionRecord }
  | { state: 'taking_back'; record: DecisionRecord }
  | { state: 'taken_back' }
  | { state: 'failed'; failure: Failure }
);

/** Deciding requests and taking back. `onDecided`: the decision is durable, so the next one may be shown; `onBack`: this one is to be looked at again. */
export const useRequestDeciding = (onDecided: (requestId: string) => void, onBack: (requestId: string) => void) => {
  const { mutateAsync: send } = useDecide();
  const { mutateAsync: fetchBack } = useTakeBack();
  const [last, setLast] = useState<LastRequestDecision>();
  /** Counts what came back undecided: the work on it begins anew from its draft. */
  const [round, setRound] = useState(0);

  const decide = async (input: DecideInput): Promise<void> => {
    const about = { requestId: input.subject.id, outcome: input.outcome };
    setLast({ ...about, state: 'saving' });
    try {
      const record = await send(input);
      setLast({ ...about, state: 'decided', record });
      onDecided(about.requestId);
    } catch (error) {
      setLast({ ...about, state: 'failed', failure: failureOf(error) });
      setRound((count) => count + 1);
    }
  };
  const takeBack = async (): Promise<void> => {
    if (last?.state !== 'decided') return;
    const { requestId, outcome, record } = last;
    setLast({ requestId, outcome, state: 'taking_back', record });
    try {
      await fetchBack(record.decisionId);
      setLast({ requestId, outcome, state: 'taken_back' });
      onBack(requestId);
    } catch (error) {
      setLast({ requestId, outcome, state: 'failed', failure: failureOf(error) });
    }
  };
  const dismiss = useCallback(() => setLast(undefined), []);
  return { last, round, decide, takeBack, dismiss };
};
