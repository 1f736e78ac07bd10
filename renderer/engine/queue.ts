import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { QueueQuery, QueueWalk } from '../../shared/domain/queue.ts';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** One page of the queue; the last answer stays on screen while the next one is fetched. */
export const useQueuePage = (query: QueueQuery) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: keys.queueList(query),
    queryFn: async () => unwrap(await client.queue.list(query)),
    placeholderData: keepPreviousData,
  });
};

/** Several pages of one list, for a table that shows a window of it. */
export const useQueuePages = (pages: QueueQuery[]) => {
  const { client } = useEngine();
  return useQueries({
    queries: pages.map((query) => ({
      queryKey: keys.queueList(query),
      queryFn: async () => unwrap(await client.queue.list(query)),
    })),
  });
};

/** Asks once for rows of a list, for choosing more than is on the screen. */
export const useAskRows = () => {
  const { client } = useEngine();
  return useCallback(async (query: QueueQuery) => unwrap(await client.queue.list(query)).rows, [client]);
};

/** How many rows each of these lists has. */
export const useListTotals = (lists: Omit<QueueQuery, 'offset' | 'limit'>[]): (number | undefined)[] =>
  useQueuePages(lists.map((list) => ({ ...list, offset: 0, limit: 1 }))).map(({ data }) => data?.total);

/** How many applications each view holds. */
export const useQueueCounts = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.queueCounts, queryFn: async () => unwrap(await client.queue.counts()) });
};

/** The applications to review after this one, in the list's order; for prefetching. */
export const useNextApplications = (walk: QueueWalk, after: string | undefined, count: number) => {
  const { client } = useEngine();
  return useQuery({
    queryKey: keys.queueNext(walk, after, count),
    queryFn: async () => unwrap(await client.queue.next({ ...walk, after, count })).applicationIds,
  });
};

/** Asks once, at the moment of need, for what comes next; from what is kept if the queue has not changed since. */
export const useAskNext = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useCallback(
    (walk: QueueWalk, after: string | undefined, count: number): Promise<string[]> =>
      queries.fetchQuery({
        queryKey: keys.queueNext(walk, after, count),
        queryFn: async () => unwrap(await client.queue.next({ ...walk, after, count })).applicationIds,
      }),
    [client, queries],
  );
};
