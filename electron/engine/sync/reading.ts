import type { ApplicationDocument } from '../../../shared/domain/application.ts';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { DocumentReading } from '../../../shared/domain/reading.ts';
import type { Store, UncheckedDocument, WritableStore } from '../store/index.ts';
import type { DocumentShelf } from './documents.ts';

/** Reads one document, in a process of its own that may die. Always answers. */
export type ReadDocument = (bytes: Uint8Array, document: ApplicationDocument, policy: Policy) => Promise<DocumentReading>;

/** What reading needs: `putFieldFindings` lays what was read beside the form of one application. */
type ReadingParts = {
  store: Store;
  shelf: DocumentShelf;
  read: ReadDocument;
  putFieldFindings(write: WritableStore, applicationId: string): void;
};

/** The reading that goes on behind the checks. */
export type Reading = {
  /** There may be something to read: look again. */
  wake(): void;
  /** Resolves when nothing is left to read. */
  settled(): Promise<void>;
  /** Ends at once; the document under way is read anew at the next start. */
  close(): Promise<void>;
};

/**
 * Starts reading: documents that were checked and are of a kind that carries the form's values, one after the other, the most urgent application's first.
 * What a crash interrupts is still wanted at the next start, and what an earlier run could not read is tried once more.
 */
export const startReading = (
  { store, shelf, read, putFieldFindings }: ReadingParts,
  onRead: (applicationIds: string[]) => void,
  onFault: (error: unknown) => void,
): Reading => {
  let closed = false;
  let awake = false;
  let begun = false;
  let running: Promise<void> | undefined;
  /** Resolves when everything ends: a document under way is then left to the next start, so that locking does not wait for it. */
  const ending = Promise.withResolvers<undefined>();

  const readOne = async ({ applicationId, document, key }: UncheckedDocument, policy: Policy): Promise<void> => {
    const bytes = await shelf.read(document.sha256, 'original', key);
    if (!bytes.ok) {
      store.transaction((write) => write.dropWantedReading(applicationId, document.id));
      return;
    }
    const reading = await Promise.race([read(bytes.value, document, policy), ending.promise]);
    // What a process says that is ended with everything else is nothing about this document.
    if (closed || reading === undefined) return;
    const changed = store.transaction((write) => {
      const waiting = write.putReading(document, reading);
      for (const id of waiting) putFieldFindings(write, id);
      // One that waited for another file of this document meanwhile must not be asked for the old one again.
      if (waiting.length === 0) write.dropWantedReading(applicationId, document.id);
      return waiting;
    });
    onRead(changed);
  };

  const run = async (): Promise<void> => {
    if (!begun) store.transaction((write) => write.wantFailedReadings());
    begun = true;
    while (awake && !closed) {
      awake = false;
      for (;;) {
        const policy = store.read.policy();
        const [next] = policy === undefined || closed ? [] : store.read.unreadDocuments(1);
        if (policy === undefined || next === undefined) break;
        await readOne(next, policy);
      }
    }
  };

  const wake = (): void => {
    awake = true;
    if (running !== undefined || closed) return;
    running = run()
      .catch(onFault)
      .finally(() => {
        running = undefined;
        if (awake && !closed) wake();
      });
  };

  return {
    wake,
    settled: async () => {
      while (running !== undefined) await running;
    },
    close: async () => {
      closed = true;
      ending.resolve(undefined);
      await running;
    },
  };
};
