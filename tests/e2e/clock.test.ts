import type { Page } from '@playwright/test';
import { exchangeNow, expect, idOf, status, test, toQueue, toTransfer } from './platform.ts';
import { firstStart, openReview, queueReady, unlock } from './reviewer.ts';

const dayMinutes = 24 * 60;
const dayMs = dayMinutes * 60_000;

/** The due time of the application on the screen with how it came about, and how far off it is. */
const dueOf = async (page: Page): Promise<{ told: string; distance: string }> => ({
  told: await page.getByRole('region', { name: '时限与账号' }).innerText(),
  distance: await page.locator('.review-head .due-distance').innerText(),
});

test('due times are told in the platform’s time zone and by its clock, whatever this machine’s zone and clock say', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({
    count: 2,
    // Handed in now, so that it is due in days whenever this runs.
    edit: (application) => {
      application.submittedAt = new Date().toISOString();
    },
  });
  const shanghai = await open({ timeZone: 'Asia/Shanghai' });
  await firstStart(shanghai.page, platform);
  await queueReady(shanghai.page);
  await openReview(shanghai.page, idOf(platform, 0));
  const here = await dueOf(shanghai.page);
  expect(here.told).toMatch(/\d{1,2}:\d{2}/);
  await shanghai.close();

  const { page } = await open({ timeZone: 'America/New_York' });
  expect(await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe('America/New_York');
  await unlock(page);
  await queueReady(page);
  await openReview(page, idOf(platform, 0));
  expect(await dueOf(page)).toEqual(here);
  await expect(status(page)).not.toContainText('本机时钟不准');

  // The platform’s clock is a day behind this machine’s, which is as if this one were a day fast.
  const [, days] = /(\d+)\s*天/.exec(here.distance) ?? [];
  platform.passMinutes(-dayMinutes);
  await toTransfer(page);
  await exchangeNow(page);
  await expect(status(page)).toContainText('本机时钟不准');
  await expect(page.getByText(/比平台快 1\s*天/)).toBeVisible();
  await toQueue(page);
  await openReview(page, idOf(platform, 0));
  const now = await dueOf(page);
  expect(now.told).toBe(here.told);
  expect(now.distance).toMatch(new RegExp(`^${Number(days) + 1}\\s*天`));

  // Put right, nothing is told any more.
  platform.passMinutes(dayMinutes);
  await toTransfer(page);
  await exchangeNow(page);
  await expect(status(page)).not.toContainText('本机时钟不准');
});

test('the desk locks when nobody is there for the policy’s minutes, and neither earlier nor later because the clock was set', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 2 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  // From the next unlocking on, the page's timers are the test's.
  await page.clock.install();
  await page.keyboard.press('Control+l');
  await unlock(page);
  await queueReady(page);
  for (const by of [dayMs, -dayMs]) {
    await page.clock.setSystemTime(Date.now() + by);
    await page.clock.fastForward(9 * 60_000);
    await page.mouse.move(200, 200);
    await page.mouse.move(300, 300);
    await page.clock.runFor(6_000);
    await expect(page.getByRole('grid')).toBeVisible();
    await expect(page.getByRole('heading', { name: '解锁' })).toHaveCount(0);
  }
  await page.clock.fastForward(10 * 60_000 + 6_000);
  await expect(page.getByRole('heading', { name: '解锁' })).toBeVisible();
});
