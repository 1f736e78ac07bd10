import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './platform.ts';
import { firstStart, openReview, queueReady, unlock } from './reviewer.ts';

test('a wrong passphrase opens nothing and says so; the right one opens everything', async ({ open, intake }) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: '解锁' })).toBeVisible();
  await expect(page.locator('[data-application]')).toHaveCount(0);

  await unlock(page, 'not the passphrase at all');
  await expect(page.getByText('口令不正确')).toBeVisible();
  await expect(page.locator('[data-application]')).toHaveCount(0);
  await unlock(page);
  await queueReady(page);
});

test('locked, the program shows no photo and answers no question about an application', async ({ open, intake }) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);
  await openReview(page);
  const shown = page.locator('.review-columns img[src^="desk-image:"]').first();
  await expect(shown).toBeVisible();
  const source = (await shown.getAttribute('src')) ?? '';
  const loads = (address: string) =>
    page.evaluate(
      (from) =>
        new Promise<boolean>((resolve) => {
          const image = new Image();
          image.onload = () => resolve(true);
          image.onerror = () => resolve(false);
          image.src = from;
        }),
      address,
    );
  expect(await loads(source)).toBe(true);
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: '解锁' })).toBeVisible();
  expect(await loads(source)).toBe(false);
});

test('nothing of a person can be read in the data folder', async ({ open, intake, folder }) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);
  await openReview(page);
  await page.keyboard.press('v');
  const idNumber =
    (await page
      .getByText(/^\d{17}[\dX]$/)
      .first()
      .textContent()) ?? '';
  const name = (await page.locator('.review-head h1').textContent()) ?? '';
  expect(idNumber).toHaveLength(18);
  const files = (directory: string): string[] =>
    readdirSync(directory).flatMap((entry) => {
      const path = join(directory, entry);
      const found = lstatSync(path);
      return found.isDirectory() ? files(path) : found.isFile() ? [path] : [];
    });
  const holding = files(folder).filter((path) => {
    const bytes = readFileSync(path);
    return bytes.includes(idNumber) || bytes.includes(name);
  });
  expect(holding).toEqual([]);
});

test('locked, the page knows no more what was searched, and the place is kept without it', async ({ open, platformWith }) => {
  const platform = await platformWith({ count: 3 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  const searched = '13800138001';
  await page.getByRole('searchbox').fill(searched);
  await page.getByRole('searchbox').press('Enter');
  await expect(page.locator('[data-application]')).toHaveCount(1);
  await openReview(page);
  const shown = await page.locator('code.review-number').textContent();
  await page.keyboard.press('Control+l');
  await unlock(page);
  await expect(page.locator('code.review-number')).toHaveText(shown ?? '');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox')).toHaveValue('');
  await expect(page.locator('[data-application]')).toHaveCount(3);
});
