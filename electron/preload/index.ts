/**
 * The bridge: one object, `window.desk`, that hands the page a MessagePort to the engine and a few named calls.
 * Promises that the page gets nothing else of Electron or Node, and that no call takes more than plain strings.
 * Electron runs it before the page, in its own world and inside the sandbox; `renderer/engine/` is its only caller.
 */
import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron';
import { type DeskBridge, enginePortMessage } from '../../shared/contract/engine/bridge.ts';

function listen(name: string, listener: () => void): () => void {
  const heard = () => listener();
  ipcRenderer.on(name, heard);
  return () => void ipcRenderer.off(name, heard);
}

/** Asked for once a page, so that one that is loaded anew has another; after locking, when the next picture is wanted. */
let pass: string | undefined = ipcRenderer.sendSync('desk:picture-pass', true);
const forgetPass = () => {
  pass = undefined;
};
listen('desk:locked', forgetPass);

const bridge: DeskBridge = {
  connect: () => {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage('desk:connect', null, [port1]);
    // A port cannot be a value of the context bridge, but it can be transferred in a message to the page's own window.
    window.postMessage(enginePortMessage, window.location.origin, [port2]);
  },
  onEngineLost: (listener) => listen('desk:engine-lost', listener),
  onEngineBack: (listener) => listen('desk:engine-back', listener),
  chooseFile: (purpose, suggestedName) => ipcRenderer.invoke('desk:choose-file', purpose, suggestedName),
  pathOf: (file) => webUtils.getPathForFile(file as File),
  print: (query, suggestedName) => ipcRenderer.invoke('desk:print', query, suggestedName),
  printable: (state) => ipcRenderer.send('desk:printable', state),
  copied: (clearAfterSeconds) => ipcRenderer.send('desk:copied', clearAfterSeconds),
  openExternal: (address) => ipcRenderer.invoke('desk:open-external', address),
  picturePass: () => {
    pass ??= ipcRenderer.sendSync('desk:picture-pass', false) as string;
    return pass;
  },
  forgetPictures: () => {
    forgetPass();
    webFrame.clearCache();
  },
  quit: () => ipcRenderer.send('desk:quit'),
  versions: () => ipcRenderer.invoke('desk:versions'),
};

contextBridge.exposeInMainWorld('desk', bridge);
