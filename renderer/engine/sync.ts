import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { unwrap } from './failure.ts';
import { keys } from './keys.ts';
import { useEngine } from './provider.tsx';

/** The state of the exchange; the event stream keeps it fresh. */
export const useTransfer = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.transfer, queryFn: async () => unwrap(await client.sync.state()) });
};

/** Steps in which the offset is told, ms: it moves a little with every contact, and nothing that is shown does. */
const offsetStep = 1_000;

/** What has to be added to this machine's clock to have the platform's, ms: for whatever is told beside a time of the platform's. */
export const useClockOffset = (): number => {
  const { client } = useEngine();
  return (
    useQuery({
      queryKey: keys.transfer,
      queryFn: async () => unwrap(await client.sync.state()),
      select: ({ clockOffsetMs = 0 }) => Math.round(clockOffsetMs / offsetStep) * offsetStep,
    }).data ?? 0
  );
};

/** Announcements, active ones first. */
export const useAnnouncements = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.announcements, queryFn: async () => unwrap(await client.sync.announcements()) });
};

/** Continues after a stop, or exchanges at once. */
export const useStartExchange = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => unwrap(await client.sync.start()),
    onSuccess: (state) => queries.setQueryData(keys.transfer, state),
  });
};

/** Stops the exchange; what has arrived is kept. */
export const useStopExchange = () => {
  const { client } = useEngine();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => unwrap(await client.sync.stop()),
    onSuccess: (state) => queries.setQueryData(keys.transfer, state),
  });
};

/** What will be erased when. */
export const useErasure = () => {
  const { client } = useEngine();
  return useQuery({ queryKey: keys.erasure, queryFn: async () => unwrap(await client.sync.erasure()) });
};
