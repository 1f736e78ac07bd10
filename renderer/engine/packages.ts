import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** Packages of the past, what is under way, and how packages are dealt with. */
export const usePackages = () => {
  const { client } = useEngine();
  // A decision begins to wait by the clock alone, of which nothing is told: coming to it asks anew.
  return useQuery({ queryKey: keys.packages, queryFn: async () => unwrap(await client.packages.state()), staleTime: 0 });
};

const usePackageCommand = <Input, Output>(run: (input: Input) => Promise<Output>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => {
      for (const queryKey of [keys.packages, keys.queue, keys.outbox]) void queries.invalidateQueries({ queryKey });
    },
  });
};

/** Imports the batch package at a path. */
export const useImportPackage = () => {
  const { client } = useEngine();
  return usePackageCommand(async (path: string) => unwrap(await client.packages.import({ path })));
};

/** Writes what waits into a result package at a path. */
export const useExportPackage = () => {
  const { client } = useEngine();
  return usePackageCommand(async (path: string) => unwrap(await client.packages.export({ path })));
};

/** Changes whether signatures are asked for, and the watched folder. */
export const useChangePackages = () => {
  const { client } = useEngine();
  return usePackageCommand(async (change: { requireSignature?: boolean; watchedFolder?: string | null }) =>
    unwrap(await client.packages.change(change)),
  );
};

/** Puts a key on the trust list. */
export const useTrustKey = () => {
  const { client } = useEngine();
  return usePackageCommand(async (input: { name: string; publicKey: string }) => unwrap(await client.packages.trust(input)));
};

/** Takes a key off the trust list. */
export const useDistrustKey = () => {
  const { client } = useEngine();
  return usePackageCommand(async (keyId: string) => unwrap(await client.packages.distrust({ keyId })));
};

/** The person's choice of a file or folder, and where a dropped file lies. */
export const useFileChoice = () => ({
  choose: window.desk.chooseFile,
  pathOf: (file: File) => window.desk.pathOf(file),
});
