import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Random } from '../../electron/intake/sample/random.ts';

/** What can go wrong between a workstation and its server. `before`: the server never hears of the request; `after`: it has done what was asked. `stall` goes on when the line is healed, `dead` never does. */
export const faultNames = {
  before: ['refuse', 'server_error', 'unauthorized', 'rate_limited', 'maintenance', 'bare_503', 'html', 'redirect', 'redirect_to_itself'],
  after: [
    'lose_answer',
    'cut',
    'reset',
    'stall',
    'dead',
    'slow',
    'late',
    'truncate',
    'flip',
    'length_too_long',
    'length_too_short',
    'twice',
    'replay',
  ],
  /** Exchanges one answer for an earlier one of another path of the same call: another document, another decision's receipts. */
  swapped: ['swap'],
  /** Rewrites the feed's position: the workstation's question or the server's answer. Never forward: a gap that a server asserts can't be told from the truth. */
  cursor: ['since_garbage', 'since_lost', 'next_earlier', 'next_garbage'],
} as const;

/** One of {@link faultNames}. */
export type FaultName = (typeof faultNames)[keyof typeof faultNames][number];

/** Every fault there is. */
export const everyFault: readonly FaultName[] = Object.values(faultNames).flat();

/** Faults after which a document's answer is whole and wrong: the workstation gives a document up after three of them. */
export const wrongBytes: ReadonlySet<FaultName> = new Set(['truncate', 'flip', 'swap', 'html', 'length_too_short']);

/** An answer of the server, whole. */
export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** Whether a fault can happen to this call. */
export const canHappen = (fault: FaultName, path: string): boolean => {
  if ((faultNames.cursor as readonly string[]).includes(fault)) return path.startsWith('/v1/changes');
  if (fault === 'swap') return path.startsWith('/v1/documents/') || path.startsWith('/v1/decisions');
  return true;
};

const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: Buffer.from(JSON.stringify({ type: 'about:blank', title: code, status, code })),
});

const page: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<!doctype html><title>Sign in to this network</title><p>Welcome.</p>'),
};

/** What is answered in the server's place, for faults of that kind; undefined for all others. */
export const answerInstead = (fault: FaultName | undefined, path: string, random: Random): Answer | undefined => {
  switch (fault) {
    case 'server_error':
      return { status: random.pick([500, 502, 504]), headers: { 'content-type': 'text/html' }, body: Buffer.from('<h1>Bad gateway</h1>') };
    case 'unauthorized':
      return problem(401, 'token_refused', { 'www-authenticate': 'Bearer' });
    case 'rate_limited':
      return problem(429, 'rate_limited', { 'retry-after': '1' });
    case 'maintenance':
      return problem(503, 'maintenance', { 'retry-after': '1' });
    case 'bare_503':
      return { status: 503, headers: {}, body: Buffer.alloc(0) };
    case 'html':
      return page;
    case 'redirect':
      return { status: 302, headers: { location: 'http://127.0.0.1:9/sign-in' }, body: Buffer.alloc(0) };
    case 'redirect_to_itself':
      return { status: 307, headers: { location: path }, body: Buffer.alloc(0) };
    default:
      return undefined;
  }
};

/** What the server is asked instead, for faults of the feed's position. */
export const askInstead = (fault: FaultName | undefined, path: string): string => {
  const asked = new URL(path, 'http://platform.test');
  if (fault === 'since_lost') asked.searchParams.delete('since');
  else if (fault === 'since_garbage') asked.searchParams.set('since', '../../%00💥');
  else return path;
  return `${asked.pathname}${asked.search}`;
};

/** What a feed's answer says, whether it is compressed or not. */
export const feedPage = ({ headers, body }: Answer): { next?: string; more?: boolean } =>
  JSON.parse((headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8')) as { next?: string; more?: boolean };

/** The feed's answer with another position. */
export const withPosition = (answer: Answer, next: string): Answer => {
  const body = Buffer.from(JSON.stringify({ ...feedPage(answer), next }));
  return { ...answer, body: answer.headers['content-encoding'] === 'gzip' ? gzipSync(body) : body };
};

/**
 * The answer with one bit turned. Compressed JSON and documents carry a checksum and may be hit anywhere. Plain JSON carries none: a changed letter of a name can only
 * be told by the encryption of the line, so there the bit is one that makes the answer no JSON any more.
 */
export const withFlippedBit = (answer: Answer, random: Random): Answer => {
  if (answer.body.length === 0) return answer;
  const body = Buffer.from(answer.body);
  const plain = String(answer.headers['content-type']).includes('json') && answer.headers['content-encoding'] === undefined;
  const at = plain ? 0 : random.whole(0, body.length - 1);
  body[at] = (body[at] ?? 0) ^ (1 << random.whole(0, 7));
  return { ...answer, body };
};

/** The answer without its end, and with a length that fits. */
export const truncated = (answer: Answer, random: Random): Answer => ({
  ...answer,
  body: answer.body.subarray(0, answer.body.length === 0 ? 0 : random.whole(0, answer.body.length - 1)),
});

/** Writes an answer, whole; `length` where the announced one is to be another. */
export const write = (response: ServerResponse, { status, headers, body }: Answer, length = body.length): void => {
  writeHead(response, { status, headers, body }, length);
  response.end(body);
};

/** Writes status and headers only. */
export const writeHead = (response: ServerResponse, { status, headers, body }: Answer, length = body.length): void => {
  const { 'transfer-encoding': _coding, connection: _connection, 'keep-alive': _alive, 'content-length': _length, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': String(length) });
};
