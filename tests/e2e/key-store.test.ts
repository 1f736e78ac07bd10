import { cpSync } from 'node:fs';
import { startKeyStore } from '../fixtures/key-store.ts';
import { newPassphrase, unlock } from './reviewer.ts';
import { environmentWith, expect, launch, passphrase, programOn, test } from './workstation.ts';

/** The program on a folder, started by a person whose login has a key store; closing it logs out. */
const openAs = async (folder: string, login: string) => {
  const keyStore = await startKeyStore(login, 'the login’s own password');
  const { executablePath, args } = programOn(folder);
  const { app, page } = await launch(executablePath, ['--password-store=gnome-libsecret', ...args], environmentWith(keyStore.env));
  return {
    page,
    close: async () => {
      await app.close();
      await keyStore.stop();
    },
  };
};

test('a vault that is bound to the desktop opens there, and its copy opens under no other login', async ({ folder }) => {
  const own = await openAs(folder, `${folder}-own-login`);
  await own.page.getByRole('radio', { name: '仅用资料包' }).check();
  await newPassphrase(own.page);
  await own.page.getByRole('button', { name: '开始', exact: false }).click();
  await own.page
    .getByRole('button', { name: '设置' })
    .or(own.page.getByRole('link', { name: '设置' }))
    .first()
    .click();
  await own.page.getByRole('button', { name: '生成恢复码' }).click();
  const asking = own.page.getByRole('dialog', { name: '生成恢复码' });
  await asking.getByLabel('现在的口令').fill(passphrase);
  await asking.getByRole('button', { name: '确定' }).click();
  const shown = own.page.getByRole('dialog', { name: '新的恢复码' });
  await expect(shown.locator('code')).toHaveCount(8);
  const code = (await shown.locator('code').allTextContents()).join('-');
  await shown.getByRole('checkbox', { name: '我已经写下来了' }).check();
  await shown.getByRole('button', { name: '完成' }).click();
  await own.page.getByRole('button', { name: '绑定' }).click();
  const binding = own.page.getByRole('dialog', { name: '绑定到这台电脑' });
  await binding.getByLabel('现在的口令').fill(passphrase);
  await binding.getByRole('button', { name: '确定' }).click();
  await expect(own.page.getByText('另一半密钥在系统密钥库中')).toBeVisible();
  await own.close();

  const again = await openAs(folder, `${folder}-own-login`);
  await unlock(again.page);
  await expect(again.page.getByRole('region', { name: '工作站状态' })).toBeVisible();
  await again.close();

  const copied = `${folder}-copied`;
  cpSync(folder, copied, { recursive: true });
  const stranger = await openAs(copied, `${folder}-other-login`);
  await unlock(stranger.page);
  await expect(stranger.page.getByText('只能在它自己的电脑上用口令打开')).toBeVisible();
  await expect(stranger.page.getByRole('region', { name: '工作站状态' })).toHaveCount(0);
  await stranger.page.getByRole('button', { name: '忘记口令' }).click();
  await stranger.page.getByLabel('恢复码').fill(code);
  await newPassphrase(stranger.page, '新口令');
  await stranger.page.getByRole('button', { name: '恢复并打开' }).click();
  await expect(stranger.page.getByRole('region', { name: '工作站状态' })).toBeVisible();
  await stranger.close();
});
