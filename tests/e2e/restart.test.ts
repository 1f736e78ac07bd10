import { approve, canApprove, firstStart, openReview, queueReady, unlock, walkTo } from './reviewer.ts';
import { expect, test } from './workstation.ts';

test('a program that is ended in the middle of arriving goes on where it was', async ({ open, intake }) => {
  const first = await open();
  await firstStart(first.page, intake);
  // The first row is there: the feed was read, photos and checks are under way.
  await expect(first.page.getByRole('row').nth(1)).toHaveAttribute('data-application', /.+/);
  await first.kill();

  const { page } = await open();
  await unlock(page);
  await queueReady(page);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '13');
  await expect(page.getByText('部分资料尚未下载')).toHaveCount(0);
});

test('a program that is ended while a decision may be taken back keeps it, and sends it once', async ({ open, intake }) => {
  const first = await open();
  await firstStart(first.page, intake);
  await queueReady(first.page);
  await openReview(first.page);
  await walkTo(first.page, () => canApprove(first.page));
  const approved = await approve(first.page);
  await first.kill();

  const { page } = await open();
  await unlock(page);
  await page.getByRole('button', { name: '同步' }).first().click();
  await expect(page.locator('tr[data-state="receipted"]')).toHaveCount(1, { timeout: 60_000 });
  expect(await intake.decisions()).toEqual({ [approved]: 'approve' });
});

test('a decision that was taken back is never sent, and its application is open again', async ({ open, intake }) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);
  await openReview(page);
  await walkTo(page, () => canApprove(page));
  const approved = await approve(page);
  await page.keyboard.press('z');
  await expect(page.locator('.review-bar')).toContainText('已撤回');
  await expect(page.locator('code.review-number')).toHaveText(approved);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '同步' }).first().click();
  await expect(page.locator('tr[data-state="taken_back"]')).toHaveCount(1);
  expect(await intake.decisions()).toEqual({});
});
