import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../ports/disk.ts';

/** The SHA-256 of every document whose original lies in the folder, by the names of the files alone; none of them is opened. */
export const originalsIn = async (folder: string): Promise<Set<string>> => {
  const root = join(folder, 'documents');
  const found = new Set<string>();
  let shelves: string[];
  try {
    shelves = (await readdir(root)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return found;
    throw error;
  }
  for (const shelf of shelves)
    for (const name of await readdir(join(root, shelf))) if (name.endsWith('.original')) found.add(name.slice(0, -'.original'.length));
  return found;
};
