import type { Change } from '../../shared/domain/change.ts';
import { uuidRandomBytes, uuidv7 } from '../../shared/domain/uuid.ts';
import { type Clock, timestamp } from './clock.ts';
import type { DocumentFolder } from './document-folder.ts';
import { recordChange } from './record-change.ts';
import type { Store } from './store/index.ts';
import type { RandomBytes } from './tokens.ts';

/** What a server starts with: the feed's first entries, in order, and the documents' bytes by their lower-case hex SHA-256. */
export type Batch = { changes: readonly Change[]; documents: ReadonlyMap<string, Uint8Array> };

/** Told how far the first start is, in documents stored. */
export type SeedProgress = (done: number, total: number) => void;

/**
 * Fills an empty store with a batch; a filled one is left as it is. The documents come first and the entries in one transaction after them, so that
 * a start that was broken off begins anew.
 * @param makeBatch asked only when the store is empty
 */
export const seed = async (
  { store, documents, clock, random }: { store: Store; documents: DocumentFolder; clock: Clock; random: RandomBytes },
  makeBatch: () => Promise<Batch>,
  onProgress: SeedProgress,
): Promise<void> => {
  if (store.property('seeded_at') !== undefined) return;
  const batch = await makeBatch();
  const total = batch.documents.size;
  onProgress(0, total);
  await documents.putAll(batch.documents, (done) => onProgress(done, total));
  store.transaction(() => {
    for (const { seq: _seq, at, ...body } of batch.changes) recordChange(store, body, at);
    store.setProperty('feed_id', uuidv7(clock(), random(uuidRandomBytes)));
    store.setProperty('seeded_at', timestamp(clock()));
  });
};
