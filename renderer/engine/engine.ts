import { createORPCClient } from '@orpc/client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import type { Engine, EngineClient } from './client.ts';
import { openConnection } from './connection.ts';
import { followEvents } from './events.ts';
import { failureOf } from './failure.ts';
import { keys } from './keys.ts';

/** How often a read that failed because the engine was away is tried again, and how long it waits in between, ms. */
const readTries = 5;
const readPause = 400;

const makeQueries = (): QueryClient => {
  // Whatever answers "locked" first tells all the others: the page goes to the unlock screen by the vault's state.
  const onError = (error: unknown): void => {
    if (failureOf(error).code === 'vault_locked') void queries.invalidateQueries({ queryKey: keys.vault });
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // The engine is on this machine: being without a network stops nothing, and the event stream says when an answer is stale.
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (tries, error) => failureOf(error).code === 'engine_lost' && tries < readTries,
        retryDelay: readPause,
      },
      // A command is never repeated by itself: only the person knows whether it is still wanted.
      // Nor is it kept once it is done: it may hold a passphrase or a person's words.
      mutations: { networkMode: 'always', retry: false, gcTime: 0 },
    },
  });
  return queries;
};

/** Connects the page to the engine and begins to follow its events. Called once, when the page starts. */
export const startEngine = (page: Window): Engine => {
  const connection = openConnection(page.desk, page);
  const client: EngineClient = createORPCClient(connection.link);
  const queries = makeQueries();
  followEvents({ client, connection, queries });
  // Locked or away, there is nothing to look at; the engine says so and nobody has to hear it.
  const nudge = () => void client.sync.nudge().catch(() => undefined);
  page.addEventListener('focus', nudge);
  page.addEventListener('online', nudge);
  return { client, connection, queries };
};
