import type { Dispatcher, Pool } from 'undici';
import { type Failure, fail } from '../../../shared/domain/failure.ts';

/**
 * Longest wait for the head of an answer and between two pieces of a body, ms. A judgement: a phone line's hiccup is shorter; and a line that died
 * without a word must not keep an exchange from being complete 30 s after the network is back.
 */
const patience = 15_000;

/** The server of a workstation: its address, and the token of its reviewer. */
export type ServerAddress = { url: string; token: string };

/** Connections to one server. */
export type Line = {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  /** Ends the connections, with what is under way. */
  destroy(): Promise<void>;
  /** The path that its calls are below, without a trailing slash. */
  prefix: string;
  /** What tells who calls. */
  identity: { authorization: string; 'x-workstation-id': string };
};

/** Prepares connections; none is made before it is needed, and what makes them is loaded with the first: nobody who unlocks waits for it. */
export const openLine = (server: ServerAddress, workstationId: string): Line => {
  const base = new URL(server.url);
  let pool: Promise<Pool> | undefined;
  const opened = (): Promise<Pool> => {
    pool ??= import('undici').then(
      ({ Pool }) =>
        new Pool(base.origin, { connections: 8, headersTimeout: patience, bodyTimeout: patience, connect: { timeout: 10_000 } }),
    );
    return pool;
  };
  return {
    request: async (options) => (await opened()).request(options),
    destroy: async () => (await pool)?.destroy(),
    prefix: base.pathname.replace(/\/+$/, ''),
    identity: { authorization: `Bearer ${server.token}`, 'x-workstation-id': workstationId },
  };
};

/** Names what a transport error means to a person; the error's own text may hold addresses and is not passed on. */
export const transportFailure = (error: unknown, signal: AbortSignal): { ok: false; error: Failure } => {
  if (signal.aborted) return fail('exchange_stopped');
  if (error instanceof Error && error.name === 'HTTPParserError') return fail('not_an_intake_server');
  const code = (error as { code?: unknown }).code;
  return fail('server_unreachable', typeof code === 'string' ? { cause: code } : {});
};
