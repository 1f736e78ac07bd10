/**
 * The shell: one window around the engine. This file is its table of contents.
 * Promises to stay idle: it opens no database, no picture and no connection; a page can do only what `security/` allows, an engine that dies comes back.
 * Electron calls it, by `main` in package.json.
 */
import { join } from 'node:path';
import { app, BrowserWindow, powerMonitor, safeStorage, session } from 'electron';
import { answerCalls } from './calls.ts';
import { desktopSecret } from './desktop-secret.ts';
import { openEngine } from './engine/index.ts';
import { chooseFolders } from './folder.ts';
import { openShellLog } from './log.ts';
import { installMenu } from './menu.ts';
import { openPrinting } from './print.ts';
import { registerSchemes, serveSchemes } from './protocol.ts';
import { enableSandbox, installSecurity, pageToLoad, sessionName } from './security/index.ts';
import { openWindow } from './window.ts';

const { isPackaged } = app;
const mainFolder = import.meta.dirname;
const folders = chooseFolders(process.argv, process.env.SHENHETAI_DATA, join(app.getPath('appData'), 'shenhetai'), process.cwd());
const page = pageToLoad(isPackaged, process.env.ELECTRON_RENDERER_URL);
const log = openShellLog(folders.logs);

// Single instance: one program a data folder.
app.setPath('userData', folders.shell);
if (!app.requestSingleInstanceLock()) app.exit(0);
app.on('second-instance', () => {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized() === true) window.restore();
  window?.focus();
});

// Security: before anything can be loaded.
enableSandbox(app, process.getuid?.() === 0);
app.commandLine.appendSwitch('disable-background-networking');
app.commandLine.appendSwitch('disable-component-update');
registerSchemes();
installSecurity(app, { page, isPackaged, refused: (what) => log('refused', { what }) });

// Electron holds `ready` back until this module has run to its end, so waiting for it at the top level would wait for ever.
app.whenReady().then(open).catch(fail);

function open(): void {
  log('started', { product: app.getVersion(), electron: process.versions.electron });

  // Engine, and the two ways to it: pictures by protocol, everything else by port.
  const place = { isPackaged, resourcesPath: process.resourcesPath, mainFolder, data: folders.data };
  const engine = openEngine(place, () => desktopSecret(folders.shell, safeStorage, process.platform, log), tellPages, log);
  serveSchemes(session.fromPartition(sessionName).protocol, join(mainFolder, '..', 'renderer'), engine.images);
  const pageOptions = { preload: join(mainFolder, '..', 'preload', 'index.cjs'), page, isPackaged, log };
  answerCalls(page, engine, openPrinting(pageOptions), log);
  powerMonitor.on('suspend', () => engine.tell('suspend'));
  powerMonitor.on('lock-screen', () => engine.tell('lock-screen'));

  // Window and menu.
  installMenu(app.getLocale(), isPackaged);
  openWindow({ ...pageOptions, folder: folders.shell });

  // Leaving: the engine closes its database first.
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void engine.stop().finally(() => {
      isStopped = true;
      app.quit();
    });
  });
  app.on('window-all-closed', () => app.quit());
}

function tellPages(news: 'engine-lost' | 'engine-back'): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(`desk:${news}`);
}

function fail(cause: unknown): void {
  log('not-started', { cause: cause instanceof Error ? cause.message : 'unknown' });
  app.exit(3);
}
