import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { Draft } from '../../shared/domain/review.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** The list of requests: open ones first. */
export const useRequests = (offset: number, limit: number) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: [...keys.requests, 'list', offset, limit],
    queryFn: async () => unwrap(await client.requests.list({ offset, limit })),
    placeholderData: keepPreviousData,
  });
};

/** One request with all that is shown of it. Unasked while none is chosen. */
export const useRequestSheet = (requestId: string | undefined, reveal: boolean) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: keys.request(requestId ?? '', reveal),
    queryFn: async () => unwrap(await client.requests.open({ requestId: requestId ?? '', reveal })),
    enabled: requestId !== undefined,
  });
};

/** Keeps what was begun on a request. */
export const useSaveRequestDraft = () => {
  const { client } = useEngine();
  return useMutation({
    mutationFn: async (input: { requestId: string; draft: Draft }) => unwrap(await client.requests.saveDraft(input)),
  });
};
