import type { Page } from '@playwright/test';
import type { Picture } from './picture.ts';
import { overlaid, toList } from './waiting.ts';

/** The list with what lies over it: filter, columns, views of one's own, what was chosen together, one reason for all of them, and a search. */
export async function walkQueue(page: Page, picture: Picture): Promise<void> {
  await toList(page);
  await page.keyboard.press('1');
  await page.locator('[data-application]').first().waitFor();
  await picture('queue');
  await page.keyboard.press('7');
  await picture('queue-all');
  await overlaid(page, '?', () => picture('keys'));
  await overlaid(page, 'Control+k', async () => {
    await page.locator('.palette-row').first().waitFor();
    await picture('palette');
  });
  await overlaid(page, 'f', async () => {
    await picture('filter');
    await page.getByRole('dialog').getByRole('checkbox').nth(6).check();
    await picture('filter-said');
  });
  await page.locator('.queue-filter').waitFor();
  await picture('queue-filtered');
  await page.keyboard.press('Shift+F');
  await page.locator('.queue-filter').waitFor({ state: 'detached' });
  await overlaid(page, 'c', () => picture('columns'));
  await page.keyboard.press('v');
  await page.getByRole('dialog').locator('input').first().fill('A');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await overlaid(page, 'v', () => picture('own-views'));
  await page.keyboard.press('7');

  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  for (let times = 0; times < 17; times += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.locator('.queue-selection').waitFor();
  await picture('queue-selection');
  await overlaid(page, 'r', async () => {
    await page.locator('.queue-alike-reasons input').first().waitFor();
    await picture('alike');
    // Some faults come together with others, and then each application is decided by itself.
    const offered = page.locator('.queue-alike-reasons input');
    for (let place = 0; place < (await offered.count()) && (await page.locator('.queue-alike article').count()) === 0; place += 1) {
      await offered.nth(place).check();
      await page.locator('.queue-alike, .queue-left-out').first().waitFor();
    }
    await page.locator('.queue-alike article').first().waitFor();
    await picture('alike-notices');
  });
  await page.locator('.queue-selection').waitFor({ state: 'detached' });

  await page.keyboard.press('Control+f');
  await page.keyboard.type('l');
  await page.locator('[data-application]').first().waitFor();
  await picture('queue-found');
  await page.keyboard.type('no such applicant');
  await page.locator('.empty-state').waitFor();
  await picture('queue-nothing');
  await page.keyboard.press('Escape');
  await page.locator('[data-application]').first().waitFor();
  await page.keyboard.press('1');
}
