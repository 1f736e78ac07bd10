import { type Failure, fail } from '../../../shared/domain/failure.ts';
import { errorCode } from '../ports/disk.ts';
import type { ServerTrust } from '../ports/server-trust.ts';
import type { Caller } from '../ports/thread.ts';
import type { PartialDownload } from '../store/index.ts';
import type { DocumentReceiver } from '../vault/document-files.ts';
import { requestDocument } from './document-request.ts';
import { type Line, transportFailure } from './line.ts';
import type { RefusingAnswer } from './refusal.ts';
import type { DocumentShelf } from './shelf.ts';

/** What the thread that fetches documents begins with. */
export type DocumentThreadStart = { url: string; workstationId: string; place: DocumentShelf['place']; trust: ServerTrust };

/** A document that is wanted, and the token to ask for it with; `rest`: what an earlier break left of it, and how many plain bytes that is. */
export type WantedDocument = {
  token: string;
  sha256: string;
  byteLength: number;
  rest?: { from: number; partial: PartialDownload } | undefined;
};

/** What the thread tells on the way. `bytes`: those held so far, and those that came since it told last. `keep` waits until it is kept durably. */
export type DocumentNote = { kind: 'bytes'; held: number; come: number } | { kind: 'keep'; partial: PartialDownload };

/** How it went. */
export type DocumentAnswer =
  /** Durable and verified, and out of sight until it is placed. */
  | { kind: 'arrived'; file: PartialDownload }
  /** Not the bytes that were named; nothing of them is left. */
  | { kind: 'wrong' }
  | { kind: 'disk'; failure: Failure }
  /** The body broke off; `come`: its bytes until then. */
  | { kind: 'broken'; failure: Failure; come: number }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'refused'; answer: RefusingAnswer };

/** How often bytes that came are told of, ms: what a person can follow. */
const tellEvery = 100;

/** Fetches documents over a line into a shelf: asks, verifies, encrypts and makes durable. `monotonic`: ms. */
export const fetchDocuments =
  (line: Line, receiver: DocumentReceiver, monotonic: () => number) =>
  async ({ token, sha256, byteLength, rest }: WantedDocument, { signal, tell, heard }: Caller<DocumentNote>): Promise<DocumentAnswer> => {
    let reply: Awaited<ReturnType<typeof requestDocument>>;
    try {
      reply = await requestDocument(line, token, sha256, rest && { from: rest.from, byteLength }, signal);
    } catch (error) {
      return { kind: 'failed', failure: transportFailure(error, signal).error };
    }
    if (reply.kind !== 'bytes') return reply;
    const { start, bytes, openEnded, discard } = reply;
    let come = 0;
    let told = 0;
    let toldAt = monotonic();
    const note = (): void => {
      if (come === told) return;
      tell({ kind: 'bytes', held: start + come, come: come - told });
      told = come;
      toldAt = monotonic();
    };
    async function* counted() {
      for await (const piece of bytes) {
        come += piece.length;
        if (monotonic() - toldAt > tellEvery) note();
        yield piece;
      }
      // Not whole, and no length was promised: a line that was cut looks like this, and what has come is worth continuing.
      if (openEnded && start + come < byteLength) throw Object.assign(new Error('the document ended early'), { code: 'ENDED_EARLY' });
    }
    if (start > 0) tell({ kind: 'bytes', held: start, come: 0 });
    try {
      const received = await receiver.receive(sha256, byteLength, counted(), {
        from: start > 0 ? rest?.partial : undefined,
        keep: (partial) => heard({ kind: 'keep', partial }),
      });
      if (received.ok) return { kind: 'arrived', file: received.file };
      return received.cause === 'disk' ? { kind: 'disk', failure: received.error } : { kind: 'wrong' };
    } catch (error) {
      const cause = errorCode(error);
      return { kind: 'broken', failure: fail('server_unreachable', cause === undefined ? {} : { cause }).error, come };
    } finally {
      note();
      discard();
    }
  };
