import { errors, Pool } from 'undici';
import { z } from 'zod';
import type { Session } from '../../../shared/contract/intake/index.ts';
import {
  auditResponseSchema,
  changesAnswerSchema,
  healthSchema,
  problemSchema,
  protocolVersion,
  sessionAnswerSchema,
  withoutNulls,
} from '../../../shared/contract/intake/index.ts';
import type { Decision, Receipt } from '../../../shared/domain/decision.ts';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { readText } from './answer-text.ts';
import { type ClaimCalls, claimCalls } from './platform-claims.ts';
import { type DocumentBytes, requestDocument } from './platform-documents.ts';
import { matchReceipts } from './receipts.ts';

/**
 * Longest wait for the head of an answer and between two pieces of a body, ms. A judgement: a phone line's hiccup is shorter; and a line that died
 * without a word must not keep an exchange from being complete 30 s after the network is back.
 */
const patience = 15_000;
/** Largest JSON answer that is read at all, bytes (a page of changes stays far below it). */
const maxJsonBytes = 64 * 1024 * 1024;

/** Longest `Retry-After` that is believed, s: a day. */
const longestRetryAfter = 86_400;
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
  /** The bytes of one document as they arrive, where it can be done behind `rest.from`; the caller counts and hashes them. */
  document(sha256: string, signal: AbortSignal, rest?: { from: number; byteLength: number }): Promise<Result<DocumentBytes>>;
  /** The receipts by the decisions' identifiers; a decision that has none was not answered in a way that can be read. */
  decisions(decisions: readonly Decision[], signal: AbortSignal): Promise<Result<Map<string, Receipt>>>;
  audit(from: number, entries: Record<string, unknown>[], signal: AbortSignal): Promise<Result<z.infer<typeof auditResponseSchema>>>;
  close(): Promise<void>;
};

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

/**
 * Seconds of a `Retry-After` header (RFC 9110, 10.2.3: seconds or an HTTP date), or undefined. A date is counted from the answer's own `Date` where
 * it has one: this machine's clock may be wrong by days.
 */
const retryAfterSeconds = (headers: Record<string, unknown>, nowMs: number): number | undefined => {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\d+$/.test(value)) return Math.min(longestRetryAfter, Number(value));
  const date = Date.parse(value);
  if (Number.isNaN(date)) return undefined;
  const answeredAt = typeof headers.date === 'string' ? Date.parse(headers.date) : Number.NaN;
  return Math.min(longestRetryAfter, Math.max(0, Math.ceil((date - (Number.isNaN(answeredAt) ? nowMs : answeredAt)) / 1000)));
};

/** Names what a transport error means to a person; the error's own text may hold addresses and is not passed on. */
const transportFailure = (error: unknown, signal: AbortSignal): { ok: false; error: Failure } => {
  if (signal.aborted) return fail('exchange_stopped');
  if (error instanceof errors.HTTPParserError) return fail('not_an_intake_server');
  const code = (error as { code?: unknown }).code;
  return fail('server_unreachable', typeof code === 'string' ? { cause: code } : {});
};

/** Opens the platform's calls for one server and token. `now` in ms. */
export const connectPlatform = (server: { url: string; token: string }, workstationId: string, now: () => number): Platform => {
  const base = new URL(server.url);
  const prefix = base.pathname.replace(/\/+$/, '');
  const pool = new Pool(base.origin, { connections: 8, headersTimeout: patience, bodyTimeout: patience, connect: { timeout: 10_000 } });
  const headers = {
    authorization: `Bearer ${server.token}`,
    'x-workstation-id': workstationId,
    accept: 'application/json, application/problem+json',
    'accept-encoding': 'gzip',
  };

  const refusal = async (
    statusCode: number,
    answerHeaders: Record<string, unknown>,
    text: string,
  ): Promise<{ ok: false; error: Failure }> => {
    const problem = problemSchema.safeParse(parseJson(text));
    const told = problem.success ? problem.data.code : 'unknown';
    // A code is a word; anything else, and above all our own token sent back, is not shown to anybody.
    const code = /^[\w.:-]{1,100}$/.test(told) && (server.token === '' || !told.includes(server.token)) ? told : 'unknown';
    const wait = retryAfterSeconds(answerHeaders, now());
    const details = { status: statusCode, problem: code, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) };
    if (statusCode === 401 || statusCode === 403) return fail('token_refused', details);
    if (statusCode === 426) return fail('workstation_too_old', details);
    if (statusCode === 429) return fail('rate_limited', details);
    if (statusCode === 503 && code === 'maintenance') return fail('maintenance', details);
    if (statusCode >= 500) return fail('server_fault', details);
    return fail(problem.success && code !== 'unknown' ? 'answer_malformed' : 'not_an_intake_server', details);
  };

  const json = async <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    signal: AbortSignal,
    body?: unknown,
  ): Promise<Result<z.infer<Schema>>> => {
    let text = '';
    let statusCode: number;
    let answerHeaders: Record<string, unknown>;
    try {
      const answer = await pool.request({
        path: `${prefix}${path}`,
        method: body === undefined ? 'GET' : 'POST',
        headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.any([signal, AbortSignal.timeout(wholeAnswer)]),
      });
      statusCode = answer.statusCode;
      answerHeaders = answer.headers;
      const read = await readText(answer, maxJsonBytes);
      if (read === undefined) return fail('answer_malformed', { cause: 'too_long' });
      text = read;
    } catch (error) {
      return transportFailure(error, signal);
    }
    if (statusCode < 200 || statusCode > 299) return refusal(statusCode, answerHeaders, text);
    const parsed = parseJson(text);
    // The entries of a page are tidied where they are read, one by one.
    const value = 'changes' in Object(parsed) ? parsed : withoutNulls(parsed);
    if (value === undefined) return fail('not_an_intake_server', { status: statusCode });
    const read = schema.safeParse(value);
    if (read.success) return succeed(read.data);
    return fail('answer_malformed', { paths: read.error.issues.slice(0, 10).map((issue) => `${issue.path.join('.')}: ${issue.code}`) });
  };

  const remove = async (path: string, signal: AbortSignal): Promise<Result<void>> => {
    try {
      const answer = await pool.request({ path: `${prefix}${path}`, method: 'DELETE', headers, signal });
      const text = (await readText(answer, maxJsonBytes)) ?? '';
      return answer.statusCode < 300 ? succeed(undefined) : refusal(answer.statusCode, answer.headers, text);
    } catch (error) {
      return transportFailure(error, signal);
    }
  };

  /** The announced maintenance, or the failure as it was. Asked without the token, which the protocol does not want for it. */
  const orMaintenance = async (broken: { ok: false; error: Failure }, signal: AbortSignal): Promise<{ ok: false; error: Failure }> => {
    try {
      const answer = await pool.request({
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
    document: async (sha256, signal, rest) => {
      try {
        return await requestDocument(
          (path, more) => pool.request({ path: `${prefix}${path}`, method: 'GET', headers: { ...headers, ...more }, signal }),
          refusal,
          sha256,
          rest,
        );
      } catch (error) {
        return transportFailure(error, signal);
      }
    },
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
    audit: (from, entries, signal) => json(auditResponseSchema, '/v1/audit', signal, { from, entries }),
    close: () => pool.destroy(),
  };
};

const parseJson = (text: string): unknown => {
  try {
    // A byte order mark at the beginning is no part of the text.
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
};
