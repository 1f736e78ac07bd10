import { workerEntry } from '../ports/entry.ts';
import { presentServerTrust } from '../ports/server-trust.ts';
import { openThread } from '../ports/thread.ts';
import type { PartialDownload } from '../store/index.ts';
import type { DocumentAnswer, DocumentNote, DocumentThreadStart, WantedDocument } from './document-thread.ts';

/** Fetches documents in a thread of its own. */
export type Fetching = {
  /**
   * Fetches one document into the shelf, where it is visible only if it is what it was named. What `told.keep` throws is thrown on; so is it where the thread dies.
   * `told.bytes`: the bytes held so far and those that came since it was told last.
   */
  fetch(
    wanted: WantedDocument,
    signal: AbortSignal,
    told: { bytes(held: number, come: number): void; keep(partial: PartialDownload): void },
  ): Promise<DocumentAnswer>;
  /** Ends the thread. */
  close(): Promise<void>;
};

/** Prepares fetching; the thread starts with the first document. */
export const openFetching = (place: Omit<DocumentThreadStart, 'trust'>): Fetching => {
  const start: DocumentThreadStart = { ...place, trust: presentServerTrust() };
  const thread = openThread<DocumentThreadStart, WantedDocument, DocumentNote, DocumentAnswer>(workerEntry('sync'), start);
  return {
    fetch: (wanted, signal, told) =>
      thread.call(wanted, signal, (note) => {
        if (note.kind === 'keep') told.keep(note.partial);
        else told.bytes(note.held, note.come);
      }),
    close: thread.close,
  };
};
