import { homedir } from 'node:os';
import { join } from 'node:path';

/** The checkout's folder. */
export const root = join(import.meta.dirname, '..', '..');

/** What is fetched once and serves every clone: `$XDG_CACHE_HOME/shenhetai`, by default `~/.cache/shenhetai`. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CACHE_HOME;
  return join(base === undefined || base === '' ? join(homedir(), '.cache') : base, 'shenhetai');
}
