import type { BrowserWindowConstructorOptions } from 'electron';

/**
 * The only options a window of this program is made with. Each is Electron's default or stricter; they are spelled out so that a change of a default cannot open a door.
 * The session has no `persist:` name: what the page holds (addresses of pictures, what was typed) is never written to disk by Chromium.
 */
export const sessionName = 'desk';

export function windowOptions(preload: string, isPackaged: boolean): BrowserWindowConstructorOptions {
  return {
    show: false,
    autoHideMenuBar: true,
    minWidth: 1024,
    minHeight: 640,
    webPreferences: {
      preload,
      partition: sessionName,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      // The spell checker fetches dictionaries over the network, and the words would be people's names.
      spellcheck: false,
      devTools: !isPackaged,
    },
  };
}
