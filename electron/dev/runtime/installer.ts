import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../folders.ts';
import { megabytes, type Say } from '../say.ts';

export type InstallerOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly cause: 'unreachable' | 'damaged'; readonly sentence: string };

/** A download that has not grown for this long is given up, in milliseconds: a connection that is accepted and then stays silent would otherwise hold a start for five minutes. */
const stall = 20_000;

/**
 * Runs electron's own installer (which honours ELECTRON_MIRROR, proxies and its cache) with progress. Its temporary files are put into a folder of ours, so that their growth can be seen.
 * A file with the wrong checksum is `damaged`, which no other source may paper over; everything else means that the host was not to be reached.
 */
export async function runInstaller(packageFolder: string, say: Say, stallAfter: number = stall): Promise<InstallerOutcome> {
  say('Bringing Electron by its own installer (this happens once) …');
  mkdirSync(cacheFolder(), { recursive: true });
  const temporary = mkdtempSync(join(cacheFolder(), 'download-'));
  const child = spawn(process.execPath, [join(packageFolder, 'install.js')], {
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-8_000);
  });
  let size = 0;
  let grown = performance.now();
  let isStalled = false;
  const watcher = setInterval(async () => {
    const now = await sizeBelow(temporary);
    if (now !== size) {
      size = now;
      grown = performance.now();
      say(`  ${megabytes(size)}`);
    } else if (performance.now() - grown > stallAfter && !isStalled) {
      // Unpacking writes elsewhere and takes a few seconds, well within the time allowed.
      isStalled = true;
      child.kill();
    }
  }, 2_000);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  clearInterval(watcher);
  rmSync(temporary, { recursive: true, force: true });
  if (code === 0) return { ok: true };
  return judgeFailure(errors, isStalled);
}

/** Tells a damaged download from a host that cannot be reached, by what the installer wrote. */
export function judgeFailure(errors: string, isStalled: boolean): Exclude<InstallerOutcome, { ok: true }> {
  if (/checksum/i.test(errors)) {
    return {
      ok: false,
      cause: 'damaged',
      sentence: `Electron's download does not have the checksum that its package names; it was not used. ${firstLine(errors)}`,
    };
  }
  const why = isStalled ? 'the download stood still' : firstLine(errors);
  return { ok: false, cause: 'unreachable', sentence: `Electron's download host cannot be reached from here (${why}).` };
}

function firstLine(errors: string): string {
  return errors.trim().split('\n')[0]?.slice(0, 160) ?? '';
}

async function sizeBelow(folder: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    total += await stat(join(entry.parentPath, entry.name)).then(
      (found) => found.size,
      () => 0,
    );
  }
  return total;
}
