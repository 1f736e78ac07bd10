import { startIntakeProcess } from '../fixtures/processes.ts';
import { approve, canApprove, firstStart, openReview, queueReady, shownApplication, unlock, walkTo } from './reviewer.ts';
import { expect, test } from './workstation.ts';

const status = (page: Parameters<typeof queueReady>[0]) => page.getByRole('region', { name: '工作站状态' });

test('without the platform one reviews on, and what was decided is sent when it is back', async ({ open, intake, folder }) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);
  const { port } = intake;
  await intake.kill();
  await expect(status(page)).toContainText('离线', { timeout: 60_000 });

  await openReview(page);
  await walkTo(page, () => canApprove(page));
  const approved = await approve(page);
  await expect(page.locator('code.review-number')).not.toHaveText(approved);
  expect(await shownApplication(page)).not.toBe('');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '同步' }).first().click();
  await expect(page.locator('tr[data-state="waiting"]')).toHaveCount(1, { timeout: 30_000 });

  const back = await startIntakeProcess(`${folder}-intake`, { port });
  try {
    await expect(page.locator('tr[data-state="receipted"]')).toHaveCount(1, { timeout: 90_000 });
    expect(await back.decisions()).toEqual({ [approved]: 'approve' });
  } finally {
    await back.kill();
  }
});

test('a start without the platform opens what is held', async ({ open, intake }) => {
  const first = await open();
  await firstStart(first.page, intake);
  await queueReady(first.page);
  await first.close();
  await intake.kill();

  const { page } = await open();
  await unlock(page);
  await expect(page.getByRole('row').nth(1)).toHaveAttribute('data-application', /.+/);
  await openReview(page);
  await expect(page.locator('.review-columns img').first()).toBeVisible();
});
