import { expect, type Page } from '@playwright/test';
import type { IntakeProcess } from '../fixtures/processes.ts';
import { passphrase } from './workstation.ts';

/** What a reviewer does at the desk, as a reviewer does it: by what is written on the screen, and by keys. The interface is in Chinese, as it starts. */

/** First start on a server. */
export const firstStart = async (
  page: Page,
  intake: Pick<IntakeProcess, 'url' | 'token'>,
  role: 'reviewer' | 'senior' = 'reviewer',
): Promise<void> => {
  await page.getByRole('radio', { name: '连接服务器' }).check();
  await page.getByRole('textbox', { name: '服务器地址' }).fill(intake.url);
  await page.getByRole('textbox', { name: '访问令牌' }).fill(intake.token(role));
  await newPassphrase(page);
  await page.getByRole('button', { name: '连接并开始' }).click();
};

/** Types a new passphrase twice. `label`: what the first field is called, where it takes another's place. */
export const newPassphrase = async (page: Page, label: '口令' | '新口令' = '口令'): Promise<void> => {
  await page.getByLabel(label, { exact: true }).fill(passphrase);
  await page.getByLabel('再输入一次').fill(passphrase);
};

/** Opens a locked desk. */
export const unlock = async (page: Page, typed = passphrase): Promise<void> => {
  await page.getByLabel('口令', { exact: true }).fill(typed);
  await page.getByRole('button', { name: '解锁' }).click();
};

/** Waits for the queue with every document held and checked. */
export const queueReady = async (page: Page, timeout = 60_000): Promise<void> => {
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toHaveAttribute('data-application', /.+/);
  await expect(page.getByRole('region', { name: '工作站状态' })).toHaveAttribute('aria-busy', 'false', { timeout });
};

/** Opens the review at the row of that application, or at the first row. */
export const openReview = async (page: Page, applicationId?: string): Promise<void> => {
  const row =
    applicationId === undefined ? page.locator('[data-application]').first() : page.locator(`[data-application="${applicationId}"]`);
  // The list may move while the pointer comes down: then another row was hit, and a person clicks once more.
  await expect(async () => {
    await row.click();
    await expect(row).toHaveAttribute('aria-selected', 'true', { timeout: 1_000 });
  }).toPass();
  await page.getByRole('grid').press('Enter');
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
};

/** The identifier of the application on the screen. */
export const shownApplication = async (page: Page): Promise<string> => (await page.locator('code.review-number').textContent()) ?? '';

/** Walks on until an application is shown for which `wanted` holds; `wanted` looks at the outcome's button. */
export const walkTo = async (page: Page, wanted: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 30; tries += 1) {
    if (await wanted()) return;
    const before = await shownApplication(page);
    await page.keyboard.press('j');
    await expect(page.locator('code.review-number')).not.toHaveText(before);
  }
  throw new Error('no application of that kind in the queue');
};

const outcomeButton = (page: Page, outcome: string) => page.locator(`[data-outcome="${outcome}"]`);

/** Whether approving is possible here. */
export const canApprove = async (page: Page): Promise<boolean> =>
  (await outcomeButton(page, 'approve').getAttribute('data-blocked')) === 'false';

/** Whether the checks suggest that outcome. */
export const suggests = async (page: Page, outcome: string): Promise<boolean> =>
  (await outcomeButton(page, outcome).getAttribute('data-suggested')) === 'true';

/** The quiet bar that tells what was decided. */
export const decided = (page: Page, outcome: string) => expect(page.locator('.review-bar')).toContainText(`已${outcome}，本机已保存`);

/** Approves by its key; returns the application. */
export const approve = async (page: Page): Promise<string> => {
  const id = await shownApplication(page);
  await page.keyboard.press('a');
  await decided(page, '通过');
  return id;
};

/** Requests fixes with the checks' first suggestion. */
export const requestFixes = async (page: Page): Promise<string> => {
  const id = await shownApplication(page);
  await page.keyboard.press('f');
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByLabel('已选 1 条原因')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await decided(page, '退回补正');
  return id;
};

/** Rejects with a reason found by typing its code; the first of its possible targets is taken. */
export const reject = async (page: Page, code = 'authenticity.tampered'): Promise<string> => {
  const id = await shownApplication(page);
  await page.keyboard.press('r');
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill(code);
  await page.keyboard.press('Enter');
  const targets = page.getByRole('listbox', { name: '指的是哪一项？' });
  const given = page.getByLabel('已选 1 条原因');
  await expect(targets.or(given).first()).toBeVisible();
  if (await targets.isVisible()) await page.keyboard.press('Enter');
  await expect(given).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await decided(page, '驳回');
  return id;
};

/** Escalates without a reason. */
export const escalate = async (page: Page): Promise<string> => {
  const id = await shownApplication(page);
  await page.keyboard.press('e');
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await decided(page, '上报');
  return id;
};
