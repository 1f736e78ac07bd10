import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { VaultState } from '../../shared/domain/settings.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** The vaults of this desktop. */
export const useVaults = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.vaults, queryFn: async () => unwrap(await client.vaults.list()), staleTime: 0 });
};

const useVaultChange = <Input>(run: (input: Input) => Promise<VaultState>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (state) => queries.setQueryData(keys.vault, state),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.vaults }),
  });
};

/** Goes to another vault. */
export const useChooseVault = () => {
  const { client } = useEngine();
  return useVaultChange(async (id: string) => unwrap(await client.vaults.choose({ id })));
};

/** Goes to the first start of one more. */
export const useAnotherVault = () => {
  const { client } = useEngine();
  return useVaultChange(async (_asked: undefined) => unwrap(await client.vaults.another()));
};
