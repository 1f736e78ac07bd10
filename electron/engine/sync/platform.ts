import { z } from 'zod';
import type { Session } from '../../../shared/contract/intake/index.ts';
import {
  type auditRequestSchema,
  auditResponseSchema,
  changesAnswerSchema,
  healthSchema,
  protocolVersion,
  releaseAnswerSchema,
  sessionAnswerSchema,
  withoutNulls,
} from '../../../shared/contract/intake/index.ts';
import type { Decision, Receipt } from '../../../shared/domain/decision.ts';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { readText } from './answer-text.ts';
import { type Access, openLine, transportFailure } from './line.ts';
import { type ClaimCalls, claimCalls } from './platform-claims.ts';
import { matchReceipts } from './receipts.ts';
import { longestRetryAfter, parseJson, refusalOf, waitHeadersOf } from './refusal.ts';

/** Largest JSON answer that is read at all, bytes (a page of changes stays far below it). */
const maxJsonBytes = 64 * 1024 * 1024;

/** Longest time for one whole JSON answer, ms: a page that trickles in for ever must not keep an exchange from ending. */
const wholeAnswer = 180_000;
/** Wait for an answer about the platform's health, ms: it is only asked when something is wrong already. */
const healthPatience = 3_000;

/** An answer for decisions, its receipts still to be read one by one, so that one that is malformed spoils no other. */
const receiptsSchema = z.object({ receipts: z.array(z.unknown()) });

/** The platform's calls that this workstation makes. Every answer is checked against the contract; every failure is a value. */
export type Platform = ClaimCalls & {
  /** Who the token belongs to. Where the platform breaks on it and says elsewhere (`GET /v1/health`) that it is in maintenance, it is that. */
  session(signal: AbortSignal): Promise<Result<Session>>;
  changes(since: string | undefined, limit: number, signal: AbortSignal): Promise<Result<z.infer<typeof changesAnswerSchema>>>;
  /** The receipts by the decisions' identifiers; a decision that has none was not answered in a way that can be read. */
  decisions(decisions: readonly Decision[], signal: AbortSignal): Promise<Result<Map<string, Receipt>>>;
  /** Adds to the platform's copy of the audit chain. */
  audit(stretch: z.input<typeof auditRequestSchema>, signal: AbortSignal): Promise<Result<z.infer<typeof auditResponseSchema>>>;
  /** The statement of the newest release, as it came; undefined where the platform hands out none. */
  release(signal: AbortSignal): Promise<Result<string | undefined>>;
  close(): Promise<void>;
};

/** What a platform answers that knows nothing of releases. */
const noSuchCall: readonly unknown[] = [404, 405, 410, 501];

/** Reads a server's address as a person types it: http or https, no credentials, no query. Returns its base without a trailing slash. */
export const readServerAddress = (typed: string): Result<string> => {
  const parsed = URL.parse(typed.trim());
  if (
    parsed === null ||
    !['http:', 'https:'].includes(parsed.protocol) ||
    parsed.username !== '' ||
    parsed.search !== '' ||
    parsed.hash !== ''
  )
    return fail('server_address_invalid');
  return succeed(`${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`);
};

/** An answer as it came; the text is undefined where it was too long to be read. */
type Asked = { status: number; headers: Record<string, unknown>; text: string | undefined };

