import {
  approve,
  canApprove,
  escalate,
  firstStart,
  openReview,
  queueReady,
  reject,
  requestFixes,
  shownApplication,
  suggests,
  walkTo,
} from './reviewer.ts';
import { expect, test } from './workstation.ts';

test('from the first start to a receipted decision of each outcome, as the platform has it', async ({ open, intake }) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);

  await openReview(page);
  await walkTo(page, () => canApprove(page));
  const approved = await approve(page);
  await walkTo(page, () => suggests(page, 'request_fixes'));
  const toFix = await requestFixes(page);
  const rejected = await reject(page);
  const escalated = await escalate(page);
  const next = await shownApplication(page);
  expect(new Set([approved, toFix, rejected, escalated, next]).size).toBe(5);

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '同步' }).first().click();
  await expect(page.locator('tr[data-state="receipted"]')).toHaveCount(4, { timeout: 60_000 });

  const recorded = await intake.decisions();
  expect(recorded).toEqual({ [approved]: 'approve', [toFix]: 'request_fixes', [rejected]: 'reject', [escalated]: 'escalate' });
});
