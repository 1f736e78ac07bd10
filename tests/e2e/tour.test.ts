import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, idOf, status, test } from './platform.ts';
import { firstStart, newPassphrase, queueReady, shownApplication } from './reviewer.ts';

const words = (page: Page) => page.locator('.tour-words');
const names = ['welcome', 'queue', 'photos', 'comparison', 'findings', 'reasons', 'deciding', 'takingBack', 'transfer', 'keys'];

test('over the real screens, by keyboard alone: asked for on a server, left in the middle, taken up there, seen to its end', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 2 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await expect(page.locator(`[data-application="${idOf(platform, 0)}"]`)).toBeVisible();
  await expect(words(page)).toHaveCount(0);
  await page.keyboard.press('Alt+6');
  await page.getByRole('button', { name: '开始两分钟导览' }).click();
  await expect(page.getByRole('dialog', { name: '欢迎来到审核台' })).toBeVisible();

  // On by arrow and by Enter, back by arrow; keys of the screen below do nothing.
  await page.keyboard.press('ArrowRight');
  await expect(words(page)).toHaveAttribute('data-step', 'queue');
  await page.keyboard.press('Enter');
  await expect(words(page)).toHaveAttribute('data-step', 'photos');
  await expect(page.locator('.review-photos')).toBeVisible();
  const shown = await shownApplication(page);
  for (const key of ['j', 'a', 's']) await page.keyboard.press(key);
  expect(await shownApplication(page)).toBe(shown);
  await page.keyboard.press('ArrowLeft');
  await expect(words(page)).toHaveAttribute('data-step', 'queue');
  await expect(page.getByRole('grid')).toBeVisible();
  for (const name of ['photos', 'comparison']) {
    await page.keyboard.press('ArrowRight');
    await expect(words(page)).toHaveAttribute('data-step', name);
    const box = await words(page).boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect(box?.x).toBeGreaterThan(0);
  }
  await page.keyboard.press('Escape');
  await expect(words(page)).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('grid')).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '输入命令名称' }).fill('导览');
  await page.keyboard.press('Enter');
  await expect(words(page)).toHaveAttribute('data-step', 'comparison');
  for (const name of names.slice(4)) {
    await page.keyboard.press('ArrowRight');
    await expect(words(page)).toHaveAttribute('data-step', name);
  }
  await page.keyboard.press('Enter');
  await expect(words(page)).toHaveCount(0);
  await expect(page.getByRole('grid')).toBeVisible();
});

const beginDemo = async (page: Page): Promise<void> => {
  await page.getByRole('radio', { name: '演示' }).check();
  await newPassphrase(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: '欢迎来到审核台' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(words(page)).toHaveAttribute('data-step', 'queue');
};

test('the demo’s first start begins with it, goes over the first applications while others are drawn, and once waved away it does not come again', async ({
  open,
}) => {
  const { page } = await open();
  await beginDemo(page);
  await expect(page.locator('[data-application]').first()).toBeVisible({ timeout: 60_000 });
  await expect(words(page)).not.toContainText('示例申请正在本机生成');
  await page.keyboard.press('ArrowRight');
  await expect(words(page)).toHaveAttribute('data-step', 'photos');
  await expect(page.locator('.review-photos')).toBeVisible();
  await expect(status(page)).toContainText('正在准备演示数据');
  await page.keyboard.press('Escape');
  await expect(words(page)).toHaveCount(0);
  await page.keyboard.press('Alt+1');
  await page.reload();
  await expect(page.getByRole('heading', { name: '队列' })).toBeVisible();
  await expect(words(page)).toHaveCount(0);
});

test('while there is no photo to talk of it stands at the list', async ({ open, folder }) => {
  // In the way of the demo’s platform, which can’t begin to draw.
  writeFileSync(`${folder}-demo-platform`, '');
  const { page } = await open();
  await beginDemo(page);
  await expect(words(page)).toContainText('示例申请正在本机生成');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(words(page)).toHaveAttribute('data-step', 'queue');
});
