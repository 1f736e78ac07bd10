import { join } from 'node:path';
import { app, BrowserWindow, dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, shell } from 'electron';
import type { FilePurpose, PrintOutcome, ShellVersions } from '../../shared/contract/engine/bridge.ts';
import type { Copies } from './copies.ts';
import type { RelayPort, ShellEngine } from './engine/index.ts';
import type { ShellLog } from './log.ts';
import type { PicturePasses } from './picture-passes.ts';
import type { Printing } from './print.ts';
import { externalLinkAllowed, senderAllowed, signInAddressAllowed } from './security/index.ts';

/** Answers the bridge's named calls. Each passes the one sender check first; a call from anywhere else gets no answer at all. */
export function answerCalls(
  page: string,
  engine: ShellEngine,
  { printing, copies, passes }: { printing: Printing; copies: Copies; passes: PicturePasses },
  log: ShellLog,
): void {
  const isOurs = (event: IpcMainEvent | IpcMainInvokeEvent): boolean => {
    const ours = senderAllowed(event.senderFrame, page);
    if (!ours) log('sender-refused');
    return ours;
  };
  const on = (name: string, act: (event: IpcMainEvent, ...given: unknown[]) => void) =>
    ipcMain.on(name, (event, ...given) => void (isOurs(event) && act(event, ...given)));
  const handle = (name: string, act: (event: IpcMainInvokeEvent, ...given: unknown[]) => unknown) =>
    ipcMain.handle(name, (event, ...given) => (isOurs(event) ? act(event, ...given) : undefined));

  on('desk:connect', (event) => {
    const [port] = event.ports;
    if (port !== undefined) engine.connect(event.sender.id, port as RelayPort);
  });
  on('desk:copied', (_event, seconds) => {
    if (typeof seconds === 'number' && seconds >= 0 && seconds <= 3_600) void copies.copied(seconds * 1_000);
  });
  // The page waits for this one, whoever it is.
  ipcMain.on('desk:picture-pass', (event, fresh) => {
    event.returnValue = isOurs(event) ? passes.of(event.sender.id, fresh === true) : '';
  });
  on('desk:quit', () => app.quit());
  handle(
    'desk:versions',
    (): ShellVersions => ({
      product: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      platform: `${process.platform} ${process.arch}`,
    }),
  );
  handle('desk:open-external', async (_event, address) => {
    if (typeof address !== 'string' || !externalLinkAllowed(address)) return false;
    await shell.openExternal(address);
    return true;
  });
  handle('desk:choose-file', (event, purpose, suggestedName) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (window === null || !isFilePurpose(purpose)) return undefined;
    return chooseFile(window, purpose, typeof suggestedName === 'string' ? suggestedName : undefined);
  });
  handle('desk:print', async (event, query, suggestedName): Promise<PrintOutcome> => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (window === null || typeof query !== 'string') return { done: 'failed', code: 'print_failed' };
    const path = await chooseNewFile(window, 'pdf', typeof suggestedName === 'string' ? suggestedName : undefined);
    return path === undefined ? { done: 'cancelled' } : printing.print(query, path);
  });
  on('desk:printable', (event, state) => printing.printable(event.sender.id, state === 'ready'));
}

/** Opens the sign-in page of the site's issuer in the person's browser; says whether it did. */
export async function openSignIn(address: string, issuer: string, log: ShellLog): Promise<boolean> {
  if (!signInAddressAllowed(address, issuer)) {
    log('sign-in-address-refused');
    return false;
  }
  try {
    await shell.openExternal(address);
    return true;
  } catch {
    // What the system says may hold the address, and is not logged.
    log('browser-not-opened');
    return false;
  }
}

/** What is written, by its ending. */
const savedEndings = { 'save-result': 'tpresult', 'save-table': 'csv', 'save-picture': 'png', 'save-bundle': 'zip' } as const;

function isFilePurpose(purpose: unknown): purpose is FilePurpose {
  return (
    purpose === 'open-package' ||
    purpose === 'watched-folder' ||
    purpose === 'update-folder' ||
    Object.keys(savedEndings).includes(purpose as string)
  );
}

async function chooseFile(window: BrowserWindow, purpose: FilePurpose, suggestedName: string | undefined): Promise<string | undefined> {
  if (purpose === 'open-package') {
    const chosen = await dialog.showOpenDialog(window, {
      properties: ['openFile'],
      filters: [{ name: '.tpbatch', extensions: ['tpbatch'] }],
    });
    return chosen.filePaths[0];
  }
  if (purpose === 'watched-folder' || purpose === 'update-folder')
    return (await dialog.showOpenDialog(window, { properties: ['openDirectory'] })).filePaths[0];
  return chooseNewFile(window, savedEndings[purpose], suggestedName);
}

async function chooseNewFile(window: BrowserWindow, ending: string, suggestedName: string | undefined): Promise<string | undefined> {
  // Only a name is taken from the page; the folder is the person's to choose.
  const name = (suggestedName ?? `new.${ending}`).replaceAll(/[/\\:*?"<>|\0]/g, '_');
  const chosen = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: `.${ending}`, extensions: [ending] }],
  });
  return chosen.canceled || chosen.filePath === '' ? undefined : chosen.filePath;
}
