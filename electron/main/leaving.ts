import type { App } from 'electron';

/** Holds the program's end back until all of this has ended, well or not, and then what is to be done at the very end. */
export function leaveAfter(app: App, last: () => readonly Promise<unknown>[], atTheEnd: () => Promise<void>): void {
  let isDone = false;
  app.on('will-quit', (event) => {
    if (isDone) return;
    event.preventDefault();
    void Promise.allSettled(last())
      .then(atTheEnd)
      .finally(() => {
        isDone = true;
        app.quit();
      });
  });
}
