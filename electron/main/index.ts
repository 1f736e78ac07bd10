/**
 * The shell: one window around the engine. This file is its table of contents.
 * Promises to stay idle: it opens no database, no picture and no connection; a page can do only what `security/` allows, an engine that dies comes back.
 * Electron calls it, by `main` in package.json.
 */
import { join } from 'node:path';
import { app, clipboard, powerMonitor, safeStorage, session } from 'electron';
import { answerCalls } from './calls.ts';
import { openCopies } from './copies.ts';
import { watchForCrashes } from './crash-reports.ts';
import { desktopSecret } from './desktop-secret.ts';
import { openEngine } from './engine/index.ts';
import { chooseFolders } from './folder.ts';
import { leaveOutAbsentGraphics } from './graphics.ts';
import { leaveAfter } from './leaving.ts';
import { openShellLog } from './log.ts';
import { installMenu } from './menu.ts';
import { newsFor } from './news.ts';
import { openPicturePasses } from './picture-passes.ts';
import { openPrinting } from './print.ts';
import { registerSchemes, serveSchemes } from './protocol.ts';
import { enableSandbox, installSecurity, pageToLoad, sessionName } from './security/index.ts';
import { isFirstInstance } from './single-instance.ts';
import { openInstalling } from './updates/index.ts';
import { openWindow } from './window.ts';

const { isPackaged } = app;
const mainFolder = import.meta.dirname;
const folders = chooseFolders(process.argv, process.env.SHENHETAI_DATA, join(app.getPath('appData'), 'shenhetai'), process.cwd());
const page = pageToLoad(isPackaged, process.env.ELECTRON_RENDERER_URL);
const log = openShellLog(folders.logs);
const crashed = watchForCrashes(app, folders.data, log);

// Single instance: one program a data folder. A second one hands over to the first and starts nothing.
const isFirst = isFirstInstance(app, folders.shell);

leaveOutAbsentGraphics(app);

// Security: before anything can be loaded.
enableSandbox(app, process.getuid?.() === 0);
for (const off of ['disable-background-networking', 'disable-component-update']) app.commandLine.appendSwitch(off);
registerSchemes();
const passes = openPicturePasses(app);
installSecurity(app, { page, isPackaged, refused: (what) => log('refused', { what }) });

// Electron holds `ready` back until this module has run to its end, so waiting for it at the top level would wait for ever.
if (isFirst) app.whenReady().then(open).catch(fail);
else app.exit(0);

function open(): void {
  log('started', { product: app.getVersion(), electron: process.versions.electron });

  // Engine, and the two ways to it: pictures by protocol, everything else by port.
  const place = { isPackaged, resourcesPath: process.resourcesPath, mainFolder, data: folders.data };
  const installing = openInstalling(app, place, log);
  const news = newsFor(installing, passes, log);
  const engine = openEngine(place, () => desktopSecret(folders.shell, safeStorage, process.platform, log), news, log, crashed);
  serveSchemes(session.fromPartition(sessionName).protocol, join(mainFolder, '..', 'renderer'), engine.images, passes);
  const pageOptions = { preload: join(mainFolder, '..', 'preload', 'index.cjs'), page, isPackaged, log };
  const copies = openCopies(clipboard);
  answerCalls(page, engine, { printing: openPrinting(pageOptions), copies, passes }, log);
  powerMonitor.on('suspend', () => engine.tell('suspend'));
  powerMonitor.on('lock-screen', () => engine.tell('lock-screen'));

  // Window and menu.
  installMenu(app.getLocale(), isPackaged);
  openWindow({ ...pageOptions, folder: folders.shell });

  // Leaving: the engine closes its database first; a newer version is installed when nothing is open any more.
  leaveAfter(app, () => [engine.stop(), copies.clear()], installing.atTheEnd);
  app.on('window-all-closed', () => app.quit());
}

function fail(cause: unknown): void {
  log('not-started', { cause: cause instanceof Error ? cause.message : 'unknown' });
  app.exit(3);
}
