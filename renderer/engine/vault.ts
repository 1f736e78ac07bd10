import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
export const useVaultCommand = <Input, State extends VaultState>(
  run: (input: Input) => Promise<State>,
  mutationKey?: readonly string[],
) => {
  const queries = useQueryClient();
  return useMutation({
    ...(mutationKey === undefined ? {} : { mutationKey }),
    mutationFn: run,
    // What was typed is not kept with the answer.
    gcTime: 0,
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
  return useVaultCommand(async (passphrase: string) => unwrap(await client.vault.unlock({ passphrase })), keys.unlocking);
};

/** Whether a passphrase was typed and its key is being derived. */
export const useIsUnlocking = (): boolean => useIsMutating({ mutationKey: keys.unlocking }) > 0;

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

/** Replaces the passphrase. */
export const useChangePassphrase = () => {
  const { client } = useEngine();
  return useVaultCommand(async (input: { present: string; next: string }) => unwrap(await client.vault.changePassphrase(input)));
};

/** Binds the vault to this desktop, or frees it. */
export const useBindToDesktop = () => {
  const { client } = useEngine();
  return useVaultCommand(async (input: { passphrase: string; bound: boolean }) => unwrap(await client.vault.bindToDesktop(input)));
};

/** Makes a recovery code, which the frame shows this once: see {@link useFreshRecoveryCode}. */
export const useMakeRecoveryCode = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useVaultCommand(async (passphrase: string) => {
    const { recoveryCode } = unwrap(await client.vault.makeRecoveryCode({ passphrase }));
    queries.setQueryData(keys.freshRecoveryCode, recoveryCode);
    return unwrap(await client.vault.state());
  });
};

/** Opens with the recovery code under another passphrase. The new code is shown as soon as the desk is. */
export const useRecoverVault = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useVaultCommand(async (input: { recoveryCode: string; passphrase: string }) => {
    const { recoveryCode, vault } = unwrap(await client.vault.recover(input));
    queries.setQueryData(keys.freshRecoveryCode, recoveryCode);
    return vault;
  });
};

/** The recovery code that was just made, until the person says that it is written down. */
export const useFreshRecoveryCode = (): { code: string | undefined; forget: () => void } => {
  const queries = useQueryClient();
  const { data } = useQuery<string>({ queryKey: keys.freshRecoveryCode, enabled: false, gcTime: Number.POSITIVE_INFINITY });
  return { code: data, forget: () => queries.removeQueries({ queryKey: keys.freshRecoveryCode }) };
};
