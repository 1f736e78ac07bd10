/** Tells the person at the terminal one line. Standard error, so that standard output stays free for what a script prints as its result. */
export type Say = (line: string) => void;

export const say: Say = (line) => void process.stderr.write(`${line}\n`);

/**
 * Says a line every few seconds while something long runs, so that nobody takes it for dead. `line` gets the seconds since the start.
 * Progress is for people: `interval` is in milliseconds.
 */
export async function withProgress<T>(work: Promise<T>, line: (seconds: number) => string, interval = 3_000): Promise<T> {
  const started = performance.now();
  const timer = setInterval(() => say(line(Math.round((performance.now() - started) / 1_000))), interval);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
