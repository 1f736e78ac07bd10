import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { longestStatement, releaseFileNameSchema, sha256Schema } from '../../shared/contract/intake/index.ts';

/** What is read of a statement here: which files it names. Whether it is to be believed is for the workstations to prove. */
const namedSchema = z.object({ files: z.array(z.object({ name: releaseFileNameSchema, sha256: sha256Schema })) });

/** The folder out of which a server hands a release. It is looked into with each request, so that whoever puts another release there restarts nothing. */
export type ReleaseFolder = {
  /** The statement, or undefined where there is none. */
  statement(): Promise<string | undefined>;
  /** One of the files that the statement names, open for reading; undefined for whatever else lies there. The caller closes it. */
  open(name: string): Promise<{ handle: FileHandle; length: number; sha256: string } | undefined>;
};

/** Opens it. */
export const openReleaseFolder = (path: string): ReleaseFolder => {
  const statement = async (): Promise<string | undefined> => {
    const text = await readFile(join(path, 'release.jws'), 'utf8').catch(() => undefined);
    return text === undefined || text.length > longestStatement ? undefined : text.trim();
  };
  const named = async (name: string): Promise<string | undefined> => {
    const payload = (await statement())?.split('.')[1];
    if (payload === undefined) return undefined;
    try {
      const { files } = namedSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
      return files.find((file) => file.name === name)?.sha256;
    } catch {
      return undefined;
    }
  };
  return {
    statement,
    open: async (name) => {
      const sha256 = await named(name);
      if (sha256 === undefined) return undefined;
      const handle = await open(join(path, name), constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => undefined);
      if (handle === undefined) return undefined;
      const found = await handle.stat();
      if (found.isFile()) return { handle, length: found.size, sha256 };
      await handle.close();
      return undefined;
    },
  };
};
