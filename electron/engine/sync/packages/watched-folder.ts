import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks at the folder, ms. A file is taken when it was as long and as old at two looks: then whoever copied it has finished. */
const lookInterval = 2_000;

/**
 * Hands each new `.tpbatch` of a folder to `take`, once, until `signal` aborts. Folders that are away (a stick that was pulled out) are looked at
 * again; network shares tell no changes reliably, so this looks instead of listening.
 */
export const watchFolder = async (folder: string, take: (path: string) => Promise<void>, signal: AbortSignal): Promise<void> => {
  const seen = new Map<string, string>();
  const taken = new Set<string>();
  while (!signal.aborted) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((candidate) => candidate.endsWith('.tpbatch')).sort()) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found === undefined || !found.isFile()) continue;
      const look = `${found.size} ${found.mtimeMs}`;
      const steady = seen.get(name) === look;
      seen.set(name, look);
      const identity = `${name} ${look}`;
      if (!steady || taken.has(identity) || signal.aborted) continue;
      taken.add(identity);
      await take(path);
    }
    await sleep(lookInterval, undefined, { signal }).catch(() => undefined);
  }
};
