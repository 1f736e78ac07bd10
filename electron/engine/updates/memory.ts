import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from '../../../shared/domain/failure.ts';
import { isVersion } from '../../../shared/domain/release.ts';
import { makeFolder, onDisk, writeFileAtomically } from '../ports/disk.ts';

const version = z.string().refine(isVersion);

const memorySchema = z.object({
  format: z.literal('shenhetai-updates'),
  version: z.literal(1),
  /** The highest version that any proven statement named, and when that statement was published: older ones are refused from then on. */
  highest: z.object({ version, publishedAt: z.string() }).optional(),
  askedAt: z.string().optional(),
  /** A person asked for this version before its turn, or brought it in a folder. */
  wanted: version.optional(),
  /** What was last refused, so that the same is put on record once. */
  refused: z.string().max(200).optional(),
});
/** What is remembered of releases from one start to the next. */
export type Remembered = Omit<z.infer<typeof memorySchema>, 'format' | 'version'>;

/** What the shell leaves of an installer that it started. */
const outcomeSchema = z.object({ version, outcome: z.enum(['done', 'failed']), cause: z.string().max(100) });

/** The statement that was last believed. */
const statementName = 'release.jws';

/** The memory of updates in their folder. A file that can't be read holds nothing: the version that runs stays the lowest that is taken. */
export const openMemory = (folder: string) => {
  const path = join(folder, 'seen.json');
  const text = (name: string): string | undefined => {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      return undefined;
    }
  };
  const read = (): Remembered => {
    try {
      const { format: _format, version: _version, ...remembered } = memorySchema.parse(JSON.parse(text('seen.json') ?? ''));
      return remembered;
    } catch {
      return {};
    }
  };
  let remembered = read();
  return {
    read: (): Remembered => remembered,
    /** Durable before it is in force. */
    change: async (change: Partial<Remembered>): Promise<Result<void>> => {
      const next = { ...remembered, ...change };
      const made = await onDisk(() => makeFolder(folder));
      if (!made.ok) return made;
      const written = await writeFileAtomically(path, `${JSON.stringify({ format: 'shenhetai-updates', version: 1, ...next }, null, 2)}\n`);
      if (written.ok) remembered = next;
      return written;
    },
    statement: (): string | undefined => text(statementName),
    keepStatement: (statement: string): Promise<Result<void>> => writeFileAtomically(join(folder, statementName), statement),
    dropStatement: (): Promise<void> => rm(join(folder, statementName), { force: true }),
    /** Why the installer of that version did not come to its end, where the shell has left word of it. */
    whyNotInstalled: (wanted: string): string | undefined => {
      try {
        const { version: of, outcome, cause } = outcomeSchema.parse(JSON.parse(text('outcome.json') ?? ''));
        return of === wanted && outcome === 'failed' ? cause : undefined;
      } catch {
        return undefined;
      }
    },
    forgetOutcome: (): Promise<void> => rm(join(folder, 'outcome.json'), { force: true }),
    /** The names in the folder that are not the memory's own. */
    own: ['seen.json', statementName, 'outcome.json'] as readonly string[],
  };
};
