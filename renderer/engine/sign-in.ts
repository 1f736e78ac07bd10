import { useMutation } from '@tanstack/react-query';
import type { SignInWay } from '../../shared/domain/sign-in.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';
import { useVaultCommand } from './vault.ts';

/** Where somebody signs in by the browser, when it is not where the vault already says. */
type SignInAt = { url: string; way: SignInWay };

/** Asks a server how its reviewers sign in. A server that can't be asked says so when the address is used. */
export const useAnnouncedSignIn = () => {
  const { client } = useEngine();
  return useMutation({ mutationFn: async (url: string) => unwrap(await client.signIn.look({ url })) });
};

/** Signs in by the browser; pending while the browser is waited for. */
export const useBrowserSignIn = () => {
  const { client } = useEngine();
  return useVaultCommand(async (to: SignInAt | undefined) => unwrap(await client.signIn.begin({ to })));
};

/** Gives up what waits for the browser. */
export const useCancelSignIn = () => {
  const { client } = useEngine();
  return useVaultCommand(async (_asked: undefined) => unwrap(await client.signIn.cancel()));
};

/** Signs out. */
export const useSignOut = () => {
  const { client, queries } = useEngine();
  const ended = useVaultCommand(async (_asked: undefined) => unwrap(await client.signIn.end()));
  return {
    ...ended,
    mutate: () => ended.mutate(undefined, { onSettled: () => void queries.invalidateQueries({ queryKey: keys.claims }) }),
  };
};
