import { type App, BrowserWindow } from 'electron';

/** One program a data folder: whether this is the first. A second one hands over to it, which comes to the front, and has to end. */
export function isFirstInstance(app: App, ownFolder: string): boolean {
  app.setPath('userData', ownFolder);
  const isFirst = app.requestSingleInstanceLock();
  app.on('second-instance', () => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  return isFirst;
}
