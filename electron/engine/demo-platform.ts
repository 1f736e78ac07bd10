import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { fail, type Result, succeed } from '../../shared/domain/failure.ts';
import { entryPath } from './ports/entry.ts';
import type { Log } from './ports/log.ts';

/** The demo's own reference intake server: a process beside the engine, on loopback only, with the invented sample batch. */
type DemoPlatform = { url: string; token: string };

/** One line of JSON that `desk intake` prints when it listens. */
const listeningSchema = z.object({
  url: z.string(),
  tokens: z.array(z.object({ role: z.string(), token: z.string() })).min(1),
});
/** Lines on standard error: how many applications of the sample batch are there, and that no more will come until the next start. */
const progressSchema = z.object({ progress: z.object({ done: z.number(), total: z.number() }) });
const brokenOffSchema = z.object({ brokenOff: z.object({ cause: z.string() }) });

/** How much of the sample batch is there. */
type DrawnSample = { done: number; total: number };

/** What is told of the sample batch while it is drawn, also when the platform listens already. */
type DrawingListener = {
  progress(drawn: DrawnSample): void;
  /** No more of it comes until the next start; `cause` is the system's word for it, or `exit` where the platform's process ended. */
  brokenOff(cause: string): void;
};

/** The demo's batch: the same one for everybody, so that people can talk about "the third application". */
const demoSeed = 1;
const demoCount = 60;

/**
 * Starts the demo platform with its folder (outside the workstation's own, since a platform does not encrypt), and waits until it listens: on a first start
 * with the first applications, while it draws the others.
 * It ends with the engine: its standard input is the engine's hand.
 * @param signal ends it, also while it is still drawing
 */
const startDemoPlatform = (folder: string, drawing: DrawingListener, signal: AbortSignal): Promise<Result<DemoPlatform>> =>
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
        '--as-drawn',
        '--until-stdin-closes',
      ],
      { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true, signal },
    );
    child.on('error', () => resolve(fail('server_fault', { cause: 'demo_platform' })));
    child.on('exit', (code) => resolve(fail('server_fault', { cause: 'demo_platform', exit: code ?? -1 })));
    // Only when everything that it told has been read.
    child.on('close', () => drawing.brokenOff('exit'));
    if (child.stdout === null || child.stderr === null) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      const told = readJson(line);
      const progress = progressSchema.safeParse(told);
      if (progress.success) drawing.progress(progress.data.progress);
      const brokenOff = brokenOffSchema.safeParse(told);
      if (brokenOff.success) drawing.brokenOff(brokenOff.data.brokenOff.cause);
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

/**
 * The demo's platform beside a workstation's folder: a process that is started when it is first asked for, and ends with `closing`.
 * @param told is told how much of its batch is there whenever that is more, and undefined when no more comes although some is missing
 */
export const keepDemoPlatform = (
  workstationFolder: string,
  log: Log,
  closing: AbortSignal,
  told: (drawn: DrawnSample | undefined) => void,
): {
  /** Where it listens; undefined where it could not be started, which is tried anew when it is asked for again. */
  platform(): Promise<DemoPlatform | undefined>;
  /** How much of its batch is there, while more is to come. */
  drawn(): DrawnSample | undefined;
} => {
  const folder = `${workstationFolder.replace(/[\\/]+$/, '')}-demo-platform`;
  let starting: Promise<Result<DemoPlatform>> | undefined;
  let unfinished: DrawnSample | undefined;
  const drawing: DrawingListener = {
    progress: (drawn) => {
      unfinished = drawn.done < drawn.total ? drawn : undefined;
      told(drawn);
    },
    brokenOff: (cause) => {
      if (unfinished === undefined) return;
      if (!closing.aborted) log.warn({ cause, ...unfinished }, 'the sample batch was not drawn to its end');
      unfinished = undefined;
      told(undefined);
    },
  };
  return {
    platform: async () => {
      starting ??= startDemoPlatform(folder, drawing, closing);
      const started = await starting;
      if (closing.aborted) return undefined;
      if (started.ok) return started.value;
      starting = undefined;
      log.error({ code: started.error.code }, 'the demo platform did not start');
      return undefined;
    },
    drawn: () => unfinished,
  };
};
