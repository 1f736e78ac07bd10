import { problemSchema } from '../../../shared/contract/intake/index.ts';
import { type Failure, fail } from '../../../shared/domain/failure.ts';

/** An answer that is none of those that were asked for. */
export type RefusingAnswer = { status: number; retryAfter: unknown; text: string };

/** Seconds of a `Retry-After` header (RFC 9110, 10.2.3: seconds or an HTTP date), or undefined. */
const retryAfterSeconds = (value: unknown, nowMs: number): number | undefined => {
  if (typeof value !== 'string') return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - nowMs) / 1000));
};

/** What a refusal means. `nowMs`: the local wall clock. */
export const refusalOf = ({ status, retryAfter, text }: RefusingAnswer, nowMs: number): { ok: false; error: Failure } => {
  const problem = problemSchema.safeParse(parseJson(text));
  const code = problem.success ? problem.data.code : 'unknown';
  const wait = retryAfterSeconds(retryAfter, nowMs);
  const details = { status, problem: code, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) };
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
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
