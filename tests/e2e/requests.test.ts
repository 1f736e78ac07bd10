import type { Page } from '@playwright/test';
import { expect, outboxRow, status, test, toTransfer } from './platform.ts';
import { firstStart, queueReady } from './reviewer.ts';

const request = (page: Page) => page.getByRole('article', { name: /^请求：/ });

/** Chooses the outcome by its key, the first reason of those that fit, and decides. */
const decide = async (page: Page, key: string, word: string): Promise<void> => {
  await page.keyboard.press(key);
  const reasons = page.getByRole('group', { name: /^原因/ });
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  const first = reasons.getByRole('checkbox').first();
  if (!(await first.isChecked())) await first.check();
  await expect(reasons).toHaveAccessibleName('原因（已选 1 条）');
  await page.getByRole('region', { name: '作出决定' }).getByRole('button', { name: word }).last().click();
};

test('requests of the four kinds are decided with reasons, sent and receipted, and do what they ask for', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 5 });
  const { control, batch } = platform;
  const [amendment, withdrawal, recovery, followUp] = batch.requests.map(({ id }) => id) as [string, string, string, string];
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await page.keyboard.press('Alt+2');
  await expect(page.getByText('待处理 4，共 4')).toBeVisible();
  const show = async (kind: string): Promise<void> => {
    await page.getByRole('list', { name: '请求列表' }).getByRole('button').filter({ hasText: kind }).click();
    await expect(request(page)).toHaveAccessibleName(`请求：${kind}`);
  };

  await show('修改');
  const changes = request(page).getByRole('table', { name: '修改前后' });
  await expect(changes.getByRole('row').filter({ hasText: '手机号码' })).toContainText('139••••9000');
  await decide(page, 'a', '通过');
  await show('撤回');
  await expect(request(page)).toContainText('同意后，申请会撤回');
  await decide(page, 'a', '通过');
  await show('找回联系方式');
  await expect(request(page)).toContainText('请与证件逐项核对');
  await decide(page, 'r', '驳回');
  await show('催办');
  await expect(request(page)).toContainText('请问审核进度？');
  await decide(page, 'a', '通过');

  await toTransfer(page);
  for (const id of [amendment, withdrawal, recovery, followUp])
    await expect(outboxRow(page, id)).toHaveAttribute('data-state', 'receipted', { timeout: 60_000 });
  await expect(status(page)).toContainText('发件箱已清空');
  expect(control.decisions().map(({ decision }) => [decision.subject.id, decision.outcome, decision.reasons.length])).toEqual([
    [amendment, 'approve', 1],
    [withdrawal, 'approve', 1],
    [recovery, 'reject', 1],
    [followUp, 'approve', 1],
  ]);
  // What was granted has come back through the feed.
  await page.keyboard.press('Alt+1');
  await expect(page.locator('[data-application]')).toHaveCount(4);
  expect(control.application(batch.applications[0]?.id ?? '')?.revision).toBe(2);
});
