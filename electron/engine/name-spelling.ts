import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './ports/log.ts';
import { classifyStoreError, loadSpelling, type Store } from './store/index.ts';

/** How long after opening names begin to be spelled, ms: whoever unlocked sees the queue first. */
const after = 3_000;
/** Applications spelled in one transaction, and the rest after it, ms: it takes some hundredths of a second, in which nothing else is written, and leaves most of the time to the reviewer. */
const portion = 25;
const rest = 50;

/**
 * Makes what is held findable by how its names are spelled, where that was not done as it was stored. In portions, each of which lasts; what an ended program left is
 * gone on with at the next start. Ends by itself once nothing waits, and with `closing`. A full disk has time until the next start. `spelled`: told at the end, where anything was.
 */
export const spellNames = async (store: Store, closing: AbortSignal, log: Log, spelled: () => void): Promise<void> => {
  try {
    await sleep(after, undefined, { signal: closing, ref: false });
    await loadSpelling();
    for (let any = false; !closing.aborted; any = true) {
      if (store.transaction((write) => write.spellNames(portion)) === 0) {
        if (any) spelled();
        return;
      }
      await sleep(rest, undefined, { signal: closing });
    }
  } catch (error) {
    if (closing.aborted) return;
    const failure = classifyStoreError(error);
    log.error(failure === undefined ? { err: error } : { code: failure.code }, 'names were not all spelled');
  }
};
