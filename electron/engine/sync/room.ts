import type { Store } from '../store/index.ts';
import { type DocumentShelf, eraseUnheld } from './shelf.ts';

/** Bytes that are left to everything else on the disk. */
const reserve = 64 * 1024 * 1024;
/** Files given up in one durable transaction. */
const portion = 100;

/**
 * Makes room for what is awaited: while it and what is held take more than the policy's budget, or more than the disk has, documents of applications that are decided
 * and receipted are given up, the oldest decision first. Never those of `spared` applications or of open ones. Tells whether any were given up.
 * @param full the disk has just refused to take more
 */
export const makeRoom = async (
  { store, shelf }: { store: Store; shelf: DocumentShelf },
  spared: readonly string[],
  full = false,
): Promise<boolean> => {
  const budget = store.read.policy()?.transfer.documentBudgetBytes ?? Number.POSITIVE_INFINITY;
  const { heldBytes, totalBytes } = store.read.fileCounts();
  const awaitedBytes = totalBytes - heldBytes;
  const free = awaitedBytes > 0 || full ? await shelf.freeBytes() : undefined;
  const short = free === undefined ? 0 : awaitedBytes + reserve - free;
  let excess = Math.max(heldBytes + awaitedBytes - budget, short, full ? reserve : 0);
  if (excess <= 0) return false;
  const keep = new Set(spared.flatMap((id) => store.read.application(id)?.application.documents.map(({ sha256 }) => sha256) ?? []));
  let any = false;
  while (excess > 0) {
    const candidates = store.read.evictableFiles(portion + keep.size).filter(({ sha256 }) => !keep.has(sha256));
    const given: string[] = [];
    for (const { sha256, byteLength } of candidates) {
      if (excess <= 0) break;
      given.push(sha256);
      excess -= byteLength;
    }
    if (given.length === 0) break;
    // The key first: from then on the bytes are worth nothing, whatever happens to the files.
    store.transaction((write) => {
      for (const sha256 of given) write.setFileEvicted(sha256);
    });
    await eraseUnheld({ store, shelf }, given);
    any = true;
  }
  return any;
};
