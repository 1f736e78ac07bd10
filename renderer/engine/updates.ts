import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InstallMoment } from '../../shared/domain/updates.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** How this program stands to newer ones of it. */
export const useUpdates = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.updates, queryFn: async () => unwrap(await client.updates.state()) });
};

/** What changes the state brings the new one with its answer; what is fetched, refused and handed over is in the audit as well. */
const useChange = () => {
  const queries = useQueryClient();
  return {
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.updates });
      void queries.invalidateQueries({ queryKey: keys.audit });
    },
  };
};

/** Asks the platform for a newer version. */
export const useCheckUpdates = () => {
  const { client } = useEngine();
  return useMutation({ mutationFn: async () => unwrap(await client.updates.check()), ...useChange() });
};

/** Fetches the newer version, also before its turn. */
export const useFetchUpdate = () => {
  const { client } = useEngine();
  return useMutation({ mutationFn: async () => unwrap(await client.updates.fetch()), ...useChange() });
};

/** Takes a newer version from a folder. */
export const useTakeUpdate = () => {
  const { client } = useEngine();
  return useMutation({ mutationFn: async (folder: string) => unwrap(await client.updates.take({ folder })), ...useChange() });
};

/** Has it installed. */
export const useInstallUpdate = () => {
  const { client } = useEngine();
  return useMutation({ mutationFn: async (moment: InstallMoment) => unwrap(await client.updates.install({ moment })), ...useChange() });
};
