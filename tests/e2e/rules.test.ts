import { expect, policyWith, status, test } from './platform.ts';
import { firstStart, openReview, queueReady } from './reviewer.ts';

test('new rules are told quietly: the version, since when, and that the open application was checked again', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 3 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await openReview(page);
  await expect(status(page)).not.toContainText('规则已更新');

  // Sharper photos are asked for than any of these is.
  const policy = policyWith({}, '2027-1');
  policy.image = { ...policy.image, minShortSide: { default: 2_000 } };
  policy.severities = { ...policy.severities, 'image.pixels': 'blocking' };
  await platform.control.append({ kind: 'policy.upsert', version: policy.version, policy });
  await expect(status(page)).toContainText('规则已更新：2027-1');
  await expect(page.locator('[data-rules="complete"]')).toContainText(/规则 2027-1（.+ 起）已生效，这份申请已按它重新检查/);
  await expect(page.locator('[data-outcome="approve"]')).toHaveAttribute('data-blocked', 'true');
  await expect(page.getByText('短边只有').first()).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.getByRole('button', { name: '规则已更新：2027-1' }).click();
  const told = page.getByRole('status').filter({ hasText: '规则 2027-1 自' });
  await expect(told).toContainText('代替 fixture-1');
  await told.getByRole('button', { name: '知道了' }).click();
  await expect(told).toHaveCount(0);
  await expect(status(page)).not.toContainText('规则已更新');
});
