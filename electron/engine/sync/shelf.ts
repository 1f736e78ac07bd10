import { setImmediate as turn } from 'node:timers/promises';
import type { Failure, Result } from '../../../shared/domain/failure.ts';
import type { PartialDownload, Store, WritableStore } from '../store/index.ts';

/** A document that has arrived and was verified; nobody sees it before it is placed. See the vault's of the same name. */
export type SealedDocument = { key: Uint8Array; place(): void; discard(): Promise<void> };

/** The encrypted shelf on which documents stand; `engine/index.ts` hands the vault's over. */
export type DocumentShelf = {
  /** Where it stands, for a thread that takes documents in. */
  readonly place: { folder: string; run: string };
  /** A document that such a thread has taken in. */
  sealed(sha256: string, file: PartialDownload): SealedDocument;
  /**
   * Encrypts `bytes` as they come. There is a document only if its length and SHA-256 are the named ones; otherwise nothing is left. Where the source throws, what has arrived is handed to `partial.keep`, and the error is thrown on.
   */
  receive(
    sha256: string,
    byteLength: number,
    bytes: AsyncIterable<Uint8Array>,
    partial?: { from?: PartialDownload | undefined; keep(partial: PartialDownload): void | Promise<void> },
  ): Promise<({ ok: true } & SealedDocument) | { ok: false; cause: 'length' | 'sha256' } | { ok: false; cause: 'disk'; error: Failure }>;
  /** Plain bytes of an unfinished download, verified; undefined where it can't be continued. */
  partialLength(sha256: string, partial: PartialDownload): Promise<number | undefined>;
  dropPartial(partial: PartialDownload): Promise<void>;
  read(sha256: string, rendition: 'original' | 'screen' | 'thumbnail', key: Uint8Array): Promise<Result<Uint8Array>>;
  writeRendition(sha256: string, rendition: 'screen' | 'thumbnail', key: Uint8Array, bytes: Uint8Array): Promise<Result<void>>;
  erase(sha256: string): void;
  /** Bytes that the disk still takes, or undefined where it does not say. */
  freeBytes(): Promise<number | undefined>;
};

/** A document that has arrived under its hash. */
export type Arrival = SealedDocument & { sha256: string };

/**
 * Makes documents visible within the caller's transaction. The exchange and an import may bring the same document at the same time: whichever comes
 * here first has its file placed and its key entered in one step, so that a file never stands beside another file's key. Returns what is not wanted —
 * held already, or named by no application — for {@link discardAll}.
 */
export const land = (write: WritableStore, arrivals: readonly Arrival[]): Arrival[] =>
  arrivals.filter(({ sha256, key, place }) => {
    const arrival = write.documentFile(sha256)?.arrival;
    if (arrival === undefined || arrival === 'held') return true;
    place();
    write.setFileHeld(sha256, key);
    return false;
  });

/** Removes documents that did not land. */
export const discardAll = async (arrivals: readonly Arrival[]): Promise<void> => {
  for (const { discard } of arrivals) await discard();
};

/** Removes the files of documents that are not held, each looked at in the moment it is removed: it may have arrived anew since. */
export const eraseUnheld = async ({ store, shelf }: { store: Store; shelf: DocumentShelf }, sha256s: Iterable<string>): Promise<void> => {
  for (const sha256 of sha256s) {
    if (store.read.documentFile(sha256)?.arrival !== 'held') shelf.erase(sha256);
    await turn();
  }
};
