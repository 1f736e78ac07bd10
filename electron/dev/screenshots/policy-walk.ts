import type { Page } from '@playwright/test';
import type { Picture } from './picture.ts';
import { scrollTo } from './waiting.ts';

/** The limits with what is said of them, other limits tried, and the reasons. */
export async function walkPolicy(page: Page, picture: Picture): Promise<void> {
  const tab = (index: number) => page.getByRole('tab').nth(index);
  await scrollTo(page, '.policy-checks', 'end');
  await picture('policy-lower');
  await tab(1).click();
  await page.locator('.policy-try-limit input').first().waitFor();
  await picture('what-if');
  const field = page.locator('.policy-try-limit input');
  for (const [index, typed] of ['100', '40', '2000'].entries()) {
    await field.nth(index).fill(typed);
    await field.nth(index).press('Tab');
  }
  await page.keyboard.press('Control+Enter');
  await page.locator('.policy-try-answer').waitFor();
  await picture('what-if-answer');
  await tab(2).click();
  await page.locator('.policy-reason').first().waitFor();
  await page.locator('.policy-reason summary').first().click();
  await picture('policy-reasons');
  await tab(0).click();
}
