import { EventPublisher } from '@orpc/server';
import type { EngineEvent } from '../../../shared/contract/engine/events.ts';

/** Where events come from: whoever has something to tell tells it here, and each page that listens gets it. */
export type EventSource = {
  tell(event: EngineEvent): void;
  /** Everything told from now on, until `signal` aborts. */
  listen(signal: AbortSignal | undefined): AsyncIterable<EngineEvent>;
};

/** Events kept for a page that is busy; past them the oldest are dropped, which is harmless since each only says "ask again". */
const kept = 200;

/** Makes an event source. */
export const createEventSource = (): EventSource => {
  const publisher = new EventPublisher<{ event: EngineEvent }>({ maxBufferedEvents: kept });
  return {
    tell: (event) => publisher.publish('event', event),
    listen: (signal) => publisher.subscribe('event', { signal }),
  };
};
