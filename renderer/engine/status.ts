import { useQuery } from '@tanstack/react-query';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** Where an applicant stands. Unasked while none is chosen. */
export const useApplicantStatus = (applicationId: string | undefined) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: keys.applicantStatus(applicationId ?? ''),
    queryFn: async () => unwrap(await client.status.open({ applicationId: applicationId ?? '' })),
    enabled: applicationId !== undefined,
  });
};

/** How many applicants a search names at most; more means that it has to be told more exactly. */
const mostFound = 20;

/** The applications that a search finds, names masked, newest first. Unasked while nothing is typed. */
export const useApplicantSearch = (search: string) => {
  const { client } = useEngine();
  const query = { view: 'all' as const, search, order: { by: 'submitted' as const, descending: true }, offset: 0, limit: mostFound };
  return useQuery({
    queryKey: keys.queueList(query),
    queryFn: async () => unwrap(await client.queue.list(query)),
    enabled: search !== '',
  });
};
