import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { BrowserWindow } from 'electron';
import type { PrintOutcome } from '../../shared/contract/engine/bridge.ts';
import type { ShellLog } from './log.ts';
import { printQueryAllowed } from './page.ts';
import { windowOptions } from './security/index.ts';

/** How long a page may take until all of it is there, ms: some photos of a slow disk, and an engine that is being restarted meanwhile. */
const patience = 60_000;

/** Inches. The numbers of the pages stand in the lower margin. */
const margins = { top: 0.5, bottom: 0.65, left: 0.5, right: 0.5 };
const footer =
  '<div style="display:flex;width:100%;padding:0 0.5in;justify-content:space-between;font-size:8px;color:#444"><span class="title"></span>' +
  '<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>';

export type Printing = {
  /** Saves the page under `query` as a PDF at `path`; a file of that name is replaced as a whole. */
  print(query: string, path: string): Promise<PrintOutcome>;
  /** A page, told by the number of its web-contents, is ready to be printed or never will be. */
  printable(page: number, isReady: boolean): void;
};

/**
 * Prints pages into files. What is printed is a page of our own in a window out of sight, made with the same options and under the same rules as the one that the person sees; the
 * shell knows neither what stands on it nor what it is for.
 */
export function openPrinting(options: {
  readonly preload: string;
  readonly page: string;
  readonly isPackaged: boolean;
  readonly log: ShellLog;
}): Printing {
  const { preload, page, isPackaged, log } = options;
  const waiting = new Map<number, (isReady: boolean) => void>();

  const shown = (window: BrowserWindow, query: string): Promise<boolean> =>
    new Promise((resolve) => {
      const { id } = window.webContents;
      const answered = (isReady: boolean) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(isReady);
      };
      const timer = setTimeout(() => answered(false), patience);
      waiting.set(id, answered);
      window.webContents.on('render-process-gone', () => answered(false));
      window.on('closed', () => answered(false));
      window.loadURL(`${page}?${query}`).catch(() => answered(false));
    });

  return {
    async print(query, path) {
      if (!printQueryAllowed(query)) return { done: 'failed', code: 'print_failed' };
      // As wide as A4 at 96 dpi, so that what is measured before printing is measured right.
      const window = new BrowserWindow({ ...windowOptions(preload, isPackaged), width: 1024, height: 1123 });
      try {
        if (!(await shown(window, query))) {
          log('not-printed', { cause: 'page' });
          return { done: 'failed', code: 'print_failed' };
        }
        const pdf = await window.webContents.printToPDF({
          pageSize: 'A4',
          printBackground: true,
          displayHeaderFooter: true,
          headerTemplate: '<span></span>',
          footerTemplate: footer,
          margins,
        });
        await replace(path, pdf);
        return { done: 'saved', fileName: basename(path) };
      } catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
        log('not-printed', { cause: code });
        return { done: 'failed', code: failureOf(code) };
      } finally {
        if (!window.isDestroyed()) window.destroy();
      }
    },
    printable: (id, isReady) => waiting.get(id)?.(isReady),
  };
}

/** A file is there as a whole or not at all. */
async function replace(path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(temporary, content, { flag: 'wx', mode: 0o600, flush: true });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

function failureOf(code: string): Extract<PrintOutcome, { done: 'failed' }>['code'] {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk_full';
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'disk_read_only' : 'print_failed';
}
