import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SourceInput } from '../../shared/contract/engine/vault.ts';
import type { VaultState } from '../../shared/domain/settings.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** Where the vault stands. */
export const useVaultState = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.vault, queryFn: async () => unwrap(await client.vault.state()) });
};

/** A command whose answer is where the vault stands from then on. */
export const useVaultCommand = <Input, State extends VaultState>(run: (input: Input) => Promise<State>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (state) => queries.setQueryData<VaultState>(keys.vault, state),
    // A refused passphrase changes how long the next one has to wait.
    onError: () => queries.invalidateQueries({ queryKey: keys.vault }),
  });
};

/** Makes the vault and unlocks it. */
export const useCreateVault = () => {
  const { client } = useEngine();
  return useVaultCommand(async (input: { passphrase: string; source: SourceInput; label?: string }) =>
    unwrap(await client.vault.create(input)),
  );
};

/** Unlocks with a passphrase. */
export const useUnlock = () => {
  const { client } = useEngine();
  return useVaultCommand(async (passphrase: string) => unwrap(await client.vault.unlock({ passphrase })));
};

/** Locks. */
export const useLock = () => {
  const { client } = useEngine();
  return useVaultCommand(async (_asked: undefined) => unwrap(await client.vault.lock()));
};

/** Replaces the server's address and token after the engine has tried them. */
export const useSignIn = () => {
  const { client } = useEngine();
  return useVaultCommand(async (input: { url: string; token: string }) => unwrap(await client.vault.signIn(input)));
};
