import type { Page } from '@playwright/test';
import type { Picture } from './picture.ts';
import { goOn, walkTo } from './waiting.ts';

/** What the viewer can lay over a photo and beside it. */
export async function walkViewer(page: Page, picture: Picture): Promise<void> {
  await walkTo(page, '.review:has(.viewer-evidence-box):has([role="tab"] + [role="tab"])');
  await page.keyboard.press('l');
  await page.locator('.viewer-adjust').waitFor();
  await picture('adjust');
  await page.keyboard.press('Escape');
  await page.locator('.viewer-adjust').waitFor({ state: 'detached' });
  await page.keyboard.press('q');
  await page.locator('.viewer-loupe').waitFor();
  await picture('loupe');
  await page.keyboard.press('q');
  await page.locator('.viewer-loupe').waitFor({ state: 'detached' });
  await page.keyboard.press('x');
  await page.locator('.viewer-mark').waitFor();
  await picture('marking');
  await page.keyboard.press('Enter');
  await page.locator('.review-pinned').waitFor();
  await picture('pinned');
  await page.locator('.review-pinned button').click();
  await page.locator('.review-pinned').waitFor({ state: 'detached' });
  await page.keyboard.press('p');
  await page.locator('.viewer-stage').nth(1).waitFor();
  await picture('pair');
  await page.keyboard.press('p');
  await page.locator('.viewer-stage').nth(1).waitFor({ state: 'detached' });
}

/** The photo of the attempt before, behind a divider. */
export async function walkEarlier(page: Page, picture: Picture): Promise<void> {
  const laid = async (): Promise<boolean> => {
    await walkTo(page, '.viewer-tool[data-tool="wipe"]:enabled');
    await page.keyboard.press('h');
    await page.locator('.viewer-wipe, .viewer-note').first().waitFor();
    return page.locator('.viewer-wipe').isVisible();
  };
  if (!(await laid())) {
    await picture('wipe-gone');
    await page.keyboard.press('h');
    await goOn(page);
    await laid();
  }
  await picture('wipe');
  await page.keyboard.press('h');
}
