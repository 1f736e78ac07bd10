import { type Failure, fail } from '../../../shared/domain/failure.ts';
import { discarding, encodingOf, unpacked } from './answer-text.ts';
import type { Line } from './line.ts';
import { type RefusingAnswer, waitHeadersOf } from './refusal.ts';

/** What came of asking for bytes that are known by their hash. */
export type DocumentReply =
  /** Its bytes on their way, from `start` on. `discard` ends what was not read; after the end it does nothing. */
  | {
      kind: 'bytes';
      start: number;
      bytes: AsyncIterable<Uint8Array>;
      /** The bytes end where the connection does: an end that came too early can't be told from the true one. */
      openEnded: boolean;
      discard(): void;
    }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'refused'; answer: RefusingAnswer };

/** Whether a 206 holds what was asked for: `bytes FROM-…/LENGTH` (RFC 9110, 14.4). */
const isWantedRange = (header: unknown, { from, byteLength }: { from: number; byteLength: number }): boolean => {
  const range = typeof header === 'string' ? /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header.trim()) : null;
  if (range === null) return false;
  return Number(range[1]) === from && Number(range[2]) < byteLength && (range[3] === '*' || Number(range[3]) === byteLength);
};

/** Asks for one document, see {@link requestBytes}. */
export const requestDocument = (
  line: Line,
  token: string,
  sha256: string,
  rest: { from: number; byteLength: number } | undefined,
  signal: AbortSignal,
): Promise<DocumentReply> => requestBytes(line, token, { path: `/v1/documents/${sha256}`, sha256 }, rest, signal);

/**
 * Asks for bytes that are known by their hash, or for what follows `rest.from` of them if they are still the same (`If-Range`). The answer may begin at 0 all the same. A part that is
 * not the one asked for fails with `answer_malformed` and the cause `range`, and so does another encoding than the plain one in a part (cause `encoding`). Where there are no such bytes it
 * fails with `document_unknown`. Throws what the transport throws.
 */
export const requestBytes = async (
  { request, prefix, identityOf }: Line,
  token: string,
  { path, sha256 }: { path: string; sha256: string },
  rest: { from: number; byteLength: number } | undefined,
  signal: AbortSignal,
): Promise<DocumentReply> => {
  const range = rest === undefined ? {} : { range: `bytes=${rest.from}-`, 'if-range': `"${sha256}"` };
  const { statusCode, headers, body } = await request({
    path: `${prefix}${path}`,
    method: 'GET',
    headers: { ...identityOf(token), accept: '*/*', 'accept-encoding': 'identity', ...range },
    signal,
  });
  const encoding = encodingOf(headers);
  const discard = discarding(body);
  const openEnded = headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
  const give = (cause: string): DocumentReply => {
    // Not wanted, and perhaps long: the connection is worth less than reading it to its end.
    discard();
    return { kind: 'failed', failure: fail('answer_malformed', { status: statusCode, cause }).error };
  };
  if (statusCode === 200) {
    if (encoding === 'other') return give('encoding');
    return {
      kind: 'bytes',
      start: 0,
      openEnded,
      discard,
      bytes: encoding === 'gzip' ? unpacked(body) : (body as AsyncIterable<Uint8Array>),
    };
  }
  if (statusCode === 206) {
    const etag = headers.etag;
    if (rest === undefined || encoding !== 'identity' || !isWantedRange(headers['content-range'], rest)) return give('range');
    // However the tag is written: the whole is verified by its hash in any case.
    if (typeof etag === 'string' && etag.replace(/^W\//, '').replaceAll('"', '').toLowerCase() !== sha256) return give('range');
    return { kind: 'bytes', start: rest.from, openEnded, discard, bytes: body as AsyncIterable<Uint8Array> };
  }
  const text = await body.text();
  if (statusCode === 404 || statusCode === 410) return { kind: 'failed', failure: fail('document_unknown', { status: statusCode }).error };
  return { kind: 'refused', answer: { status: statusCode, headers: waitHeadersOf(headers), text } };
};
