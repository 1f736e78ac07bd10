import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A program of this folder in a process of its own, told of line by line. */
export type Child<Line> = {
  /** Every line so far. */
  lines: Line[];
  /** Called with each line as it comes. */
  onLine: (line: Line) => void;
  /** The first line, from now on or from before, that `wanted` finds. Fails when the process ends without it. */
  line<Found extends Line>(wanted: (line: Line) => line is Found): Promise<Found>;
  ask(question: unknown): void;
  /** Ends it at once, as a power cut would. Resolves when it is gone and its last line was read. */
  kill(): Promise<void>;
  /** Resolves with its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
};

/** Starts `program` (`engine-process.ts`). `flags`: Node's own. */
export const startChild = <Line>(program: string, parameters: readonly string[], flags: readonly string[] = []): Child<Line> => {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const process_: ChildProcess = spawn(process.execPath, [...flags, file, ...parameters], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'desk-compiled') },
  });
  let errors = '';
  process_.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    errors = (errors + piece).slice(-4_000);
  });
  // Whoever is killed no longer reads.
  process_.stdin?.on('error', () => {});
  const waiting = new Set<{ look(line: Line): void; fail(error: Error): void }>();
  const child: Child<Line> = {
    lines: [],
    onLine: () => {},
    line: (wanted) => {
      const known = child.lines.find(wanted);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        const one = {
          look: (line: Line) => {
            if (!wanted(line)) return;
            waiting.delete(one);
            resolve(line);
          },
          fail: reject,
        };
        waiting.add(one);
      });
    },
    ask: (question) => void process_.stdin?.write(`${JSON.stringify(question)}\n`),
    kill: async () => {
      process_.kill('SIGKILL');
      await child.ended;
    },
    ended: new Promise((resolve) => {
      process_.once('close', (code, signal) => {
        resolve(code ?? signal ?? 'gone');
        for (const one of waiting) one.fail(new Error(`${program} ended with ${code ?? signal}: ${errors}`));
      });
    }),
  };
  if (process_.stdout !== null)
    createInterface({ input: process_.stdout }).on('line', (text) => {
      let line: Line;
      try {
        line = JSON.parse(text) as Line;
      } catch {
        // A line that the kill cut in two was never acknowledged as a whole.
        return;
      }
      child.lines.push(line);
      child.onLine(line);
      for (const one of [...waiting]) one.look(line);
    });
  return child;
};
