import { BrowserWindow } from 'electron';
import { openSignIn } from './calls.ts';
import type { EngineNews } from './engine/index.ts';
import type { ShellLog } from './log.ts';
import type { PicturePasses } from './picture-passes.ts';
import type { Installing } from './updates/index.ts';

/** What comes of the engine's news, in every window. */
export const newsFor = (installing: Installing, passes: PicturePasses, log: ShellLog): EngineNews => ({
  tell: (news) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(`desk:${news}`);
  },
  locked: () => {
    passes.revokeAll();
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send('desk:locked');
  },
  protect: (blockCapture) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentProtection(blockCapture);
  },
  install: installing.wish,
  openBrowser: (address, issuer) => openSignIn(address, issuer, log),
});
