import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';
import { useRules } from './rules.ts';
import { useChangeSettings, useSettings } from './settings.ts';

/** How many are asked for until somebody has chosen. */
const usual = 20;

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
  return useClaimsCommand(async (input: { count: number; along: boolean; types?: string[] }) => unwrap(await client.claims.take(input)));
};

/** Gives some back, or all where none are named. */
export const useGiveBackClaims = () => {
  const { client } = useEngine();
  return useClaimsCommand(async (applicationIds: string[] | undefined) =>
    unwrap(await client.claims.giveBack(applicationIds === undefined ? {} : { applicationIds })),
  );
};

/** How many are asked for when more are claimed, as it was chosen last; never more than the policy allows at once. */
export const useClaimCount = (): { count: number; most: number; choose: (count: number) => void } => {
  const most = useRules().data?.policy.claims.mostAtOnce ?? usual;
  const { claimCount = usual } = useSettings();
  const { mutate: change } = useChangeSettings();
  const count = Math.min(claimCount, most);
  return { count, most, choose: (wanted) => change({ claimCount: Math.min(Math.max(1, wanted), most) }) };
};
