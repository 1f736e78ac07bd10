import PQueue from 'p-queue';
import { type Failure, fail, type Result } from '../../../shared/domain/failure.ts';
import type { DocumentFile, Store } from '../store/index.ts';
import type { Platform } from './platform.ts';

/** The encrypted shelf on which documents stand; `engine/index.ts` hands the vault's over. */
export type DocumentShelf = {
  /** Encrypts `bytes` as they come. The file becomes visible only if its length and SHA-256 are the named ones; otherwise nothing is left. */
  receive(
    sha256: string,
    byteLength: number,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<{ ok: true; key: Uint8Array } | { ok: false; cause: 'length' | 'sha256' } | { ok: false; cause: 'disk'; error: Failure }>;
  read(sha256: string, rendition: 'original' | 'screen' | 'thumbnail', key: Uint8Array): Promise<Result<Uint8Array>>;
  writeRendition(sha256: string, rendition: 'screen' | 'thumbnail', key: Uint8Array, bytes: Uint8Array): Promise<Result<void>>;
  erase(sha256: string): Promise<void>;
};

/** Downloads under way at once. On loopback and office lines more of them gained nothing (`sync-throughput`). */
const parallelDownloads = 6;
/** Downloads with wrong bytes after which a document is marked as damaged and no longer asked for. */
export const maxWrongDownloads = 3;
/** Files asked of the store at a time, so that urgent arrivals overtake. */
const portion = 200;

/** How fetching went: the first failure that stops it for now, if there was one. */
export type FetchedDocuments = { fetched: number; failure?: Failure | undefined };

/**
 * Fetches every awaited file, most urgent application first, several at a time, each verified by length and SHA-256 before it is visible.
 * @param onBytes is told the bytes of each piece as it arrives, for the rate
 * @param onLanded is told the hashes that were made visible, after they are durable
 */
export const fetchDocuments = async (
  { store, shelf, platform }: { store: Store; shelf: DocumentShelf; platform: Platform },
  signal: AbortSignal,
  onBytes: (count: number) => void,
  onLanded: (sha256s: string[]) => void,
): Promise<FetchedDocuments> => {
  const outcome: FetchedDocuments = { fetched: 0 };
  /** Refused by the platform in this round (erased there, say): asked for again in the next exchange, not at once. */
  const passedOver = new Set<string>();
  const landed: { sha256: string; key: Uint8Array }[] = [];
  const commit = () => {
    if (landed.length === 0) return;
    const group = landed.splice(0);
    store.transaction((write) => {
      for (const { sha256, key } of group) write.setFileHeld(sha256, key);
    });
    outcome.fetched += group.length;
    onLanded(group.map(({ sha256 }) => sha256));
  };

  const fetchOne = async (file: DocumentFile): Promise<void> => {
    if (signal.aborted || outcome.failure !== undefined) return;
    const answer = await platform.document(file.sha256, signal);
    if (!answer.ok) {
      passedOver.add(file.sha256);
      if (answer.error.code !== 'document_unknown') outcome.failure ??= answer.error;
      return;
    }
    const received = await receiveCounted(shelf, file, answer.value, onBytes);
    if (received.ok) landed.push({ sha256: file.sha256, key: received.key });
    else if (received.cause === 'disk' || received.cause === 'broken') {
      passedOver.add(file.sha256);
      outcome.failure ??= received.error;
    } else {
      store.transaction((write) => write.setFileWrong(file.sha256, maxWrongDownloads));
    }
  };

  const queue = new PQueue({ concurrency: parallelDownloads });
  /** What a task threw: the database refused, say. The round ends with it. */
  const thrown: unknown[] = [];
  for (;;) {
    const awaited = store.read.awaitedFiles(portion + passedOver.size).filter((file) => !passedOver.has(file.sha256));
    if (awaited.length === 0 || signal.aborted || outcome.failure !== undefined) break;
    for (const file of awaited)
      queue
        .add(async () => {
          if (thrown.length > 0) return;
          await fetchOne(file);
          // One durable transaction for what landed together: a commit for each photo would wait for the disk each time.
          if (landed.length >= 16 || queue.size === 0) commit();
        })
        .catch((error: unknown) => thrown.push(error));
    await queue.onIdle();
    if (thrown.length > 0) throw thrown[0];
    commit();
  }
  // A body that was cut by our own stopping is no failure of the platform's, whatever the socket says.
  if (signal.aborted) outcome.failure = fail('exchange_stopped').error;
  return outcome;
};

const receiveCounted = async (
  shelf: DocumentShelf,
  file: DocumentFile,
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (count: number) => void,
): Promise<Awaited<ReturnType<DocumentShelf['receive']>> | { ok: false; cause: 'broken'; error: Failure }> => {
  /** Counts pieces, and stops a body that is longer than announced before it fills the disk. */
  async function* counted() {
    let length = 0;
    for await (const piece of bytes) {
      length += piece.length;
      onBytes(piece.length);
      yield piece;
      if (length > file.byteLength) return;
    }
  }
  try {
    return await shelf.receive(file.sha256, file.byteLength, counted());
  } catch (error) {
    const cause = (error as { code?: unknown }).code;
    return {
      ok: false,
      cause: 'broken',
      error: { code: 'server_unreachable', retry: 'later', details: typeof cause === 'string' ? { cause } : {} },
    };
  }
};
