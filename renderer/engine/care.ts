import { useMutation, useQueryClient } from '@tanstack/react-query';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** Has a diagnosis made; asked for by a person, since it looks at every document's file. */
export const useDiagnosis = () => {
  const { client } = useEngine();
  return useMutation({ mutationFn: async () => unwrap(await client.care.examine()) });
};

/** Writes a diagnostic bundle at a path. */
export const useWriteBundle = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (path: string) => unwrap(await client.care.bundle({ path })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: keys.audit }),
  });
};
