import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import { entryPath } from './ports/entry.ts';

/** The demo's own reference intake server: a process beside the engine, on loopback only, with the invented sample batch. */
export type DemoPlatform = { url: string; token: string };

/** One line of JSON that `desk intake` prints when it listens. */
const listeningSchema = z.object({
  url: z.string(),
  tokens: z.array(z.object({ role: z.string(), token: z.string() })).min(1),
});
/** Lines on standard error before that: how many applications of the sample batch are drawn. */
const progressSchema = z.object({ progress: z.object({ done: z.number(), total: z.number() }) });

/** The demo's batch: the same one for everybody, so that people can talk about "the third application". */
const demoSeed = 1;
const demoCount = 60;

/**
 * Starts the demo platform with its folder (outside the workstation's own, since a platform does not encrypt), and waits until it listens.
 * It ends with the engine: its standard input is the engine's hand.
 * @param onProgress is told how many of the sample's applications are drawn, on a first start
 * @param signal ends it, also while it is still drawing
 */
export const startDemoPlatform = (
  folder: string,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Result<DemoPlatform>> =>
  new Promise((resolve) => {
    const child: ChildProcess = spawn(
      process.execPath,
      [
        entryPath('cli'),
        'intake',
        '--port',
        '0',
        '--data',
        folder,
        '--seed',
        String(demoSeed),
        '--count',
        String(demoCount),
        '--until-stdin-closes',
      ],
      { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true, signal },
    );
    child.on('error', () => resolve(fail('server_fault', { cause: 'demo_platform' })));
    child.on('exit', (code) => resolve(fail('server_fault', { cause: 'demo_platform', exit: code ?? -1 })));
    if (child.stdout === null || child.stderr === null) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      const progress = progressSchema.safeParse(readJson(line));
      if (progress.success) onProgress(progress.data.progress.done, progress.data.progress.total);
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const listening = listeningSchema.safeParse(readJson(line));
      if (!listening.success) return;
      // The senior's token, so that a person who tries the demo meets every outcome, the override too.
      const token = (listening.data.tokens.find(({ role }) => role === 'senior') ?? listening.data.tokens[0])?.token;
      if (token !== undefined) resolve(succeed({ url: listening.data.url, token }));
    });
  });

const readJson = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
