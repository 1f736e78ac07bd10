import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DecideInput } from '../../shared/domain/review.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** What waits for the present reviewer's second view, and what was looked at. */
export const useSecondLooks = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.secondLooks, queryFn: async () => unwrap(await client.secondLook.list()) });
};

/** How many wait for the present reviewer's second view; undefined while it is not known. */
export const useSecondLookCount = (): number | undefined => {
  const { client } = useEngine();
  return useQuery({
    queryKey: [...keys.secondLooks, 'count'],
    queryFn: async () => unwrap(await client.secondLook.count()),
  }).data?.waiting;
};

/** How far first and second reviewers agree. */
export const useSecondLookAgreement = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: [...keys.secondLooks, 'agreement'], queryFn: async () => unwrap(await client.secondLook.agreement()) });
};

/** One second look. Nothing of it is kept once it is left: it is asked for anew, with what was begun. */
export const useSecondLook = (decisionId: string, reveal: boolean) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: keys.secondLook(decisionId, reveal),
    queryFn: async () => unwrap(await client.secondLook.open({ decisionId, reveal })),
    placeholderData: (previous) => (previous?.decisionId === decisionId ? previous : undefined),
    gcTime: 0,
  });
};

/** Forms the second view; when it answers, it is durable, and the first one's is there to be shown. */
export const useFormSecondView = (decisionId: string) => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (view: Omit<DecideInput, 'subject'>) => unwrap(await client.secondLook.form({ decisionId, view })),
    onSuccess: (look) => queries.setQueryData(keys.secondLook(decisionId, false), look),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.sheets });
      void queries.invalidateQueries({ queryKey: keys.queue });
      void queries.invalidateQueries({ queryKey: keys.outbox });
      // What was begun is in the answer: the work on it goes on from there.
      return queries.invalidateQueries({ queryKey: keys.secondLooks });
    },
  });
};

/** Keeps why the two differ. */
export const useExplainDifference = (decisionId: string) => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (note: string) => unwrap(await client.secondLook.explain({ decisionId, note })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.secondLooks }),
  });
};
