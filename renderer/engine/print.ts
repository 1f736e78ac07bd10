import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PrintPurpose } from '../../shared/domain/decision-sheet.ts';
import { pageFailure, unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** What a decision sheet holds. Asking for it is recorded, so it is asked for once, by the page that is printed. */
export const useDecisionSheet = (applicationId: string, reveal: boolean, purpose: PrintPurpose) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: keys.decisionSheet(applicationId),
    queryFn: async () => unwrap(await client.review.decisionSheet({ applicationId, reveal, purpose })),
    gcTime: 0,
  });
};

/** Lets the person choose a file and saves there what the page shows under `query`. Answers undefined where they thought better of it. */
export const usePrint = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ query, suggestedName }: { query: string; suggestedName: string }): Promise<string | undefined> => {
      const outcome = await window.desk.print(query, suggestedName);
      if (outcome.done === 'failed') throw pageFailure(outcome.code, 'after-fix');
      return outcome.done === 'saved' ? outcome.fileName : undefined;
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.audit }),
  });
};

/** Says to whoever prints this page that all of it is there, or that there is nothing to print. */
export const tellPrintable = (state: 'ready' | 'failed'): void => window.desk.printable(state);
