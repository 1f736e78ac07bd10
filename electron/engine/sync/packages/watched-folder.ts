import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure, FailureCode } from '../../../../shared/domain/failure.ts';

/** Between two looks at the folder, ms. A file is taken when it was as long and as old at two looks: then whoever copied it has finished. */
const lookInterval = 2_000;
/** Looks before a file that could not be taken is tried again: doubled each time, from some seconds to five minutes. */
const firstPause = 2;
const longestPause = 150;

/** What no later try of the same file changes; only a person does, by another file or another rule ({@link Watching.again}). */
const finalCodes: readonly FailureCode[] = [
  'package_hostile',
  'package_unsigned',
  'package_untrusted',
  'package_unverifiable',
  'package_altered',
  'package_conflicting',
];

/** Something that can't be taken now: a file of the folder or, under the folder's name, the folder itself. `nextTryIn`: ms; absent: not as it is. */
export type Untaken = { fileName: string; failure: Failure; nextTryIn?: number | undefined };

/** A folder that is looked at. */
export type Watching = {
  /** Everything is tried anew at the next look: the rules are other ones. */
  again(): void;
  /** Resolves once `signal` has ended it and nothing is under way any more. */
  ended: Promise<void>;
};

type Known = { look: string; taken: boolean; tries: number; waiting: number };

/**
 * Hands each new `.tpbatch` of a folder to `take`, until `signal` aborts. One that could not be taken — a full disk, a copy that stood still half-way — is tried
 * again ever more seldom, or as soon as it changes; whatever happens to one file, the others go on. Folders that are away (a stick that was pulled out) are
 * looked at again; network shares tell no changes reliably, so this looks instead of listening.
 * @param take resolves with why it could not be taken, and never rejects
 * @param untaken is told whenever that changes: everything that can't be taken now, in the order in which it was found out
 */
export const watchFolder = (
  folder: string,
  take: (path: string) => Promise<Failure | undefined>,
  untaken: (all: Untaken[]) => void,
  signal: AbortSignal,
  interval = lookInterval,
): Watching => {
  const known = new Map<string, Known>();
  const faults = new Map<string, Untaken>();
  const tell = (): void => untaken([...faults.values()]);
  const mend = (fileName: string): void => {
    if (faults.delete(fileName)) tell();
  };
  const blame = (fault: Untaken): void => {
    faults.delete(fault.fileName);
    faults.set(fault.fileName, fault);
    tell();
  };

  const lookAt = async (name: string): Promise<void> => {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found === undefined || !found.isFile()) return;
    const look = `${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
    const file = known.get(name);
    if (file?.look !== look) {
      known.set(name, { look, taken: false, tries: 0, waiting: 0 });
      return;
    }
    file.waiting -= 1;
    if (file.taken || file.waiting > 0 || signal.aborted) return;
    const failure = await take(join(folder, name));
    if (signal.aborted) return;
    file.taken = failure === undefined || finalCodes.includes(failure.code);
    if (failure === undefined) return mend(name);
    file.waiting = Math.min(longestPause, firstPause * 2 ** file.tries);
    file.tries += 1;
    blame({ fileName: name, failure, ...(file.taken ? {} : { nextTryIn: file.waiting * interval }) });
  };

  const look = async (): Promise<void> => {
    let names: string[];
    try {
      names = (await readdir(folder)).filter((name) => name.endsWith('.tpbatch')).sort();
    } catch {
      const fileName = basename(folder);
      if (!faults.has(fileName))
        blame({ fileName, failure: { code: 'file_unreadable', retry: 'later', details: { file: fileName } }, nextTryIn: interval });
      return;
    }
    mend(basename(folder));
    for (const gone of [...known.keys()].filter((name) => !names.includes(name))) {
      known.delete(gone);
      mend(gone);
    }
    for (const name of names) if (!signal.aborted) await lookAt(name);
  };

  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      await look();
      await sleep(interval, undefined, { signal }).catch(() => undefined);
    }
  };

  return {
    again: () => {
      for (const [name, file] of known) if (faults.has(name)) known.set(name, { ...file, taken: false, tries: 0, waiting: 0 });
    },
    ended: watch(),
  };
};
