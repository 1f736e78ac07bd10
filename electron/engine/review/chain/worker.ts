/** The thread that verifies an audit chain: a tenth of a millisecond for each signature, away from the thread that answers the window. Started by `verify.ts`. */
import { answerCalls } from '../../ports/thread.ts';
import { type ChainCall, type ChainJudge, type ChainMeasure, createChainJudge, type FoundFaults } from './judge.ts';

answerCalls<ChainMeasure, ChainCall, never, (FoundFaults & { entries: number }) | undefined>((measure) => {
  const judge: ChainJudge = createChainJudge(measure);
  return async (call) => {
    if (call === 'end') return judge.end();
    judge.next(call);
    return undefined;
  };
});
