import { expect, type Page } from '@playwright/test';

/** Texts that run from right to left, or turn what follows, without anything that keeps them to themselves. */
const unisolated = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const turning = /[\u0590-\u08FF\u202A-\u202E\u2066-\u2069]/u;
    const enclosed = /\u2068[^\u2066-\u2069]*\u2069/gu;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const kept = (node.textContent ?? '').replaceAll(enclosed, '');
      if (parent === null || parent.closest('bdi, textarea, script, style') !== null || !turning.test(kept)) continue;
      found.push(`${parent.tagName}.${parent.className}: ${kept.slice(0, 40)}`);
    }
    for (const element of document.body.querySelectorAll('[aria-label], [alt]'))
      for (const name of ['aria-label', 'alt']) {
        const kept = (element.getAttribute(name) ?? '').replaceAll(enclosed, '');
        if (turning.test(kept)) found.push(`${element.tagName}[${name}]: ${kept.slice(0, 40)}`);
      }
    return found;
  });

/** Isolates that a text in a `bdi` closes itself: then what follows is turned all the same. */
const brokenOut = (page: Page): Promise<number> =>
  page.evaluate(() => [...document.querySelectorAll('bdi')].filter((text) => /[\u2066-\u2069]/u.test(text.textContent ?? '')).length);

/** What sticks out of the window or of the column that it stands in. */
const stickingOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const zoom = 1;
    const scrolled = (element: Element): boolean => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
    const found: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth + zoom) found.push('the window');
    for (const column of document.querySelectorAll(
      '.review-comparison, .review-decision, .request, .one-status, .review-head, .both-views, .conflict-sheet',
    )) {
      const edge = column.getBoundingClientRect().right;
      for (const element of column.querySelectorAll('*')) {
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.right <= edge + zoom) continue;
        let around = element.parentElement;
        while (around !== null && around !== column && !scrolled(around)) around = around.parentElement;
        if (around === null || (around === column && !scrolled(column)))
          found.push(`${element.tagName}.${element.getAttribute('class') ?? ''}`);
      }
      // What scrolls by itself scrolls downwards only.
      for (const inner of [column, ...column.querySelectorAll('.review-lines, .review-decision-grounds')])
        if (/auto|scroll/.test(getComputedStyle(inner).overflowX) && inner.scrollWidth > inner.clientWidth + zoom)
          found.push(`sideways: ${inner.className}`);
    }
    return [...new Set(found)];
  });

/** Whatever a text is made of, it stays in its place and turns nothing around it. */
export const keeps = async (page: Page): Promise<void> => {
  await expect.poll(() => stickingOut(page)).toEqual([]);
  expect(await unisolated(page)).toEqual([]);
  expect(await brokenOut(page)).toBe(0);
};

/** A picture, where somebody wants to look: `LOOK_AT` is the beginning of its path. */
export const look = async (page: Page, name: string): Promise<void> => {
  if (process.env.LOOK_AT !== undefined) await page.screenshot({ path: `${process.env.LOOK_AT}-${name}.png`, animations: 'disabled' });
};
