import type { EngineToShell } from '../../../shared/contract/engine/channel.ts';
import type { Engine } from './watch.ts';

/** The part of Electron's MessagePortMain that the relay needs. */
export type RelayPort = {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  postMessage(message: unknown): void;
  close(): void;
};

export type Relay = {
  /** Connects a page: from now on its messages go to the engine and the engine's to it. A page holds one port; an earlier one is closed. */
  connect(page: number, port: RelayPort): void;
  onReady(): void;
  onLost(): void;
  onMessage(message: Extract<EngineToShell, { kind: 'port-message' }>): void;
};

/** Carries opaque messages between pages' ports and the engine's channel. It knows that messages exist, never what they mean. */
export function createRelay(engine: () => Pick<Engine, 'send' | 'isReady'>): Relay {
  const ports = new Map<number, { readonly port: RelayPort; readonly page: number }>();
  let last = 0;

  const open = (number: number, port: RelayPort) => {
    engine().send({ kind: 'port-open', port: number });
    // Until it is started a port keeps what the page says, so nothing is lost while the engine boots.
    port.start();
  };
  const drop = (number: number) => {
    if (ports.delete(number)) engine().send({ kind: 'port-close', port: number });
  };

  return {
    connect(page, port) {
      for (const [number, held] of ports) {
        if (held.page !== page) continue;
        drop(number);
        held.port.close();
      }
      last += 1;
      const number = last;
      ports.set(number, { port, page });
      port.on('message', (event) => engine().send({ kind: 'port-message', port: number, message: event.data }));
      port.on('close', () => drop(number));
      if (engine().isReady()) open(number, port);
    },
    onReady() {
      for (const [number, { port }] of ports) open(number, port);
    },
    onLost() {
      const lost = [...ports.values()];
      ports.clear();
      for (const { port } of lost) port.close();
    },
    onMessage({ port: number, message }) {
      ports.get(number)?.port.postMessage(message);
    },
  };
}
