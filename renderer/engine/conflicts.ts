import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** A decision that came back, beside what is true now. Unasked while none is chosen. */
export const useConflict = (decisionId: string | undefined, reveal: boolean) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: keys.conflict(decisionId ?? '', reveal),
    queryFn: async () => unwrap(await client.conflicts.open({ decisionId: decisionId ?? '', reveal })),
    enabled: decisionId !== undefined,
  });
};

/** Work begun on what was taken away meanwhile. */
export const useKeptDrafts = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.keptDrafts, queryFn: async () => unwrap(await client.conflicts.keptDrafts()) });
};

const useConflictCommand = <Input, Output>(run: (input: Input) => Promise<Output>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => {
      for (const queryKey of [keys.conflicts, keys.outbox, keys.queue, keys.sheets, keys.requests])
        void queries.invalidateQueries({ queryKey });
    },
  });
};

/** Opens the subject again for another decision; answers what is open now. */
export const useDecideAgain = () => {
  const { client } = useEngine();
  return useConflictCommand(async (input: { decisionId: string; keepMarks: boolean }) => unwrap(await client.conflicts.decideAgain(input)));
};

/** Puts work on what was taken away, away for good. */
export const useDropDraft = () => {
  const { client } = useEngine();
  return useConflictCommand(async (subject: { kind: 'application' | 'request'; id: string }) =>
    unwrap(await client.conflicts.dropDraft({ subject })),
  );
};