/** Opens the platform's calls for one server. `now` in ms. */
export const connectPlatform = (url: string, access: Access, workstationId: string, now: () => number): Platform => {
  const line = openLine(url, workstationId);
  const { prefix, identityOf } = line;

  /** Asks with the token that holds now, and once more with another one where the platform refuses it and there is another. */
  const ask = async (
    request: { path: string; method: 'GET' | 'POST' | 'DELETE'; body?: unknown },
    signal: AbortSignal,
  ): Promise<Result<Asked & { token: string }>> => {
    const send = async (token: string): Promise<Asked> => {
      const { path, method, body } = request;
      const headers = {
        ...identityOf(token),
        accept: 'application/json, application/problem+json',
        'accept-encoding': 'gzip',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      };
      const answer = await line.request({
        path: `${prefix}${path}`,
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(wholeAnswer)]),
      });
      return { status: answer.statusCode, headers: answer.headers, text: await readText(answer, maxJsonBytes) };
    };
    const token = await access.token(signal);
    if (!token.ok) return token;
    try {
      const asked = await send(token.value);
      if (asked.status !== 401) return succeed({ ...asked, token: token.value });
      const other = await access.renewed(token.value, signal);
      if (other.ok) return succeed({ ...(await send(other.value)), token: other.value });
      // What the platform said of the token tells more than that there is no other one.
      return other.error.code === 'token_refused' ? succeed({ ...asked, token: token.value }) : other;
    } catch (error) {
      return transportFailure(error, signal);
    }
  };
  const refusal = ({ status, headers, text, token }: Asked & { token: string }): { ok: false; error: Failure } =>
    refusalOf({ status, headers: waitHeadersOf(headers), text: text ?? '' }, now(), token);

  const json = async <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    signal: AbortSignal,
    body?: unknown,
  ): Promise<Result<z.infer<Schema>>> => {
    const asked = await ask({ path, method: body === undefined ? 'GET' : 'POST', body }, signal);
    if (!asked.ok) return asked;
    const { status, text } = asked.value;
    if (text === undefined) return fail('answer_malformed', { cause: 'too_long' });
    if (status < 200 || status > 299) return refusal(asked.value);
    const parsed = parseJson(text);
    // The entries of a page are tidied where they are read, one by one.
    const value = 'changes' in Object(parsed) ? parsed : withoutNulls(parsed);
    if (value === undefined) return fail('not_an_intake_server', { status });
    const read = schema.safeParse(value);
    if (read.success) return succeed(read.data);
    return fail('answer_malformed', { paths: read.error.issues.slice(0, 10).map((issue) => `${issue.path.join('.')}: ${issue.code}`) });
  };

  const remove = async (path: string, signal: AbortSignal): Promise<Result<void>> => {
    const asked = await ask({ path, method: 'DELETE' }, signal);
    if (!asked.ok) return asked;
    return asked.value.status < 300 ? succeed(undefined) : refusal(asked.value);
  };

  /** The announced maintenance, or the failure as it was. Asked without the token, which the protocol does not want for it. */
  const orMaintenance = async (broken: { ok: false; error: Failure }, signal: AbortSignal): Promise<{ ok: false; error: Failure }> => {
    try {
      const answer = await line.request({
        path: `${prefix}/v1/health`,
        method: 'GET',
        headers: { accept: 'application/json', 'accept-encoding': 'gzip' },
        signal: AbortSignal.any([signal, AbortSignal.timeout(healthPatience)]),
      });
      const health = healthSchema.safeParse(withoutNulls(parseJson((await readText(answer, maxJsonBytes)) ?? '')));
      if (!health.success || health.data.status !== 'maintenance') return broken;
      const { until } = health.data;
      const seconds = until === undefined || until === null ? undefined : Math.ceil((Date.parse(until) - now()) / 1000);
      const asked = seconds === undefined || seconds <= 0 ? {} : { retryAfterSeconds: Math.min(longestRetryAfter, seconds) };
      return fail('maintenance', { ...asked, ...broken.error.details });
    } catch {
      return signal.aborted ? fail('exchange_stopped') : broken;
    }
  };

  return {
    session: async (signal) => {
      const answer = await json(sessionAnswerSchema, '/v1/session', signal);
      if (!answer.ok && answer.error.code === 'server_fault') return orMaintenance(answer, signal);
      if (!answer.ok) return answer.error.code === 'answer_malformed' ? fail('not_an_intake_server', answer.error.details) : answer;
      if (answer.value.minProtocol > protocolVersion) return fail('workstation_too_old', { minProtocol: answer.value.minProtocol });
      if (answer.value.protocol < protocolVersion) return fail('server_too_old', { protocol: answer.value.protocol });
      return answer;
    },
    changes: (since, limit, signal) =>
      json(
        changesAnswerSchema,
        // Percent-encoded throughout: a `+` for a space is not read as one by every server.
        `/v1/changes?${since === undefined ? '' : `since=${encodeURIComponent(since)}&`}limit=${limit}`,
        signal,
      ),
    decisions: async (decisions, signal) => {
      const answer = await json(receiptsSchema, '/v1/decisions', signal, { decisions });
      if (!answer.ok) return answer;
      return succeed(
        matchReceipts(
          decisions.map(({ decisionId }) => decisionId),
          answer.value.receipts,
        ),
      );
    },
    ...claimCalls({ json, remove }),
    release: async (signal) => {
      const answer = await json(releaseAnswerSchema, '/v1/releases/current', signal);
      if (answer.ok) return succeed(answer.value.release);
      return noSuchCall.includes(answer.error.details.status) ? succeed(undefined) : answer;
    },
    close: () => line.destroy(),
    audit: (stretch, signal) => json(auditResponseSchema, '/v1/audit', signal, stretch),
  };
};
