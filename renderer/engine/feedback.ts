import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExpectedVerdict, FindingPlace } from '../../shared/domain/finding-feedback.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** What a reviewer says of a finding: what it should have been, or (`expected` absent) that it stands after all. */
type Said = { applicationId: string; finding: FindingPlace; expected?: ExpectedVerdict | undefined; note?: string | undefined };

/** Calls a finding wrong, or takes that back. */
export const useFindingFeedback = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ applicationId, finding, expected, note }: Said) =>
      expected === undefined
        ? unwrap(await client.feedback.accept({ applicationId, finding }))
        : unwrap(await client.feedback.dispute({ applicationId, finding, expected, note })),
    onSettled: (_answer, _error, { applicationId }) =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keys.sheet(applicationId) }),
        queries.invalidateQueries({ queryKey: keys.feedback }),
      ]),
  });
};

/** How often each check's verdicts were called wrong here, and of how many that were decided. */
export const useFeedbackCounts = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.feedback, queryFn: async () => unwrap(await client.feedback.counts()) });
};
