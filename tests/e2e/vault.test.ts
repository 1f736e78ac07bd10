import type { Page } from '@playwright/test';
import { firstStart, queueReady, unlock } from './reviewer.ts';
import { expect, passphrase, test } from './workstation.ts';

const another = '另一组 毫不相干的 词语 kelp';

const settings = async (page: Page): Promise<void> => {
  await page
    .getByRole('link', { name: '设置' })
    .or(page.getByRole('button', { name: '设置' }))
    .first()
    .click();
  await expect(page.getByRole('heading', { name: '保险库' })).toBeVisible();
};
const lock = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: '解锁' })).toBeVisible();
};

test('the passphrase is changed, and the old one opens nothing any more', async ({ open, intake }) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);
  await settings(page);
  await page.getByRole('button', { name: '更换口令' }).click();
  const dialogue = page.getByRole('dialog', { name: '更换口令' });
  await dialogue.getByLabel('现在的口令').fill(passphrase);
  await dialogue.getByLabel('新口令', { exact: true }).fill('qwertyuiop1234');
  await expect(dialogue.getByText('太容易被猜到')).toBeVisible();
  await dialogue.getByLabel('新口令', { exact: true }).fill(another);
  await dialogue.getByLabel('再输入一次').fill(another);
  await dialogue.getByRole('button', { name: '更换口令' }).click();
  await expect(dialogue).toBeHidden();
  await lock(page);
  await unlock(page);
  await expect(page.getByText('口令不正确')).toBeVisible();
  await unlock(page, another);
  await expect(page.getByRole('heading', { name: '保险库' })).toBeVisible();
});

test('whoever forgot the passphrase opens the desk with the recovery code, and gets another code', async ({ open, intake }) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);
  await settings(page);
  await page.getByRole('button', { name: '生成恢复码' }).click();
  const asking = page.getByRole('dialog', { name: '生成恢复码' });
  await asking.getByLabel('现在的口令').fill(passphrase);
  await asking.getByRole('button', { name: '确定' }).click();
  const shown = page.getByRole('dialog', { name: '新的恢复码' });
  await expect(shown.locator('code')).toHaveCount(8);
  const code = (await shown.locator('code').allTextContents()).join('-');
  expect(code).toMatch(/^(\w{5}-){7}\w{5}$/);
  await expect(shown.getByRole('button', { name: '完成' })).toBeDisabled();
  await shown.getByRole('checkbox', { name: '我已经写下来了' }).check();
  await shown.getByRole('button', { name: '完成' }).click();
  await expect(page.getByText('已有恢复码')).toBeVisible();

  await lock(page);
  await expect(page.getByText(code)).toHaveCount(0);
  await page.getByRole('button', { name: '忘记口令' }).click();
  await page.getByLabel('恢复码').fill(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
  await page.getByLabel('新口令', { exact: true }).fill(another);
  await page.getByLabel('再输入一次').fill(another);
  await page.getByRole('button', { name: '恢复并打开' }).click();
  await expect(page.getByText('恢复码里有输错的字符')).toBeVisible();
  await page.getByLabel('恢复码').fill(code.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: '恢复并打开' }).click();
  const next = page.getByRole('dialog', { name: '新的恢复码' });
  await expect(next.locator('code')).toHaveCount(8);
  expect((await next.locator('code').allTextContents()).join('-')).not.toBe(code);
  await next.getByRole('checkbox', { name: '我已经写下来了' }).check();
  await next.getByRole('button', { name: '完成' }).click();
  await lock(page);
  await unlock(page, another);
  await expect(page.getByRole('heading', { name: '保险库' }).or(page.getByRole('grid'))).toBeVisible();
});

test('a desk that nobody sits at locks itself after the policy’s minutes, and not before', async ({ open, intake }) => {
  const { page } = await open();
  await page.clock.install();
  await firstStart(page, intake);
  await queueReady(page);
  await page.mouse.move(300, 300);
  await page.clock.fastForward('09:00');
  await expect(page.getByRole('grid')).toBeVisible();
  await page.mouse.move(320, 320);
  await page.clock.fastForward('09:00');
  await expect(page.getByRole('grid')).toBeVisible();
  await page.clock.fastForward('02:00');
  await expect(page.getByRole('heading', { name: '解锁' })).toBeVisible();
});
