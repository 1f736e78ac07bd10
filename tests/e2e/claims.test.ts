import { exchangeNow, expect, idOf, section, test, toQueue, toTransfer } from './platform.ts';
import { firstStart, openReview, queueReady } from './reviewer.ts';

test('the next ones are claimed by key and by name, taken along, kept by themselves, and given back', async ({ open, platformWith }) => {
  const platform = await platformWith({ count: 6 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);

  const count = page.getByRole('spinbutton', { name: '领取的数量' });
  await count.fill('2');
  await count.press('Enter');
  await page.getByRole('grid').press('t');
  await expect(page.getByText('已领取 2 份')).toBeVisible();
  await expect(page.locator('[data-application]')).toHaveCount(2);
  await expect(page.locator('[data-application]').first()).toContainText('本机领取至');
  expect(platform.control.claims()).toHaveLength(2);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').or(page.getByRole('dialog').getByRole('textbox')).first().fill('领取下');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-application]')).toHaveCount(4);

  await toTransfer(page);
  const claims = section(page, '领取');
  await expect(claims).toContainText('本机领取 4 份');
  await claims.getByRole('spinbutton').fill('1');
  await claims.getByRole('button', { name: '带走 1 份离线审核' }).click();
  await expect(claims.getByRole('row').filter({ hasText: '已带走' })).toHaveCount(1);

  // More than half of the lease is gone, and nobody has to do anything about it.
  const rows = claims.locator('tr[data-application]');
  const before = await rows.first().locator('td').nth(1).textContent();
  const endsAt = (id: string | null): number => platform.control.claims().find(({ applicationId }) => applicationId === id)?.expiresAt ?? 0;
  const soonest = await rows.first().getAttribute('data-application');
  const ended = endsAt(soonest);
  platform.passMinutes(20);
  await exchangeNow(page);
  await expect.poll(() => endsAt(soonest), { timeout: 60_000 }).toBeGreaterThan(ended);
  await expect(rows.first().locator('td').nth(1)).not.toHaveText(before ?? '');

  await rows.filter({ hasText: '已带走' }).getByRole('button', { name: '归还' }).click();
  await expect(rows).toHaveCount(4);
  expect(platform.control.claims()).toHaveLength(4);
  await claims.getByRole('button', { name: '全部归还' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '归还' }).click();
  await expect(claims).toContainText('本机领取 0 份');
  expect(platform.control.claims()).toEqual([]);
  await toQueue(page);
  await expect(page.locator('[data-application]')).toHaveCount(6);
});

test('a claim that is lost while its application is open: told there, nothing entered is gone, nothing can be decided', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 3, claims: { leaseMinutes: 30 } });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  const count = page.getByRole('spinbutton', { name: '领取的数量' });
  await count.fill('1');
  await count.press('Enter');
  await page.getByRole('grid').press('t');
  await expect(page.locator('[data-application]')).toHaveCount(1);
  const id = (await page.locator('[data-application]').getAttribute('data-application')) ?? '';
  await openReview(page, id);
  await page.keyboard.press('m');
  await expect(page.getByText(/已核对 1\//)).toBeVisible();

  platform.passMinutes(31);
  await platform.colleague.post('/v1/claims', { count: 3, ttlSeconds: 3_600 });
  // Coming back to the window looks at once.
  await expect(async () => {
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.getByText('领取已过期')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText(/已核对 1\//)).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.locator('[data-outcome="approve"]')).toHaveCount(0);
  expect(platform.control.decisions()).toEqual([]);

  await toTransfer(page);
  const lost = section(page, '领取').getByRole('status').filter({ hasText: '已失去 1 份' });
  await expect(lost).toContainText('没有续期成功，已转给他人');
  await expect(lost.getByTitle(id)).toBeVisible();
});

test('an application that is taken away while it is open: why, what is kept of the work, and where', async ({ open, platformWith }) => {
  const platform = await platformWith({ count: 3 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  const id = idOf(platform, 1);
  await openReview(page, id);
  await page.keyboard.press('m');
  await page.keyboard.press('d');
  await expect(page.getByText(/已核对 2\//)).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.type('等他补照片');
  await platform.control.append({ kind: 'application.remove', id, cause: 'reassigned' });

  await expect(page.getByText('平台在您审核时把这份申请交给了别人，不能再在本机决定。')).toBeVisible();
  await expect(page.getByText('姓名（一致）、性别（不一致）')).toBeVisible();
  await expect(page.getByText('等他补照片')).toBeVisible();
  await page.getByRole('button', { name: '查看保留的内容' }).click();
  const kept = section(page, '未完成的审核');
  await expect(kept.getByRole('row').filter({ hasText: '等他补照片' })).toContainText('平台已改派给他人');
  await kept.getByRole('button', { name: '清除' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '清除' }).click();
  await expect(kept).toHaveCount(0);
});
