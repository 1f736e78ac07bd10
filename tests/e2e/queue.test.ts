import type { Page } from '@playwright/test';
import { expect, test } from './platform.ts';
import { firstStart, queueReady, unlock } from './reviewer.ts';

const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });
const rows = (page: Page) => page.locator('[data-application]');

test('a key is changed by keyboard alone, one that is taken is refused by name, and the new one works', async ({ open, platformWith }) => {
  const { page } = await open();
  await firstStart(page, await platformWith({ count: 3 }));
  await queueReady(page);
  await page.keyboard.press('Alt+6');
  const key = page.getByRole('button', { name: '筛选：更改按键 F', exact: true });
  await key.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await expect(page.getByRole('alert')).toHaveText('J 已用于“下一行”（队列）。请先改那一个，或换一个键。');
  await page.keyboard.press('Enter');
  await page.keyboard.press('y');
  await expect(page.getByRole('button', { name: '筛选：更改按键 Y', exact: true })).toBeFocused();

  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('f');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('y');
  await expect(page.getByRole('dialog', { name: '筛选' })).toBeVisible();
});

test('a filter, an order and columns are saved as a view, which is there again after a restart', async ({ open, platformWith }) => {
  const { page, close } = await open();
  await firstStart(page, await platformWith({ count: 6 }));
  await queueReady(page);
  await page.keyboard.press('7');
  const total = await rows(page).count();

  await page.keyboard.press('f');
  const dialogue = page.getByRole('dialog', { name: '筛选' });
  await dialogue.getByRole('checkbox', { name: '护照' }).check();
  await expect(page.getByText('没有符合筛选条件的申请')).toBeVisible();
  await dialogue.getByRole('checkbox', { name: '居民身份证' }).check();
  await page.keyboard.press('Escape');
  const chip = page.locator('[data-part="types"]');
  await expect(chip).toContainText('类型：护照、居民身份证');
  await expect(rows(page)).toHaveCount(total);

  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: '列' }).getByRole('checkbox', { name: '账号' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: '账号' })).toHaveCount(0);

  await page.keyboard.press('v');
  await page.getByRole('textbox', { name: '视图名称' }).fill('护照组');
  await page.keyboard.press('Enter');
  await expect(tab(page, /护照组/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('7');
  await expect(chip).toHaveCount(0);
  await expect(page.getByRole('columnheader', { name: '账号' })).toBeVisible();
  await page.keyboard.press('8');
  await expect(chip).toBeVisible();

  await close();
  const again = await open();
  await unlock(again.page);
  await expect(tab(again.page, /护照组/)).toHaveAttribute('aria-selected', 'true');
  await expect(again.page.locator('[data-part="types"]')).toBeVisible();
  await expect(again.page.getByRole('columnheader', { name: '账号' })).toHaveCount(0);
});

test('rows are chosen by keyboard and given back together', async ({ open, platformWith }) => {
  const { page } = await open();
  await firstStart(page, await platformWith({ count: 6 }));
  await queueReady(page);
  await page.keyboard.press('t');
  await expect(page.getByText('本机领取至').first()).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  const chosen = page.getByRole('region', { name: '所选的申请' });
  await expect(chosen).toContainText('已选 3 份');
  await page.keyboard.press('Control+a');
  await expect(chosen).toContainText('已选 6 份');
  await page.keyboard.press('Escape');
  await expect(chosen).toHaveCount(0);
  await page.keyboard.press('Space');
  await page.keyboard.press('g');
  await expect(chosen).toHaveCount(0);
  await expect(rows(page)).toHaveCount(5);
});
