import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AccessTokens } from './access-tokens.ts';
import { sha256Hex } from './canonical.ts';
import type { Clock } from './clock.ts';
import { type CallName, type Modes, maintenanceAt, takeFault } from './modes.ts';
import { ProblemError } from './problems.ts';
import type { CountRefusal } from './rates.ts';
import type { Reviewer, Store } from './store/index.ts';

/** Who calls: the token's reviewer, and the workstation they sit at. */
export type Caller = { reviewer: Reviewer; workstationId: string };

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** The protocol's call that this route is. */
    call?: CallName;
    /** Whether it takes no authentication. */
    open?: boolean;
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** What `Retry-After` says while nobody knows when the maintenance ends, seconds. */
const unknownEndSeconds = 30;

/** What the gate looks at. */
type GateParts = {
  store: Store;
  clock: Clock;
  modes: Modes;
  accessTokens?: AccessTokens | undefined;
  countRefusal: CountRefusal;
};

const signedIn = async (token: string, store: Store, accessTokens: AccessTokens | undefined): Promise<Reviewer | undefined> => {
  const id = await accessTokens?.reviewerOf(token);
  return id === undefined ? undefined : store.reviewers.all().find((reviewer) => reviewer.id === id);
};

const authenticate = async (request: FastifyRequest, { store, modes, accessTokens, countRefusal }: GateParts): Promise<Caller> => {
  const token = /^Bearer +([^\s]+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new ProblemError('token_missing', { headers: { 'www-authenticate': 'Bearer realm="intake"' } });
  const reviewer = store.reviewers.byTokenHash(sha256Hex(token)) ?? (await signedIn(token, store, accessTokens));
  if (reviewer === undefined || modes.signedOut.has(reviewer.id)) {
    await countRefusal(request);
    throw new ProblemError('token_refused', { headers: { 'www-authenticate': 'Bearer realm="intake", error="invalid_token"' } });
  }
  const workstationId = request.headers['x-workstation-id'];
  if (typeof workstationId !== 'string' || !uuid.test(workstationId)) throw new ProblemError('workstation_id_missing');
  return { reviewer, workstationId: workstationId.toLowerCase() };
};

/** The caller of a request that has passed the gate. */
export const callerOf = (request: FastifyRequest): Caller => {
  if (request.caller === null) throw new Error('the route is open and has no caller');
  return request.caller;
};

/**
 * Stands before every route: turns callers away in maintenance (503), when they come too often (429) or are too old (426), then asks for token and
 * workstation. Health passes always.
 */
export const installGate = (app: FastifyInstance, parts: GateParts): void => {
  const { clock, modes } = parts;
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    const { call, open } = request.routeOptions.config ?? {};
    if (open === true) return;
    const fault = call === undefined ? undefined : takeFault(modes, call, ['status']);
    if (fault !== undefined) throw new ProblemError('server_fault', { status: fault.status });
    const maintenance = maintenanceAt(modes, clock());
    if (maintenance !== undefined) {
      const { until } = maintenance;
      const seconds = until === undefined ? unknownEndSeconds : Math.max(1, Math.ceil((Date.parse(until) - clock()) / 1_000));
      throw new ProblemError('maintenance', { headers: { 'retry-after': String(seconds) }, members: until === undefined ? {} : { until } });
    }
    // RFC 9110, 15.5.22: a 426 names what to upgrade to.
    if (modes.outdated) throw new ProblemError('outdated', { headers: { upgrade: 'intake/2', connection: 'upgrade' } });
    if (modes.rateLimited.calls > 0) {
      modes.rateLimited.calls -= 1;
      throw new ProblemError('rate_limited', { headers: { 'retry-after': String(modes.rateLimited.retryAfterSeconds) } });
    }
    request.caller = await authenticate(request, parts);
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    const { call } = request.routeOptions.config ?? {};
    if (call !== undefined && takeFault(modes, call, ['lose_answer']) !== undefined) request.raw.socket.destroy();
    return payload;
  });
};
