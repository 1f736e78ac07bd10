import type { Page } from '@playwright/test';
import { say, startServer } from '../fixtures/http-server.ts';
import { newPassphrase, queueReady } from './reviewer.ts';
import { expect, passphrase, test } from './workstation.ts';

const connect = async (page: Page, url: string, token: string): Promise<void> => {
  await page.getByRole('radio', { name: '连接服务器' }).check();
  await page.getByRole('textbox', { name: '服务器地址' }).fill(url);
  await page.getByRole('textbox', { name: '访问令牌' }).fill(token);
  await newPassphrase(page);
  await page.getByRole('button', { name: '连接并开始' }).click();
};

test('what can be wrong with a server is said in a sentence, keeps what was typed, and makes no vault', async ({ open, intake }) => {
  const { page } = await open();
  const webSite = await startServer((_request, response) => say(response, 200, '<html>hello</html>'));
  const oldProtocol = await startServer((_request, response) => say(response, 426, { code: 'upgrade_required', status: 426 }));
  try {
    await connect(page, 'intake', 'token');
    await expect(page.getByText('服务器地址不正确')).toBeVisible();
    await connect(page, 'http://127.0.0.1:9', 'token');
    await expect(page.getByText('现在连接不上平台')).toBeVisible();
    await connect(page, webSite.url, 'token');
    await expect(page.getByText('它不是受理服务器')).toBeVisible();
    await connect(page, oldProtocol.url, 'token');
    await expect(page.getByText('平台要求更新版本的工作站')).toBeVisible();
    await connect(page, intake.url, 'a wrong token');
    await expect(page.getByText('平台不接受当前的访问令牌')).toBeVisible();
    await expect(page.getByRole('textbox', { name: '服务器地址' })).toHaveValue(intake.url);
    // All of that left nothing behind: the right token makes the vault.
    await connect(page, intake.url, intake.token('reviewer'));
    await queueReady(page);
  } finally {
    await webSite.close();
    await oldProtocol.close();
  }
});

test('two passphrases that differ, or one that is too short, can’t be used', async ({ open }) => {
  const { page } = await open();
  await page.getByRole('radio', { name: '演示' }).check();
  const begin = page.getByRole('button', { name: '开始演示' });
  await page.getByLabel('口令', { exact: true }).fill('short');
  await page.getByLabel('再输入一次').fill('short');
  await expect(begin).toBeDisabled();
  await page.getByLabel('口令', { exact: true }).fill(passphrase);
  await expect(begin).toBeDisabled();
  await page.getByLabel('再输入一次').fill(passphrase);
  await expect(begin).toBeEnabled();
});

test('a workstation for packages only opens an empty queue that says what comes next', async ({ open }) => {
  const { page } = await open();
  await page.getByRole('radio', { name: '仅用资料包' }).check();
  await newPassphrase(page);
  await page.getByRole('button', { name: '开始', exact: true }).click();
  await expect(page.getByRole('heading', { name: '队列' })).toBeVisible();
  await expect(page.locator('[data-application]')).toHaveCount(0);
});
