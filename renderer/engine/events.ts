import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { EngineEvent } from '../../shared/contract/engine/events.ts';
import type { Engine } from './client.ts';
import type { Connection } from './connection.ts';
import { keys } from './keys.ts';

/** Invalidations that come within this time become one, so that a busy exchange does not ask for the queue on every document, ms. */
const gathering = 200;
/** Pause before the stream is asked for again after it broke while the engine is there, ms. */
const again = 1_000;

type Invalidate = (key: QueryKey) => void;

const gatherer = (queries: QueryClient): Invalidate => {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (key) => {
    waiting.set(JSON.stringify(key), key);
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      // A fetch under way is let finish: restarting it on each event would never show anything while the queue is busy.
      for (const queryKey of waiting.values()) void queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
      waiting.clear();
    }, gathering);
  };
};

/** Forgets everything that was read from the open vault. */
const forgetContents = (queries: QueryClient): void => {
  const kept: readonly string[] = ['vault', 'vaults', 'settings', 'shell'];
  queries.removeQueries({ predicate: ({ queryKey }) => !kept.includes(String(queryKey[0])) });
  queries.removeQueries({ queryKey: keys.freshRecoveryCode });
  // What was asked for, answered and typed stands in finished commands as well.
  queries.getMutationCache().clear();
  // Pictures that are decoded already, which Chromium keeps for a while.
  window.desk.forgetPictures();
};

const apply = (event: EngineEvent, queries: QueryClient, invalidate: Invalidate): void => {
  switch (event.kind) {
    case 'vault':
      queries.setQueryData(keys.vault, event.vault);
      if (event.vault.state !== 'unlocked') forgetContents(queries);
      return;
    case 'transfer':
      queries.setQueryData(keys.transfer, event.transfer);
      return;
    case 'queue':
      invalidate(keys.queue);
      invalidate(keys.secondLooks);
      if (event.applicationIds === undefined) invalidate(keys.sheets);
      else for (const id of event.applicationIds) invalidate(keys.sheet(id));
      return;
    case 'outbox':
      invalidate(keys.outbox);
      invalidate(keys.conflicts);
      invalidate(keys.feedback);
      // Its counts stand in the transfer's state, which else is only told while something is exchanged.
      invalidate(keys.transfer);
      // What an export would carry is what waits in the outbox.
      invalidate(keys.packages);
      invalidate(keys.insight);
      invalidate(keys.queue);
      return;
    case 'claims':
      invalidate(keys.claims);
      return;
    case 'requests':
      invalidate(keys.requests);
      invalidate(keys.queue);
      return;
    case 'packages':
      invalidate(keys.packages);
      return;
    case 'rules':
      invalidate(keys.rules);
      invalidate(keys.announcements);
      invalidate(keys.preview);
      return;
    case 'updates':
      invalidate(keys.updates);
      return;
    case 'settings':
      invalidate(keys.settings);
      invalidate(keys.vaults);
      return;
    default:
      event satisfies never;
  }
};

const connected = (connection: Connection): Promise<void> =>
  new Promise((resolve) => {
    if (connection.state() === 'connected') return resolve();
    const stop = connection.onChange(() => {
      if (connection.state() !== 'connected') return;
      stop();
      resolve();
    });
  });

/** Follows the engine's events for as long as the page lives, through every restart of the engine. */
export const followEvents = ({ client, connection, queries }: Engine): void => {
  const invalidate = gatherer(queries);
  const follow = async (): Promise<void> => {
    for (let first = true; ; first = false) {
      await connected(connection);
      try {
        const stream = await client.events.stream();
        // What happened while nobody listened is not told again: everything is asked for anew.
        if (!first) void queries.invalidateQueries();
        for await (const event of stream) apply(event, queries, invalidate);
      } catch {
        // The stream ends with the engine or with a restart of it; the connection's state says which, and the loop goes on.
      }
      if (connection.state() === 'connected') await new Promise((resolve) => setTimeout(resolve, again));
    }
  };
  void follow();
};
