import type { Page } from '@playwright/test';
import type { Picture } from './picture.ts';
import { goTo } from './waiting.ts';

/** Every screen with nothing on it, by its key and by what says so. */
const empty = [
  ['queue', 'Alt+1', '.queue-panel .empty-state:not(.loading)'],
  ['requests', 'Alt+2', '.empty-state:not(.loading)'],
  ['transfer', 'Alt+3', '.transfer-upper'],
  ['announcements', 'Alt+4', '.empty-state:not(.loading)'],
  ['insight', 'Alt+8', '.empty-state button'],
  ['second-review', 'Alt+9', '#screen h1'],
  ['status', 'Alt+0', '.status'],
] as const;

/** What a person sees before the first start (the three sources, and what a server wants to know), and then a desk that works with packages and has none yet. */
export async function walkEntrance(page: Page, picture: Picture): Promise<void> {
  await picture('first-start');
  await page.locator('input[value="server"]').check();
  await page.locator('.entrance-form input[inputmode="url"]').fill('http://platform.example');
  const typed = async (words: readonly string[]): Promise<void> => {
    for (const [index, word] of words.entries()) await page.locator('input[type="password"]').nth(index).fill(word);
  };
  await typed(['a token', 'four words, long enough', 'four words, long']);
  await picture('server');
  await typed(['a token', 'four words, long enough', 'four words, long enough']);
  await page.keyboard.press('Enter');
  await page.locator('.failure-notice').waitFor({ timeout: 60_000 });
  await picture('server-refused');
  await page.locator('.labelled-row .ant-segmented-item').nth(1).click();
  await page.locator('.labelled-pair').waitFor();
  await picture('server-browser');
  await page.locator('input[value="packages"]').check();
  await typed(['four words, long enough', 'four words, long enough']);
  await page.keyboard.press('Enter');
  await page.locator('.status-line[aria-busy="false"]').waitFor();
  for (const [name, key, shows] of empty) {
    await goTo(page, key, shows);
    await picture(`empty-${name}`);
  }
}
