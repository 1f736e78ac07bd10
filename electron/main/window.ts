import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { renewLatePage } from './late-page.ts';
import type { ShellLog } from './log.ts';
import { type Place, placeOnScreens, readPlace } from './place.ts';
import { windowOptions } from './security/index.ts';

export type WindowOptions = {
  readonly preload: string;
  readonly page: string;
  readonly isPackaged: boolean;
  readonly folder: string;
  readonly log: ShellLog;
};

/** How often a page that crashed is loaded anew before the window is left as it is: a page that dies at once every time would never stop. */
const reloads = 3;

/** Opens the one window where it was left, and remembers where it is left this time. */
export function openWindow({ preload, page, isPackaged, folder, log }: WindowOptions): BrowserWindow {
  const file = join(folder, 'window.json');
  const { isMaximized, ...place } = placeOnScreens(
    readStored(file),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  // The page paints its own colours; until then the window has the colour of the system's theme instead of a white flash.
  const backgroundColor = nativeTheme.shouldUseDarkColors ? '#141414' : '#ffffff';
  const window = new BrowserWindow({ ...place, ...windowOptions(preload, isPackaged), backgroundColor });
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    store(file, { x, y, width, height, isMaximized: window.isMaximized() }, folder, log);
  });
  let crashes = 0;
  window.webContents.on('render-process-gone', (_event, details) => {
    log('page-gone', { reason: details.reason, exitCode: details.exitCode });
    if (details.reason === 'clean-exit') return;
    crashes += 1;
    if (crashes <= reloads) window.webContents.reload();
  });
  window.on('unresponsive', () => log('page-unresponsive'));
  window.on('responsive', () => log('page-responsive'));
  renewLatePage(window.webContents, log);
  window.loadURL(page).catch((cause: unknown) => log('page-not-loaded', { cause: cause instanceof Error ? cause.name : 'unknown' }));
  return window;
}

function readStored(file: string): Place | undefined {
  try {
    return readPlace(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Absent on the first start, or damaged: the window then opens in its usual place, which is all that is lost.
    return undefined;
  }
}

function store(file: string, place: Place, folder: string, log: ShellLog): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(place));
    renameSync(`${file}.new`, file);
  } catch (cause) {
    log('window-place-not-stored', { code: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown' });
  }
}
