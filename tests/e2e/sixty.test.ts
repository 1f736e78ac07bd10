import type { Locator, Page } from '@playwright/test';
import { canApprove, shownApplication, suggests } from './reviewer.ts';
import { expect, passphrase, test } from './workstation.ts';

/** Presses Tab until that has the keyboard, as a person without a mouse does. */
const tabTo = async (page: Page, wanted: Locator): Promise<void> => {
  for (let pressed = 0; pressed < 40; pressed += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there');
};

/** What to decide here by what the checks say, with the keys of that outcome. */
const decide = async (page: Page): Promise<string> => {
  if (await canApprove(page)) {
    await page.keyboard.press('a');
    return '通过';
  }
  const outcome = (await suggests(page, 'reject')) ? 'reject' : (await suggests(page, 'request_fixes')) ? 'request_fixes' : 'escalate';
  await page.keyboard.press({ reject: 'r', request_fixes: 'f', escalate: 'e' }[outcome]);
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  if (outcome !== 'escalate') {
    await page.keyboard.press('1');
    await expect(page.getByLabel('已选 1 条原因')).toBeVisible();
  }
  await page.keyboard.press('Control+Enter');
  return { reject: '驳回', request_fixes: '退回补正', escalate: '上报' }[outcome];
};

test('the sample batch of 60 is decided from the first start to the last receipt without a mouse', async ({ open }) => {
  test.setTimeout(400_000);
  const { page } = await open();
  await tabTo(page, page.getByLabel('口令', { exact: true }));
  await page.keyboard.type(passphrase);
  await tabTo(page, page.getByLabel('再输入一次'));
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: '队列', level: 1 })).toBeVisible({ timeout: 120_000 });
  // Who knows the way about waves the tour away.
  await expect(page.getByRole('dialog', { name: '欢迎来到审核台' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // The first applications are here while the others are being drawn, and one of them is decided at once.
  const decided = new Map<string, string>();
  const status = page.getByRole('region', { name: '工作站状态' });
  const row = page.locator('[data-application]').first();
  await expect(row).toBeVisible({ timeout: 60_000 });
  const foremost = await row.getAttribute('data-application');
  await expect(status).toContainText('正在准备演示数据');
  await tabTo(page, page.getByRole('grid'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
  const early = await shownApplication(page);
  expect(early).toBe(foremost);
  decided.set(early, await decide(page));
  await expect(page.locator('.review-bar')).toContainText(`已${decided.get(early)}，本机已保存`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: '队列', level: 1 })).toBeVisible();
  await expect(status).toContainText('正在准备演示数据');

  // The rest comes by itself, behind what is here: what is due first was drawn first.
  await expect(status).toHaveAttribute('aria-busy', 'false', { timeout: 200_000 });
  await expect(status).not.toContainText('正在准备演示数据');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '60');
  await tabTo(page, page.getByRole('grid'));
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();

  const finished = page.locator('.review-finished');
  while (!(await finished.isVisible())) {
    const id = await shownApplication(page);
    expect(decided.has(id), 'each comes once').toBe(false);
    decided.set(id, await decide(page));
    await expect(page.locator('.review-bar')).toContainText(`已${decided.get(id)}，本机已保存`);
    await expect(page.locator('code.review-number').filter({ hasText: id })).toHaveCount(0);
  }
  expect(new Set(decided.values())).toEqual(new Set(['通过', '驳回', '退回补正', '上报']));
  expect(decided.size).toBe(60);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: '队列', level: 1 })).toBeVisible();
  await expect(status).toContainText('发件箱已清空', { timeout: 60_000 });
});
