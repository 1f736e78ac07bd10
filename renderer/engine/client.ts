import type { ContractRouterClient } from '@orpc/contract';
import type { QueryClient } from '@tanstack/react-query';
import type { EngineContract } from '../../shared/contract/engine/index.ts';
import type { Connection } from './connection.ts';

/** The typed calls of the contract. Screens use the hooks; the client itself stays in this folder. */
export type EngineClient = ContractRouterClient<EngineContract>;

/** What the providers hand to the hooks. */
export type Engine = { client: EngineClient; connection: Connection; queries: QueryClient };
