import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type DrivenWindow, resizeWindow } from '../window.ts';
import type { Taken } from './contact-sheet.ts';
import { type Look, nameOf, sizes } from './looks.ts';
import { until } from './waiting.ts';

/** Takes a picture of what the window shows, in each size that is wanted. */
export type Picture = (name: string) => Promise<void>;

/** A part of a walk with its name. Each finds its own way from wherever the one before has left the page. */
export type WalkPart = readonly [name: string, walk: (page: Page, picture: Picture) => Promise<void>];

/** How long one picture may take, ms: a page that paints nothing any more is no reason to wait for ever. */
const patience = 30_000;

/** Waits until the page has been painted twice, so that what a new size moved has come to rest. A page that is not painted at all is not waited for. */
const settled = `Promise.race([
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  new Promise((done) => setTimeout(done, 1000)),
]).then(() => true)`;

/** Whether every photo that is to be seen has come, the one that a larger size asked for too. */
const complete = `[...document.images].every((image) => image.complete) && document.querySelector('.viewer-loading') === null`;

/** The zoom as the settings set it; the settings themselves stay as they are. */
const zoomTo = (page: Page, zoom: number): Promise<void> =>
  page.evaluate(`['zoom', '--desk-zoom'].forEach((name) => document.documentElement.style.setProperty(name, '${zoom}'))`);

/** The camera of one window. `taken` is told of each picture. */
export function cameraFor(
  window: DrivenWindow,
  {
    walk,
    look,
    wanted,
    folder,
    taken,
  }: { walk: string; look: Look; wanted: readonly string[]; folder: string; taken: (picture: Taken) => void },
): Picture {
  return async (name) => {
    for (const size of wanted) {
      const sight = sizes[size];
      if (sight === undefined) continue;
      // What lies under a pointer that nobody moves is not to be lit.
      await window.page.mouse.move(1, 1);
      await zoomTo(window.page, sight.zoom);
      await resizeWindow(window, sight);
      await window.page.evaluate(settled);
      await until(window.page, complete);
      await window.page.evaluate(settled);
      const file = `${walk}-${name}-${nameOf(look)}-${size}.png`;
      await window.page.screenshot({ path: join(folder, file), animations: 'disabled', timeout: patience });
      taken({ walk, name, look: nameOf(look), size, file });
    }
  };
}
