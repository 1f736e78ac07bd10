/** One connection of one page, in the shape that the RPC library takes (`MessagePort`'s listening half). */
export type PagePort = Pick<MessagePort, 'addEventListener' | 'postMessage'>;

/** The pages' connections, by number. */
export type PagePorts = { open(port: number): void; deliver(port: number, message: unknown): void; close(port: number): void };

type Listener = (event: { data: unknown }) => void;

/**
 * Turns numbered messages of the shell's channel into ports.
 * @param send posts a message to the page behind a number
 * @param onOpen is handed each new port
 */
export const openPagePorts = (send: (port: number, message: unknown) => void, onOpen: (port: PagePort) => void): PagePorts => {
  const listeners = new Map<number, { message: Set<Listener>; close: Set<Listener> }>();
  return {
    open: (port) => {
      const own = { message: new Set<Listener>(), close: new Set<Listener>() };
      listeners.set(port, own);
      onOpen({
        addEventListener: (type: string, listener: unknown) => {
          if (type === 'message' || type === 'close') own[type].add(listener as Listener);
        },
        postMessage: (message: unknown) => {
          if (listeners.has(port)) send(port, message);
        },
      } as PagePort);
    },
    deliver: (port, message) => {
      for (const listener of listeners.get(port)?.message ?? []) listener({ data: message });
    },
    close: (port) => {
      const own = listeners.get(port);
      listeners.delete(port);
      for (const listener of own?.close ?? []) listener({ data: undefined });
    },
  };
};
