import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { Engine } from './client.ts';
import type { ConnectionState } from './connection.ts';

const EngineContext = createContext<Engine | undefined>(undefined);

/** Hands the engine to every hook below. */
export const EngineProvider = ({ engine, children }: { engine: Engine; children: ReactNode }) => (
  <EngineContext value={engine}>
    <QueryClientProvider client={engine.queries}>{children}</QueryClientProvider>
  </EngineContext>
);

/** The engine of this page. */
export const useEngine = (): Engine => {
  const engine = useContext(EngineContext);
  if (engine === undefined) throw new Error('useEngine outside of EngineProvider');
  return engine;
};

/** Whether the engine can be asked; changes when it dies and when it is back. */
export const useConnectionState = (): ConnectionState => {
  const { connection } = useEngine();
  return useSyncExternalStore(connection.onChange, connection.state);
};
