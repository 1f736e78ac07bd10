import type { App } from 'electron';

/** Holds the program's end back until all of this has ended, well or not. */
export function leaveAfter(app: App, last: () => readonly Promise<unknown>[]): void {
  let isDone = false;
  app.on('will-quit', (event) => {
    if (isDone) return;
    event.preventDefault();
    void Promise.allSettled(last()).finally(() => {
      isDone = true;
      app.quit();
    });
  });
}
