import type { Page } from '@playwright/test';
import type { Picture } from './picture.ts';

/** The screens beside the daily round: status, insight, audit and second review, and what the queue, the settings and the tour put over theirs. */
export async function walkPlaces(page: Page, picture: Picture): Promise<void> {
  const first = await walkQueue(page, picture);

  await page.keyboard.press('Alt+0');
  await page.locator('.status input').waitFor();
  await picture('status');
  await page.locator('.status input').fill(first);
  await page.locator('.one-status').waitFor();
  await picture('status-one');

  await page.keyboard.press('Alt+8');
  await page.locator('.insight-card').first().waitFor();
  await picture('insight');
  await page.keyboard.press('Alt+-');
  await page.locator('.audit-body tr').nth(1).waitFor();
  await picture('audit');
  await page.keyboard.press('v');
  await page.locator('.audit-chain-verdict').waitFor();
  await picture('audit-verified');
  await page.keyboard.press('Alt+7');
  await page.getByRole('button', { name: /检查这台|Examine/ }).click();
  await page.locator('.care-findings').waitFor();
  await picture('about-examined');
  await page.keyboard.press('Alt+9');
  await page.locator('#screen h1').first().waitFor();
  await picture('second-review');

  await page.keyboard.press('Alt+6');
  await page.locator('.key-row').first().waitFor();
  await page
    .locator('.key-row')
    .first()
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await picture('settings-keys');
  await page.getByRole('button', { name: /导览|tour/i }).click();
  await page.locator('.tour-words').waitFor();
  await picture('tour');
  await page.keyboard.press('Escape');
  await page.locator('.tour-words').waitFor({ state: 'detached' });
}

/** What lies over the queue and the review: filter, columns, the bar of what was chosen, and what is asked before printing. Returns the first application. */
async function walkQueue(page: Page, picture: Picture): Promise<string> {
  await page.keyboard.press('Alt+1');
  const row = page.locator('[data-application]').first();
  await row.waitFor();
  const over = async (key: string, take: () => Promise<void>): Promise<void> => {
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    await page.locator('.ant-modal:not([class*="motion"]):not([class*="zoom"])').waitFor();
    await take();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  await over('f', () => picture('queue-filter'));
  await over('c', () => picture('queue-columns'));
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.locator('.queue-selection').waitFor();
  await picture('queue-selection');
  await page.keyboard.press('Escape');
  await page.locator('.queue-selection').waitFor({ state: 'detached' });

  await row.click();
  await page.keyboard.press('Enter');
  await page.locator('code.review-number').waitFor();
  const first = (await page.locator('code.review-number').textContent()) ?? '';
  await over('Control+p', () => picture('print'));
  await page.keyboard.press('Escape');
  await row.waitFor();
  return first;
}
