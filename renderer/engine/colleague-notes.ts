import { useMutation, useQueryClient } from '@tanstack/react-query';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** Leaves a note for colleagues on an application, and removes one's own. */
export const useColleagueNotes = (applicationId: string) => {
  const { client } = useEngine();
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: keys.sheet(applicationId) });
  const leave = useMutation({
    mutationFn: async (text: string) => unwrap(await client.review.addNote({ applicationId, text })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: async (number: number) => unwrap(await client.review.removeNote({ applicationId, number })),
    onSettled,
  });
  return { leave, remove };
};
