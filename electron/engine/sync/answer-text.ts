import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';

/** Encoding of an answer's body: as it is, gzip, or one that was not asked for. */
export const encodingOf = (headers: Record<string, unknown>): 'identity' | 'gzip' | 'other' => {
  const told = headers['content-encoding'];
  const encoding = typeof told === 'string' ? told.trim().toLowerCase() : told;
  if (encoding === undefined || encoding === '' || encoding === 'identity') return 'identity';
  return encoding === 'gzip' || encoding === 'x-gzip' ? 'gzip' : 'other';
};

/** Ends a body that nobody reads to its end. Its connection goes with it: it is worth less than reading what may be long. */
export const discarding = (body: Dispatcher.ResponseData['body']): (() => void) => {
  // Whoever reads is told of an error by reading; a body that is only ended tells nobody, and must not bring the program down.
  body.on('error', () => {});
  return () => {
    body.destroy();
  };
};

/** The body unpacked. A body that breaks off, or is no gzip, throws while it is read. */
export const unpacked = (body: Dispatcher.ResponseData['body']): AsyncIterable<Buffer> => {
  const gunzip = createGunzip();
  // What nobody reads to its end (an answer of another status) may break off all the same, and must not bring the program down.
  gunzip.on('error', () => {});
  // The error comes to whoever reads `gunzip`, which the pipeline destroys.
  pipeline(body, gunzip, () => {});
  return gunzip as AsyncIterable<Buffer>;
};

/** The text of an answer, unpacked; undefined where it is longer than `limit` bytes (unpacked, so that a bomb ends there) or is encoded in another way. */
export const readText = async (answer: Dispatcher.ResponseData, limit: number): Promise<string | undefined> => {
  const encoding = encodingOf(answer.headers);
  if (encoding === 'other') {
    discarding(answer.body)();
    return undefined;
  }
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of encoding === 'gzip' ? unpacked(answer.body) : (answer.body as AsyncIterable<Buffer>)) {
    length += piece.length;
    if (length > limit) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
};
