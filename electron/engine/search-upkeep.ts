import { setTimeout as sleep } from 'node:timers/promises';
import { classifyStoreError, loadSpelling, type Store } from './store/index.ts';
import type { Ports } from './surroundings.ts';

/** How long after opening the search index is seen to, ms: whoever unlocked sees the queue first. */
const after = 3_000;
/**
 * Applications seen to in one transaction at most. In one transaction nothing else is answered, and how long it takes depends on how much is held: with a million, taking one text out
 * of the index and putting another in takes some 10 ms. So a portion becomes smaller where it took too long, and larger again, ms.
 */
const most = 100;
const long = 20;
/** The rest after a portion: at least so many ms, and so many times what it took, which leaves most of the time to the reviewer. */
const leastRest = 50;
const restShare = 3;

/**
 * Brings the search index up to date: moves what an earlier program indexed, then makes what is held findable by how its names are spelled, where that was not done as it was stored. In
 * portions, each of which lasts; what an ended program left is gone on with at the next start. Ends by itself once nothing waits, and with `closing`. A full disk has time until the next
 * start. `changed`: told after either, where a search may find more than before.
 */
export const keepSearchUp = async (
  store: Store,
  closing: AbortSignal,
  { clock, log }: Pick<Ports, 'clock' | 'log'>,
  changed: () => void,
): Promise<void> => {
  const inPortions = async (work: (count: number) => number): Promise<void> => {
    let portion = most / 4;
    for (let any = false; !closing.aborted; any = true) {
      const begun = clock.monotonic();
      const done = work(portion);
      const took = clock.monotonic() - begun;
      if (done === 0) {
        if (any) changed();
        return;
      }
      portion = took > long ? Math.max(1, Math.floor(portion / 2)) : Math.min(most, portion + 1);
      await sleep(Math.max(leastRest, took * restShare), undefined, { signal: closing });
    }
  };
  try {
    await sleep(after, undefined, { signal: closing, ref: false });
    await loadSpelling();
    await inPortions((count) => store.transaction((write) => write.moveSearch(count)));
    await inPortions((count) => store.transaction((write) => write.spellNames(count)));
  } catch (error) {
    if (closing.aborted) return;
    const failure = classifyStoreError(error);
    log.error(failure === undefined ? { err: error } : { code: failure.code }, 'the search index was not brought up to date');
  }
};
