import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** One page of the outbox, newest first. */
export const useOutbox = (offset: number, limit: number) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: [...keys.outbox, offset, limit],
    queryFn: async () => unwrap(await client.outbox.list({ offset, limit })),
    placeholderData: keepPreviousData,
  });
};

const useOutboxCommand = <Input, Output>(run: (input: Input) => Promise<Output>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.outbox });
      void queries.invalidateQueries({ queryKey: keys.queue });
    },
  });
};

/** Sends a refused decision once more. */
export const useRetryDecision = () => {
  const { client } = useEngine();
  return useOutboxCommand(async (decisionId: string) => unwrap(await client.outbox.retry({ decisionId })));
};

/** Gives a decision up, with a note. */
export const useDropDecision = () => {
  const { client } = useEngine();
  return useOutboxCommand(async (input: { decisionId: string; note: string }) => unwrap(await client.outbox.drop(input)));
};
