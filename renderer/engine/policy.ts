import { useMutation } from '@tanstack/react-query';
import type { LimitChanges } from '../../shared/domain/limits.ts';
import { unwrap } from './failure.ts';
import { useEngine } from './provider.tsx';

/** Tries other limits on what is held here; nothing of it is kept. */
export const useWhatIf = () => {
  const { client } = useEngine();
  return useMutation({ mutationFn: async (changes: LimitChanges) => unwrap(await client.policy.whatIf({ changes })) });
};
