/** The calls of the protocol, by the name under which a fault is set for them. */
export type CallName = 'session' | 'health' | 'changes' | 'documents' | 'claims' | 'decisions' | 'audit' | 'releases';

/**
 * A fault that the server plays a number of times. `status`: answers with this status instead of doing anything; `lose_answer`: does what was asked, then
 * cuts the connection before answering; `cut`: sends so many bytes of a document or an installer, then cuts; `wrong_bytes`: turns the first byte of what it sends of one.
 */
export type Fault = { call: CallName | 'any'; times: number } & (
  | { kind: 'status'; status: 500 | 502 | 503 | 504 }
  | { kind: 'lose_answer' }
  | { kind: 'cut'; afterBytes: number }
  | { kind: 'wrong_bytes' }
);

/** How the server behaves at the moment beside its duty: maintenance, turned-away callers, faults. Held in memory; a new start is a healthy server. */
export type Modes = {
  maintenance: { until?: string | undefined; message: string } | undefined;
  /** The next so many calls are answered with 429 and this `Retry-After`, seconds. */
  rateLimited: { calls: number; retryAfterSeconds: number };
  outdated: boolean;
  /** Reviewers whose tokens are not accepted at the moment. */
  signedOut: Set<string>;
  faults: Fault[];
};

/** A healthy server. */
export const healthyModes = (): Modes => ({
  maintenance: undefined,
  rateLimited: { calls: 0, retryAfterSeconds: 1 },
  outdated: false,
  signedOut: new Set(),
  faults: [],
});

/** The maintenance that is on at `now` (Unix ms): it ends by itself at its `until`. */
export const maintenanceAt = (modes: Modes, now: number): Modes['maintenance'] =>
  modes.maintenance?.until !== undefined && Date.parse(modes.maintenance.until) <= now ? undefined : modes.maintenance;

/** Takes the next fault of one of these kinds that is set for the call, counting it down. */
export const takeFault = <Kind extends Fault['kind']>(
  modes: Modes,
  call: CallName,
  kinds: readonly Kind[],
): Extract<Fault, { kind: Kind }> | undefined => {
  const fault = modes.faults.find(
    (candidate) =>
      candidate.times > 0 && (candidate.call === 'any' || candidate.call === call) && (kinds as readonly string[]).includes(candidate.kind),
  );
  if (fault === undefined) return undefined;
  fault.times -= 1;
  if (fault.times === 0) modes.faults.splice(modes.faults.indexOf(fault), 1);
  return fault as Extract<Fault, { kind: Kind }>;
};
