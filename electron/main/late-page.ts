import type { WebContents } from 'electron';
import type { ShellLog } from './log.ts';

/** How long a page may take to be loaded before it is taken for stuck, ms; one takes half a second. Twice as long each time that it was. */
const patience = 15_000;

/**
 * Ends a page's process when the page does not come, so that it is loaded anew as after a crash: until its first picture there is no window in which anybody
 * could be told, or do it. Call before the page is loaded.
 */
export function renewLatePage(contents: WebContents, log: ShellLog, wait: number = patience): void {
  const timer = setTimeout(() => {
    log('page-late', { waited: wait });
    renewLatePage(contents, log, 2 * wait);
    const pid = contents.getOSProcessId();
    try {
      // Not by the page's own hand: one that is stuck may not hear that it is to end.
      if (pid > 0) process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself in this moment, of which the window hears as well.
    }
  }, wait);
  const ended = () => clearTimeout(timer);
  contents.once('did-finish-load', ended);
  contents.once('destroyed', ended);
}
