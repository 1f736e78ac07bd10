import { problemSchema } from '../../../shared/contract/intake/index.ts';
import { type Failure, fail } from '../../../shared/domain/failure.ts';

/** An answer that is none of those that were asked for. */
export type RefusingAnswer = { status: number; headers: WaitHeaders; text: string };

/** The headers that tell how long to wait, as they came. */
export type WaitHeaders = { retryAfter: unknown; date: unknown };
/** See {@link WaitHeaders}. */
export const waitHeadersOf = (headers: Record<string, unknown>): WaitHeaders => ({
  retryAfter: headers['retry-after'],
  date: headers.date,
});

/** Longest `Retry-After` that is believed, s: a day. */
export const longestRetryAfter = 86_400;

/**
 * Seconds of a `Retry-After` header (RFC 9110, 10.2.3: seconds or an HTTP date), or undefined. A date is counted from the answer's own `Date` where
 * it has one: this machine's clock may be wrong by days.
 */
const retryAfterSeconds = ({ retryAfter, date }: WaitHeaders, nowMs: number): number | undefined => {
  if (typeof retryAfter !== 'string') return undefined;
  if (/^\d+$/.test(retryAfter)) return Math.min(longestRetryAfter, Number(retryAfter));
  const until = Date.parse(retryAfter);
  if (Number.isNaN(until)) return undefined;
  const answeredAt = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Math.min(longestRetryAfter, Math.max(0, Math.ceil((until - (Number.isNaN(answeredAt) ? nowMs : answeredAt)) / 1000)));
};

/** What a refusal means. `nowMs`: the local wall clock. `token`: our own, which is shown to nobody should it be sent back. */
export const refusalOf = ({ status, headers, text }: RefusingAnswer, nowMs: number, token: string): { ok: false; error: Failure } => {
  const problem = problemSchema.safeParse(parseJson(text));
  const told = problem.success ? problem.data.code : 'unknown';
  // A code is a word; anything else is not shown to anybody.
  const code = /^[\w.:-]{1,100}$/.test(told) && (token === '' || !told.includes(token)) ? told : 'unknown';
  const wait = retryAfterSeconds(headers, nowMs);
  const details = { status, problem: code, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) };
  if (status === 403 && code === 'reviewer_unknown') return fail('account_not_reviewer', details);
  if (status === 401 || status === 403) return fail('token_refused', details);
  if (status === 426) return fail('workstation_too_old', details);
  if (status === 429) return fail('rate_limited', details);
  if (status === 503 && code === 'maintenance') return fail('maintenance', details);
  if (status >= 500) return fail('server_fault', details);
  return fail(problem.success && code !== 'unknown' ? 'answer_malformed' : 'not_an_intake_server', details);
};

/** The value of a JSON text, or undefined where it is none. */
export const parseJson = (text: string): unknown => {
  try {
    // A byte order mark at the beginning is no part of the text.
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
};
