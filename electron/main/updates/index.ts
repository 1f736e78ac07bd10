/**
 * Installing a newer version, which a person asked for. Promises to take nobody's word for what is to be installed: statement and file are proven anew by the keys inside the archive, and
 * what was proven is what the installer gets.
 * `news.ts` hands over the engine's wish, `leaving.ts` calls it when everything else has ended.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';
import type { InstallMoment } from '../../../shared/domain/updates.ts';
import { type InstallOrder, installOrder } from '../../release/index.ts';
import type { ShellLog } from '../log.ts';
import { type Outcome, prepareInstaller, shellKeys, writeOutcome } from './prepare.ts';

export type Installing = {
  /** A person's wish, by way of the engine; `now` ends the program, and so begins it. */
  wish(moment: InstallMoment): void;
  /** Everything else has ended: installs what was wished for. Never fails; what came of it is left for the next start. */
  atTheEnd(): Promise<void>;
};

export type InstallingPlace = {
  readonly isPackaged: boolean;
  readonly resourcesPath: string;
  readonly mainFolder: string;
  readonly data: string;
};

/** `orderFor` tells how an installer is started. */
export function openInstalling(
  app: Pick<App, 'getVersion' | 'quit' | 'relaunch'>,
  place: InstallingPlace,
  log: ShellLog,
  orderFor: typeof installOrder = installOrder,
): Installing {
  let wished: InstallMoment = 'not';
  const folder = join(place.data, 'updates');

  const install = async (): Promise<{ version: string; restarts: boolean } & Outcome> => {
    const program = { version: app.getVersion(), system: process.platform, architecture: process.arch };
    const prepared = await prepareInstaller(folder, shellKeys(place), program, Date.now());
    if (!prepared.ok) return { version: prepared.version, restarts: false, outcome: 'failed', cause: prepared.cause };
    const { version, kind, path, remove } = prepared;
    const order = place.isPackaged ? orderFor(kind, path, place.resourcesPath, existsSync) : undefined;
    const cause = order === undefined ? 'no_installer' : await start(order);
    // Whoever goes on without us still needs the file; the system clears its folder for temporary files by itself.
    if (order?.wait !== 'left') await remove();
    const restarts = order?.restarts === true && cause === undefined;
    return cause === undefined ? { version, restarts, outcome: 'done', cause: '' } : { version, restarts, outcome: 'failed', cause };
  };

  return {
    wish: (moment) => {
      wished = moment;
      if (moment === 'now') app.quit();
    },
    atTheEnd: async () => {
      if (wished === 'not') return;
      const moment = wished;
      wished = 'not';
      try {
        const { restarts, ...left } = await install();
        log('update', { version: left.version, outcome: left.outcome, cause: left.cause });
        await writeOutcome(folder, left);
        if (moment === 'now' && !restarts) app.relaunch();
      } catch (cause) {
        log('update-not-installed', { cause: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown' });
        if (moment === 'now') app.relaunch();
      }
    },
  };
}

/** Starts an installer; the cause where it did not come to a good end. Its own words are not shown: they are in the package manager's log. */
function start(order: InstallOrder): Promise<string | undefined> {
  return new Promise((resolve) => {
    const isLeft = order.wait === 'left';
    const child = spawn(order.program, order.arguments, { shell: false, stdio: 'ignore', detached: isLeft });
    child.once('error', (cause) => resolve('code' in cause ? String(cause.code) : 'not_started'));
    if (isLeft)
      child.once('spawn', () => {
        child.unref();
        resolve(undefined);
      });
    // pkexec: 126 where nobody confirmed, 127 where it was not allowed.
    else child.once('close', (code, signal) => resolve(code === 0 ? undefined : code === 126 ? 'not_confirmed' : `exit ${code ?? signal}`));
  });
}
