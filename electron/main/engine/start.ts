import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineEnvironment } from './environment.ts';
import { productRoot, readLaunch } from './locate.ts';
import { type EngineFiles, verifyEngine } from './verify.ts';

export type EnginePlace = {
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
  /** The folder of the shell's own bundle; inside the archive when packed. */
  readonly mainFolder: string;
  readonly data: string;
};

/**
 * Starts one engine process: by absolute path, without a shell, with the allow-listed environment, and with nothing but the workstation's folder as its argument.
 * In the packed program its files are compared with the list inside the archive first; after a death they are compared again, since someone may have been there.
 */
export async function startEngine(place: EnginePlace): Promise<ChildProcess> {
  const root = productRoot(place.isPackaged, place.resourcesPath, place.mainFolder);
  if (place.isPackaged) {
    const expected = JSON.parse(await readFile(join(place.mainFolder, 'engine-files.json'), 'utf8')) as EngineFiles;
    const verdict = await verifyEngine(root, expected);
    if (!verdict.ok) throw new Error(`engine files: ${verdict.cause} ${verdict.path}`);
  }
  const launch = readLaunch(root);
  const output = place.isPackaged ? 'ignore' : 'inherit';
  return spawn(launch.node, [launch.entry, '--data', place.data], {
    cwd: root,
    env: engineEnvironment(process.env, place.isPackaged),
    // Its standard error is read in any case: what it says last is what it died of.
    stdio: ['ignore', output, 'pipe', 'ipc'],
    serialization: 'advanced',
    shell: false,
    windowsHide: true,
  });
}

/** The folders whose change restarts the engine: none, unless the development start asked for it. */
export function foldersToWatch(place: EnginePlace): readonly string[] {
  return place.isPackaged ? [] : readLaunch(productRoot(false, place.resourcesPath, place.mainFolder)).watch;
}
