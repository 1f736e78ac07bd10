import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

/** A window of the program, and the program behind it. */
export type DrivenWindow = { app: ElectronApplication; page: Page };

/** How a window is launched: which Electron, with which arguments, from where. */
export type Launch = { executablePath: string; args: readonly string[]; cwd: string; env?: Record<string, string> };

/** The inner size of a window, px. */
export type Size = { width: number; height: number };

/** How long a window may take to answer, ms; one that is alive does in one second. */
const launchPatience = 25_000;
/** How long it may take until it has a size that was asked for, ms. */
const sizePatience = 20_000;

/**
 * Launches the program and waits until its page answers. Attaching a debugger to Electron on a busy machine sometimes leaves both waiting for
 * each other before any of our code has run; such a launch is ended and made again, up to three times, and nothing else is ever repeated.
 */
export async function launchWindow(launch: Launch, tries = 3): Promise<DrivenWindow> {
  const late = new AbortController();
  let app: ElectronApplication | undefined;
  const attempt = (async () => {
    app = await _electron.launch({ ...launch, args: [...launch.args], timeout: launchPatience });
    const page = await app.firstWindow();
    await page.evaluate('document.readyState');
    return { app, page };
  })();
  attempt.catch(() => {});
  try {
    return await Promise.race([
      attempt,
      wait(launchPatience, undefined, { signal: late.signal }).then(() => {
        throw new Error('the window did not answer');
      }),
    ]);
  } catch (error) {
    app?.process().kill('SIGKILL');
    if (tries <= 1) throw error;
    return launchWindow(launch, tries - 1);
  } finally {
    late.abort();
  }
}

/**
 * Gives a window an inner size and waits until the page has it. A window that is about to be shown for the first time takes the size it remembers then, and
 * without a window manager a request may be lost, so it is shown first and asked for again as long as the page has another size.
 */
export async function resizeWindow({ app, page }: DrivenWindow, size: Size): Promise<void> {
  const until = performance.now() + sizePatience;
  while (performance.now() < until) {
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window === undefined || !window.isVisible()) return;
      if (window.isMaximized()) window.unmaximize();
      const [wide, tall] = window.getContentSize();
      if (wide !== width || tall !== height) window.setContentSize(width, height);
    }, size);
    // The page is compiled without a DOM of its own here, so what is asked of it is said in words.
    if ((await page.evaluate(`innerWidth === ${size.width} && innerHeight === ${size.height}`)) === true) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`the window never became ${size.width} × ${size.height}`);
}
