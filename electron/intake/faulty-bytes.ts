import { Readable } from 'node:stream';
import type { Fault } from './modes.ts';

/** Faults of an answer that is bytes. */
export type BytesFault = Extract<Fault, { kind: 'cut' | 'wrong_bytes' }>;

/** `source` with a fault played on it. */
export const withFault = (source: Readable, fault: BytesFault): Readable => {
  const faulty = async function* () {
    let sent = 0;
    for await (const chunk of source as AsyncIterable<Buffer>) {
      if (fault.kind === 'wrong_bytes') {
        yield sent === 0 ? Buffer.concat([Buffer.from([(chunk[0] ?? 0) ^ 0xff]), chunk.subarray(1)]) : chunk;
      } else if (sent + chunk.length > fault.afterBytes) {
        yield chunk.subarray(0, fault.afterBytes - sent);
        throw new Error('the connection is cut here because a fault says so');
      } else {
        yield chunk;
      }
      sent += chunk.length;
    }
  };
  return Readable.from(faulty(), { objectMode: false });
};
