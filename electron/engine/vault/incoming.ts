import { mkdirSync, renameSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode, makeFolder, syncFolder } from '../ports/disk.ts';
import type { FileWriting, NewFile } from '../ports/new-file.ts';
import type { PartialFile } from './partial-file.ts';

/** Where documents stand, and by what the unfinished files of this run are told from those of an earlier one: lower-case hex. */
export type DocumentPlace = { folder: string; run: string };

/** Unfinished files, and how they become visible. */
export type Incoming = {
  /** The file of an unfinished download. */
  pathOf(partial: PartialFile): string;
  /** Where a file stands, by its SHA-256. */
  shelfOf(sha256: string): string;
  /**
   * Runs `work`. What it makes with `create` is removed in the end, unless `work` closed it and told so with `moved`. `create` gives the new file's path beside it.
   */
  withTemporary<Value>(work: (create: () => Promise<{ file: NewFile; path: string }>, moved: () => void) => Promise<Value>): Promise<Value>;
  /** Moves a finished file, which is closed, to its place on a shelf. */
  shelve(temporary: string, path: string): Promise<void>;
  /** The same without a pause, for whoever is in the middle of a transaction: what stood there before is replaced. */
  place(file: PartialFile, path: string): void;
  /** Removes what an earlier run left, but for the names in `kept`; returns how many files. */
  sweep(kept: readonly string[]): Promise<number>;
};

const partialForm = /^[0-9a-f]+-\d+$/;
const shelves = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

/** Opens the place of unfinished files; it is made with the first file. `first` runs before that. */
export const openIncoming = ({ folder, run }: DocumentPlace, writing: FileWriting, first: () => Promise<unknown>): Incoming => {
  const root = join(folder, 'documents');
  /** On the same file system, so that a rename makes a file visible at once; and together, so that a sweep finds them in one place. */
  const incoming = join(root, 'incoming');
  let written = 0;

  let ready: Promise<void> | undefined;
  /** Makes the place once, with all shelves: each made by itself would want a sync of its own. A place that could not be made (a full disk) is tried again with the next file. */
  const prepare = async (): Promise<void> => {
    ready ??= (async () => {
      await makeFolder(incoming);
      await first();
      const present = new Set(await readdir(root));
      const missing = shelves.filter((name) => !present.has(name));
      await Promise.all(missing.map((name) => makeFolder(join(root, name))));
      if (missing.length > 0) await syncFolder(root);
    })();
    try {
      await ready;
    } catch (error) {
      ready = undefined;
      throw error;
    }
  };

  const create = async (path: string): Promise<NewFile> => {
    await prepare();
    try {
      return await writing.create(path);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      // Somebody removed the whole place under our feet: it is made once more.
      ready = undefined;
      await prepare();
      return writing.create(path);
    }
  };

  const pathOf = ({ name }: PartialFile): string => {
    if (!partialForm.test(name)) throw new RangeError('not an unfinished file');
    return join(incoming, name);
  };

  return {
    pathOf,
    shelfOf: (sha256) => join(root, sha256.slice(0, 2)),
    withTemporary: async (work) => {
      let made: { file: NewFile; path: string } | undefined;
      let moved = false;
      try {
        return await work(
          async () => {
            written += 1;
            const path = join(incoming, `${run}-${written}`);
            made = { file: await create(path), path };
            return made;
          },
          () => {
            moved = true;
          },
        );
      } finally {
        if (made !== undefined && !moved) {
          await made.file.close();
          await rm(made.path, { force: true });
        }
      }
    },
    /**
     * The file's bytes are durable; that its name is too is left to the file system's journal, which the database's own sync commits: a name that a power cut takes away is
     * found missing and fetched anew, so a sync of the shelf for every photo would buy nothing.
     */
    shelve: async (temporary, path) => {
      try {
        await writing.rename(temporary, path);
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') throw error;
        // Somebody removed the shelf under our feet: it is made once more.
        await makeFolder(dirname(path));
        await syncFolder(root);
        await writing.rename(temporary, path);
      }
    },
    place: (file, path) => {
      const temporary = pathOf(file);
      try {
        renameSync(temporary, path);
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') throw error;
        // Somebody removed the shelf under our feet: it is made once more.
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        renameSync(temporary, path);
      }
    },
    sweep: async (kept) => {
      let names: string[];
      try {
        names = await readdir(incoming);
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return 0;
        throw error;
      }
      const spared = new Set(kept);
      // This run's own names begin with `run`, also those of a thread of its own.
      const left = names.filter((name) => !name.startsWith(run) && !spared.has(name));
      await Promise.all(left.map((name) => rm(join(incoming, name), { force: true })));
      return left.length;
    },
  };
};
