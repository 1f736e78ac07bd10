import { existsSync } from 'node:fs';
import type { App } from 'electron';

/** Where Linux has its graphics cards (https://docs.kernel.org/gpu/drm-uapi.html). */
const cards = '/dev/dri';

/**
 * Leaves the graphics process out where there is no graphics card for it: a virtual desktop, a remote screen. It would be started, fail and be given up for
 * drawing by the processor, and a page that begins to load in that moment sometimes waits for it for ever: on a busy machine 14 of 45 starts
 * showed no window. Call before the program is ready.
 */
export function leaveOutAbsentGraphics(
  app: App,
  platform: string = process.platform,
  exists: (path: string) => boolean = existsSync,
): void {
  if (platform === 'linux' && !exists(cards)) app.disableHardwareAcceleration();
}
