import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../folders.ts';

/** Runs `desk …` and gives back the JSON lines that it printed. Throws what it said where it could not. */
export function deskLines<Line>(parameters: readonly string[], environment: Record<string, string>): Promise<Line[]> {
  const child = spawn(process.execPath, [join(root, 'electron', 'engine', 'cli.ts'), ...parameters], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    out += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors += piece;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === null || code > 1) reject(new Error(`desk ${parameters[0]} ended with ${code}: ${errors.trim()}`));
      else resolve(out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line])));
    });
  });
}
