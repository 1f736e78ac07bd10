import type { Page } from '@playwright/test';
import type { Picture } from './picture.ts';
import { goTo, scrollTo, toList, until } from './waiting.ts';

/** The rows of the settings that are about the vault, after those about the look, the keyboard and the tour. */
const passphraseRow = 5;
const codeRow = 6;

/** The desk under a policy that marks the screen with its reviewer: over the list, over a photo, and over the licences; then every way into the vault. */
export async function walkVault(page: Page, picture: Picture, passphrase: string): Promise<void> {
  await page.locator('.watermark').waitFor();
  await toList(page);
  await picture('watermark-queue');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.locator('.review-outcomes').waitFor();
  await until(page, "performance.getEntriesByName('photo-painted').length > 0");
  await picture('watermark-review');

  await goTo(page, 'Alt+7', '.components');
  await page.locator('.components summary').first().click();
  await page.locator('.licence-text').waitFor();
  await scrollTo(page, '.components');
  await picture('licences');

  await goTo(page, 'Alt+3', '.packages');
  await page.getByRole('button', { name: /添加密钥|Add a key/ }).click();
  await page.locator('.packages form').waitFor();
  await scrollTo(page, '.packages form', 'end');
  await picture('trusted-key');

  await goTo(page, 'Alt+6', '.settings-server');
  await scrollTo(page, '.settings-server');
  await picture('settings-server');
  await page
    .locator('.section')
    .last()
    .evaluate((section) => section.scrollIntoView({ block: 'end' }));
  await picture('settings-vault');
  await walkDialogues(page, picture, passphrase);

  await page.keyboard.press('Control+l');
  await page.locator('.entrance-acts .ant-btn-link').click();
  await page.locator('.passphrases').waitFor();
  await picture('recover');
}

/** Another passphrase half typed, and another recovery code, which is asked for and shown. */
async function walkDialogues(page: Page, picture: Picture, passphrase: string): Promise<void> {
  const row = (index: number) => page.locator('.choice').nth(index).getByRole('button');
  const dialogue = page.getByRole('dialog');
  await row(passphraseRow).click();
  for (const [index, typed] of [passphrase, 'qwertyuiop1234', 'qwertyuiop123'].entries())
    await dialogue.locator('input[type="password"]').nth(index).fill(typed);
  await picture('change-passphrase');
  await page.keyboard.press('Escape');
  await dialogue.waitFor({ state: 'hidden' });
  await row(codeRow).click();
  await dialogue.locator('input[type="password"]').fill(passphrase);
  await picture('recovery-code-asked');
  await page.keyboard.press('Enter');
  await page.locator('.recovery-code').waitFor();
  await picture('recovery-code');
  await dialogue.getByRole('checkbox').check();
  await dialogue.locator('.ant-btn-primary').click();
  await dialogue.waitFor({ state: 'hidden' });
}
