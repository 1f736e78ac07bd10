import type { Readable } from 'node:stream';
import { redactOutput } from '../../../shared/domain/redaction.ts';

/** What is remembered of a process's standard error, characters, and how many lines of it a report holds. */
const remembered = 16_384;
const mostLines = 40;

/**
 * Remembers the end of what a process writes to its standard error, so that a report can tell what it died of. `also`: where the words go besides, while developing.
 * Returns the last lines, redacted.
 */
export function rememberLastWords(from: Readable | null, also?: NodeJS.WritableStream): () => string[] {
  let words = '';
  from?.setEncoding('utf8').on('data', (piece: string) => {
    words = (words + piece).slice(-remembered);
    also?.write(piece);
  });
  return () => redactOutput(words, mostLines);
}
