import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The shell's log is cut at this size, in bytes; one older piece is kept. */
const limit = 1_000_000;

/** Writes what happened to the program itself. `facts` hold numbers and fixed words only, never anything a person wrote or a message contained. */
export type ShellLog = (event: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;

/**
 * The shell's log in `<folder>/shell.log`: one JSON line an event, `time` in milliseconds since 1970. The shell writes a handful of lines a day, so each is written at
 * once and a crash loses none. A disk that cannot take the line does not stop the program: the window is where the person hears of it.
 */
export function openShellLog(folder: string, size: number = limit): ShellLog {
  const file = join(folder, 'shell.log');
  return (event, facts = {}) => {
    const time = Math.round(performance.timeOrigin + performance.now());
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > size) renameSync(file, join(folder, 'shell.1.log'));
      appendFileSync(file, `${JSON.stringify({ time, event, ...facts })}\n`, { mode: 0o600 });
    } catch (cause) {
      process.stderr.write(`shell.log: ${cause instanceof Error && 'code' in cause ? String(cause.code) : 'not written'}\n`);
    }
  };
}
