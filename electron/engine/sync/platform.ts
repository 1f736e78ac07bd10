import { z } from 'zod';
import type { Session } from '../../../shared/contract/intake/index.ts';
import { auditResponseSchema, changesPageSchema, protocolVersion, sessionSchema } from '../../../shared/contract/intake/index.ts';
import type { Decision, Receipt } from '../../../shared/domain/decision.ts';
import { type Failure, fail, type Result, succeed } from '../../../shared/domain/failure.ts';
import { readText } from './answer-text.ts';
import { openLine, type ServerAddress, transportFailure } from './line.ts';
import { type ClaimCalls, claimCalls } from './platform-claims.ts';
import { matchReceipts } from './receipts.ts';
import { parseJson, refusalOf } from './refusal.ts';

/** Largest JSON answer that is read at all, bytes (a page of changes stays far below it). */
const maxJsonBytes = 64 * 1024 * 1024;

/** An answer for decisions, its receipts still to be read one by one, so that one that is malformed spoils no other. */
const receiptsSchema = z.object({ receipts: z.array(z.unknown()) });

/** The platform's calls that this workstation makes. Every answer is checked against the contract; every failure is a value. */
export type Platform = ClaimCalls & {
  session(signal: AbortSignal): Promise<Result<Session>>;
  changes(since: string | undefined, limit: number, signal: AbortSignal): Promise<Result<z.infer<typeof changesPageSchema>>>;
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

/** Opens the platform's calls for one server and token. `now` in ms. */
export const connectPlatform = (server: ServerAddress, workstationId: string, now: () => number): Platform => {
  const { pool, prefix, identity } = openLine(server, workstationId);
  const headers = { ...identity, accept: 'application/json, application/problem+json', 'accept-encoding': 'gzip' };
  const refusal = (status: number, answerHeaders: Record<string, unknown>, text: string): { ok: false; error: Failure } =>
    refusalOf({ status, retryAfter: answerHeaders['retry-after'], text }, now());

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
        signal,
      });
      statusCode = answer.statusCode;
      answerHeaders = answer.headers;
      const read = await readText(answer, maxJsonBytes);
      if (read === undefined) return fail('answer_malformed', { cause: 'too_long' });
      text = read;
    } catch (error) {
      return transportFailure(error, signal);
    }
    if (statusCode !== 200 && statusCode !== 201) return refusal(statusCode, answerHeaders, text);
    const value = parseJson(text);
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

  return {
    session: async (signal) => {
      const answer = await json(sessionSchema, '/v1/session', signal);
      if (!answer.ok) return answer.error.code === 'answer_malformed' ? fail('not_an_intake_server', answer.error.details) : answer;
      if (answer.value.minProtocol > protocolVersion) return fail('workstation_too_old', { minProtocol: answer.value.minProtocol });
      if (answer.value.protocol < protocolVersion) return fail('server_too_old', { protocol: answer.value.protocol });
      return answer;
    },
    changes: (since, limit, signal) =>
      json(
        changesPageSchema,
        `/v1/changes?${new URLSearchParams({ ...(since === undefined ? {} : { since }), limit: String(limit) })}`,
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
    audit: (from, entries, signal) => json(auditResponseSchema, '/v1/audit', signal, { from, entries }),
    close: () => pool.destroy(),
  };
};
