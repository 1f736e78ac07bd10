import type { Page } from '@playwright/test';

/** Waits for a condition of the page. Asked from outside each time: the page's own policy forbids to evaluate text, which waiting inside it would. */
export async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; (await page.evaluate(condition)) !== true; tries += 1) {
    if (tries === 600) throw new Error(`the page never came to ${condition}`);
    await page.waitForTimeout(50);
  }
}

/** Goes to a place by its key and waits for what belongs to it alone. */
export async function goTo(page: Page, key: string, shows: string): Promise<void> {
  await page.keyboard.press(key);
  await page.locator(shows).first().waitFor();
}

/** Opens a dialogue by its key, looks at it, and closes it again. */
export async function overlaid(page: Page, key: string, look: () => Promise<void>): Promise<void> {
  await page.keyboard.press(key);
  await page.getByRole('dialog').waitFor();
  await look();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** The queue with the keyboard in its list. */
export async function toList(page: Page): Promise<void> {
  await goTo(page, 'Alt+1', '[data-application]');
  await page.getByRole('grid').focus();
}

/** Brings a part of the screen to its upper edge. */
export const scrollTo = (page: Page, part: string, block: 'start' | 'end' = 'start'): Promise<void> =>
  page
    .locator(part)
    .first()
    .evaluate((element, where) => element.scrollIntoView({ block: where }), block);

/** Applications that are looked at for one that has what is wanted. */
const mostLooked = 40;

/** Goes on to the next application. */
export async function goOn(page: Page): Promise<void> {
  const number = page.locator('code.review-number');
  const shown = (await number.textContent()) ?? '';
  await page.keyboard.press('j');
  await number.filter({ hasNotText: shown }).waitFor();
  await page.locator('.review-findings, .review-block').first().waitFor();
}

/** Goes on until an application shows what is wanted. */
export async function walkTo(page: Page, wanted: string): Promise<void> {
  for (let tries = 0; (await page.locator(wanted).count()) === 0; tries += 1) {
    if (tries === mostLooked) throw new Error(`no application shows ${wanted}`);
    await goOn(page);
  }
}
