import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Draft, RequestSheet } from '../../shared/domain/review.ts';
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
    placeholderData: (previous) => (previous?.request.id === requestId ? previous : undefined),
    ...(reveal ? { gcTime: 0 } : {}),
  });
};

/** Keeps what was begun on a request. The sheets that are kept take the draft along, so that coming back to one finds what was done. */
export const useSaveRequestDraft = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (input: { requestId: string; draft: Draft }) => unwrap(await client.requests.saveDraft(input)),
    onMutate: ({ requestId, draft }) => {
      for (const reveal of [false, true]) {
        queries.setQueryData<RequestSheet>(keys.request(requestId, reveal), (sheet) => (sheet === undefined ? sheet : { ...sheet, draft }));
      }
    },
  });
};
