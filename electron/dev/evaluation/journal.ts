import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { verdicts } from '../../../shared/domain/finding.ts';
import { root } from '../folders.ts';
import { type Work, workKey } from './run.ts';
import { evaluated, type Trial } from './trial.ts';

/** The trials of a run as a file, one line each as it is made, so that a run that was interrupted goes on where it stopped. */
export type Journal = {
  /** What an interrupted run of the same work had made, by {@link workKey}; nothing where it had come to its end. */
  known: ReadonlyMap<string, Trial>;
  add(key: string, trial: Trial): void;
  /** Says that the run came to its end. */
  end(): void;
};

const answer = z.object({ verdict: z.enum(verdicts), cause: z.string().optional(), measured: z.number().optional() });
const trialLine = z.object({
  key: z.string(),
  trial: z.object({
    source: z.string(),
    kind: z.string(),
    origin: z.enum(['photos', 'drawn', 'given']),
    degradation: z.string(),
    step: z.string(),
    fault: z.enum(evaluated).optional(),
    answers: z.partialRecord(z.enum(evaluated), answer),
  }),
});
const firstLine = z.object({ run: z.string() });
const lastLine = z.object({ end: z.literal(true) });

/** What trials follow from beside the pictures: the code of the checks, of the changes and of the drawn documents. */
const codeFolders = ['electron/engine/checks', 'electron/dev/evaluation', 'electron/intake/sample', 'shared/domain'];

/** Tells one run from another: what is tried on which pictures, by which code and under which policy. */
export const runKey = async (work: readonly Work[], about: unknown): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(about));
  for (const folder of codeFolders)
    for (const name of (await readdir(join(root, folder), { recursive: true })).filter((one) => one.endsWith('.ts')).sort())
      hash.update(name).update(await readFile(join(root, folder, name)));
  for (const source of new Set(work.map((one) => one.source)))
    hash.update('path' in source.place ? await readFile(source.place.path) : source.place.bytes);
  for (const one of work) hash.update(workKey(one));
  return hash.digest('hex');
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    // The last line of a run that was ended while it wrote.
    return undefined;
  }
};

/** Opens the journal of a run, told by its {@link runKey}. What another run left there is replaced. */
export const openJournal = (path: string, key: string): Journal => {
  const known = new Map<string, Trial>();
  const [first, ...lines] = existsSync(path) ? readFileSync(path, 'utf8').split('\n').map(parsed) : [];
  const same = firstLine.safeParse(first).data?.run === key && !lines.some((line) => lastLine.safeParse(line).success);
  if (same)
    for (const line of lines) {
      const { data } = trialLine.safeParse(line);
      if (data !== undefined) known.set(data.key, data.trial);
    }
  // Written anew, since a line may have been cut off.
  const kept = [...known].map(([of, trial]) => JSON.stringify({ key: of, trial }));
  writeFileSync(path, `${[JSON.stringify({ run: key }), ...kept].join('\n')}\n`);
  const write = (line: unknown): void => appendFileSync(path, `${JSON.stringify(line)}\n`);
  return { known, add: (of, trial) => write({ key: of, trial }), end: () => write({ end: true }) };
};
