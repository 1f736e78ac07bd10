import { createHash } from 'node:crypto';
import type { Failure } from '../../../shared/domain/failure.ts';
import { toTimestamp } from '../../../shared/domain/shanghai-time.ts';
import type { ReadableStore, Workstation } from '../store/index.ts';

const firstWait = 2_000;
/** The longest wait after however many tries, ms; the first one is 2 s. The bar is that all arrives within 30 s of healing, in every run. */
export const longestWait = 12_000;
/** Tries after which it is no passing trouble any more: what failed so often goes behind all others. */
export const passingTries = 20;
/** Wait where the platform asks for one without saying how long, ms, and the longest that is believed. */
const unsaidWait = 12_000;
const longestAsked = 60 * 60_000;

/**
 * How long to wait after the `tries`-th failure (from 0), ms: doubled each time, less up to a quarter, so that many workstations, and many decisions of
 * one, don't come back in the same moment. The share follows from `seed` (a decision's identifier), so that a run can be repeated.
 */
export const backoff = (tries: number, seed: string): number => {
  const whole = Math.min(longestWait, firstWait * 2 ** Math.min(tries, 10));
  const share = createHash('sha256').update(`${seed} ${tries}`).digest().readUInt16BE(0) / 0xffff;
  return Math.round(whole * (1 - share / 4));
};

/** Not now, or not you. */
const outboxCodes: readonly string[] = [
  'maintenance',
  'rate_limited',
  'token_refused',
  'sign_in_needed',
  'reviewer_other',
  'account_not_reviewer',
  'issuer_unreachable',
  'issuer_invalid',
  'workstation_too_old',
  'exchange_stopped',
];

/** Whom a failed call concerns: the whole outbox (not now, or not you), what was sent (it can't be taken), or nobody knows. */
export const bearingOf = ({ code, details }: Failure): 'outbox' | 'content' | 'unknown' => {
  if (outboxCodes.includes(code)) return 'outbox';
  if (details.status === 503 && typeof details.retryAfterSeconds === 'number') return 'outbox';
  return typeof details.status === 'number' && [400, 409, 413, 415, 422].includes(details.status) ? 'content' : 'unknown';
};

/** The pause of the whole outbox that follows from a failure of the session, or of sending; the platform's own Retry-After is obeyed. */
export const wholePause = (
  { code, details }: Failure,
  nowMs: number,
  from: 'session' | 'decisions',
): NonNullable<Workstation['outboxPause']> => {
  const asked = details.retryAfterSeconds;
  const wait = typeof asked === 'number' ? Math.min(asked * 1_000, longestAsked) : unsaidWait;
  return { since: toTimestamp(nowMs), until: toTimestamp(nowMs + wait), code, asked: from === 'decisions' && typeof asked === 'number' };
};

/**
 * The pause that holds at `nowMs`. `reachedAgain`: the platform has just answered otherwise, which ends every pause that it did not ask for. A clock that was set back before the pause began makes it worthless.
 */
export const outboxPause = (store: ReadableStore, nowMs: number, reachedAgain: boolean): Workstation['outboxPause'] => {
  const { outboxPause: pause } = store.workstation();
  if (pause === undefined || (reachedAgain && !pause.asked)) return undefined;
  return nowMs < Date.parse(pause.until) && nowMs >= Date.parse(pause.since) ? pause : undefined;
};
