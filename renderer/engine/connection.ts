import type { ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { type DeskBridge, enginePortMessage } from '../../shared/contract/engine/bridge.ts';
import { FailureError, pageFailure } from './failure.ts';

/** Whether calls can be made: at the very beginning, while connected, and after the engine's process has died. */
export type ConnectionState = 'connecting' | 'connected' | 'lost';

type Link = ClientLink<Record<never, never>>;

/** The page's one connection to the engine: a link that survives the engine, and its state. */
export type Connection = {
  link: Link;
  state(): ConnectionState;
  /** Called at each change of {@link state}; returns the function that stops listening. */
  onChange(listener: () => void): () => void;
};

/** How long a call waits for the very first port, ms. The shell keeps messages until the engine is ready, so the port itself comes at once. */
const firstPortWait = 5_000;

/** Makes the connection and keeps making it anew for as long as the page lives. */
export const openConnection = (bridge: DeskBridge, page: Window): Connection => {
  let state: ConnectionState = 'connecting';
  let link: RPCLink<Record<never, never>> | undefined;
  let port: MessagePort | undefined;
  /** Aborted when the present port is given up, so that no call waits for an answer that can't come. */
  let gone = new AbortController();
  const listeners = new Set<() => void>();
  const become = (next: ConnectionState): void => {
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const giveUp = (): void => {
    gone.abort();
    gone = new AbortController();
    port?.close();
    port = undefined;
    link = undefined;
  };

  page.addEventListener('message', (event) => {
    if (event.source !== page || event.data !== enginePortMessage) return;
    const [received] = event.ports;
    if (received === undefined) return;
    giveUp();
    port = received;
    link = new RPCLink({ port: received });
    received.start();
    become('connected');
  });
  bridge.onEngineLost(() => {
    giveUp();
    become('lost');
  });
  bridge.onEngineBack(() => bridge.connect());
  bridge.connect();

  const lost = (): FailureError => pageFailure('engine_lost', 'later');
  const firstLink = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const waiting = setTimeout(() => finish(() => reject(lost())), firstPortWait);
      const finish = (end: () => void): void => {
        clearTimeout(waiting);
        listeners.delete(heard);
        end();
      };
      const heard = (): void => finish(resolve);
      listeners.add(heard);
    });

  return {
    link: {
      call: async (path, input, options) => {
        if (state === 'connecting') await firstLink();
        const present = link;
        const ended = gone.signal;
        if (present === undefined) throw lost();
        // The signal also ends a stream that is being read: a port that was closed from this side tells nobody.
        const signal = options.signal === undefined ? ended : AbortSignal.any([options.signal, ended]);
        const answered = present.call(path, input, { ...options, signal });
        let breakOff = (): void => {};
        const broken = new Promise<never>((_, reject) => {
          breakOff = () => reject(lost());
          ended.addEventListener('abort', breakOff, { once: true });
        });
        try {
          return await Promise.race([answered, broken]);
        } catch (error) {
          if (error instanceof FailureError || options.signal?.aborted) throw error;
          // The engine answers every expected failure with an envelope; whatever else ends a call is the transport's or nobody's.
          throw ended.aborted ? lost() : pageFailure('bug', 'never', { reportId: '—' });
        } finally {
          // The connection outlives thousands of calls, each of which would leave its listener and its answer behind.
          ended.removeEventListener('abort', breakOff);
        }
      },
    },
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
