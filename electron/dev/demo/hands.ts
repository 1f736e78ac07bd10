import type { Page } from '@playwright/test';

/** The hands of the demo's reviewer: keys and what is written on the screen, nothing behind it. The interface is in Chinese, as it starts. */

/** How long the sample batch may take to be drawn, fetched and checked on a slow machine, ms. */
const patience = 300_000;

const press = (page: Page, key: string) => page.keyboard.press(key);
const outcome = (page: Page, name: string) => page.locator(`[data-outcome="${name}"]`);
const number = (page: Page) => page.locator('code.review-number');

/** Chooses the demo and a passphrase. */
export async function firstStart(page: Page, passphrase: string, picture: () => Promise<unknown>): Promise<void> {
  await page.getByRole('radio', { name: '演示' }).check();
  await page.getByLabel('口令', { exact: true }).fill(passphrase);
  await page.getByLabel('再输入一次').fill(passphrase);
  await picture();
  await page.getByRole('button', { name: '开始演示' }).click();
}

/** Waits until the first applications are in the queue; how many there are. */
export async function firstRows(page: Page): Promise<number> {
  await page.locator('[data-application]').first().waitFor({ timeout: patience });
  // The tour of the first start has come up with the list.
  if (await page.locator('.tour-words').isVisible()) await press(page, 'Escape');
  return Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
}

/** Waits until everything has arrived and was checked, in the queue. */
export async function openQueue(page: Page): Promise<{ applications: number }> {
  await page.locator('.status-line[aria-busy="false"]').waitFor({ timeout: patience });
  return { applications: await firstRows(page) };
}

/** Walks through the queue from its first row until `wanted` holds for the application on the screen. */
async function walkTo(page: Page, wanted: () => Promise<boolean>): Promise<void> {
  if (!(await number(page).isVisible())) {
    await page.locator('[data-application]').first().click();
    await press(page, 'Enter');
  }
  await number(page).waitFor();
  for (let tries = 0; tries < 60 && !(await wanted()); tries += 1) {
    const before = (await number(page).textContent()) ?? '';
    await press(page, 'j');
    await number(page).filter({ hasNotText: before }).waitFor();
  }
}

/** Waits until the photo is on the screen, so that the picture shows it. */
const photoShown = (page: Page) => page.locator('img[src^="desk-image:"], img[src^="blob:"]').first().waitFor();

async function decided(page: Page, word: string): Promise<void> {
  await page.locator('.review-bar', { hasText: `已${word}` }).waitFor();
}

/** Approves the first application that allows it. */
export async function approveOne(page: Page, picture: () => Promise<unknown>): Promise<string> {
  await walkTo(page, async () => (await outcome(page, 'approve').getAttribute('data-blocked')) === 'false');
  await photoShown(page);
  const id = (await number(page).textContent()) ?? '';
  await picture();
  await press(page, 'a');
  await decided(page, '通过');
  return id;
}

/** Rejects the next one, with a final reason found by its code. */
export async function rejectOne(page: Page, picture: () => Promise<unknown>): Promise<string> {
  await outcome(page, 'reject').waitFor();
  const id = (await number(page).textContent()) ?? '';
  await press(page, 'r');
  await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill('authenticity.tampered');
  await press(page, 'Enter');
  const given = page.getByLabel('已选 1 条原因');
  const targets = page.getByRole('listbox', { name: '指的是哪一项？' });
  await given.or(targets).first().waitFor();
  if (await targets.isVisible()) await press(page, 'Enter');
  await given.waitFor();
  await picture();
  await press(page, 'Control+Enter');
  await decided(page, '驳回');
  return id;
}

/** Requests fixes where the checks suggest them, with their first suggestion. */
export async function requestFixesOnOne(page: Page, picture: () => Promise<unknown>): Promise<string> {
  await walkTo(page, async () => (await outcome(page, 'request_fixes').getAttribute('data-suggested')) === 'true');
  const id = (await number(page).textContent()) ?? '';
  await press(page, 'f');
  await page.getByRole('region', { name: '通知' }).waitFor();
  await press(page, '1');
  await page.getByLabel('已选 1 条原因').waitFor();
  await picture();
  await press(page, 'Control+Enter');
  await decided(page, '退回补正');
  return id;
}

/** Looks at the transfer screen until that many decisions are receipted. */
export async function whenReceipted(page: Page, count: number): Promise<void> {
  await press(page, 'Escape');
  await page
    .getByRole('button', { name: /同步/ })
    .or(page.getByRole('link', { name: /同步/ }))
    .first()
    .click();
  await page
    .locator('tr[data-state="receipted"]')
    .nth(count - 1)
    .waitFor({ timeout: 60_000 });
}
