import { BrowserWindow } from 'electron';
import type { EngineNews } from './engine/index.ts';

/** What comes of the engine's news in every window. */
export const newsForPages: EngineNews = {
  tell: (news) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(`desk:${news}`);
  },
  protect: (blockCapture) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentProtection(blockCapture);
  },
};
