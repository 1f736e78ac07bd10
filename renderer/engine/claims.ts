import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** What this workstation holds and has lost. */
export const useClaims = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.claims, queryFn: async () => unwrap(await client.claims.state()) });
};

const useClaimsCommand = <Input, Output>(run: (input: Input) => Promise<Output>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.claims });
      void queries.invalidateQueries({ queryKey: keys.queue });
    },
  });
};

/** Asks the platform for the next ones; `along`: for work without a network. Answers how many were had. */
export const useTakeClaims = () => {
  const { client } = useEngine();
  return useClaimsCommand(async (input: { count: number; along: boolean }) => unwrap(await client.claims.take(input)));
};

/** Gives some back, or all where none are named. */
export const useGiveBackClaims = () => {
  const { client } = useEngine();
  return useClaimsCommand(async (applicationIds: string[] | undefined) =>
    unwrap(await client.claims.giveBack(applicationIds === undefined ? {} : { applicationIds })),
  );
};
