import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { launchWindow } from '../../electron/dev/window.ts';
import { type IntakeProcess, startIntakeProcess } from '../fixtures/processes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The passphrase of every test's vault. */
export const passphrase = 'correct horse battery staple';

/** A real workstation window over a folder. */
export type Workstation = {
  app: ElectronApplication;
  page: Page;
  folder: string;
  /** Ends the whole program at once, engine and all, as a power cut would. */
  kill(): Promise<void>;
  close(): Promise<void>;
};

/** Launches a program and waits until its page answers. */
export const launch = (
  executablePath: string,
  args: readonly string[],
  env?: Record<string, string>,
): Promise<{ app: ElectronApplication; page: Page }> =>
  launchWindow({ executablePath, args, cwd: root, ...(env === undefined ? {} : { env }) });

/** The program and the arguments by which its window opens on a data folder. */
export const programOn = (folder: string): { executablePath: string; args: string[] } => {
  const executablePath = process.env.SHENHETAI_ELECTRON;
  if (executablePath === undefined) throw new Error('Run these tests with npm test: it prepares the runtime and the build.');
  const switches = (process.env.SHENHETAI_SWITCHES ?? '').split(' ').filter((word) => word !== '');
  return { executablePath, args: [...switches, root, '--data', folder] };
};

/** How a window is opened: its inner size, px, the machine's time zone, and further variables of its environment. */
type Opening = { size?: { width: number; height: number }; timeZone?: string; variables?: Record<string, string> };

const environmentWith = (variables: Record<string, string>): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  ...variables,
});

/** Opens the program's window on a data folder. */
export const openWorkstation = async (folder: string, { size, timeZone, variables = {} }: Opening = {}): Promise<Workstation> => {
  const { executablePath, args } = programOn(folder);
  const { app, page } = await launch(
    executablePath,
    args,
    environmentWith({ ...variables, ...(timeZone === undefined ? {} : { TZ: timeZone }) }),
  );
  if (size !== undefined)
    await app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height), size);
  return {
    app,
    page,
    folder,
    kill: async () => {
      const engine = await enginePid(folder);
      app.process().kill('SIGKILL');
      if (engine !== undefined) process.kill(engine, 'SIGKILL');
      await app.waitForEvent('close').catch(() => {});
    },
    close: () => app.close(),
  };
};

/** The engine's process id, from the lock that it holds on its folder. */
export const enginePid = async (folder: string): Promise<number | undefined> => {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(join(folder, 'lock'), 'utf8').catch(() => undefined);
  const found = text === undefined ? null : /\d+/.exec(text);
  return found === null ? undefined : Number(found[0]);
};

/** The test's own folders, server and windows; all are gone afterwards. */
type Fixtures = {
  folder: string;
  intake: IntakeProcess;
  /** Opens a window on the test's folder; closed after the test if it is still there. */
  open: (options?: Opening) => Promise<Workstation>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its first parameter, and this one has none.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'desk-'));
    await use(join(folder, 'workstation'));
    rmSync(folder, { recursive: true, force: true });
  },
  intake: async ({ folder }, use) => {
    const server = await startIntakeProcess(`${folder}-intake`);
    await use(server);
    await server.kill();
    rmSync(`${folder}-intake`, { recursive: true, force: true });
  },
  open: async ({ folder }, use, testInfo) => {
    const opened: Workstation[] = [];
    await use(async (options) => {
      const workstation = await openWorkstation(folder, options);
      opened.push(workstation);
      return workstation;
    });
    const last = opened.at(-1);
    if (testInfo.status !== testInfo.expectedStatus && last !== undefined)
      await last.page.screenshot({ path: testInfo.outputPath('window.png') }).catch(() => {});
    for (const workstation of opened) await workstation.close().catch(() => {});
  },
});

export { expect };
