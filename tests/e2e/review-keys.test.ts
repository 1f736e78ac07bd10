import { expect, idOf, test, toQueue } from './platform.ts';
import { firstStart, openReview, queueReady } from './reviewer.ts';

test('Escape right behind the key that approves closes what it opened, and does not leave the review', async ({ open, platformWith }) => {
  const platform = await platformWith({
    count: 2,
    edit: (application) => {
      application.account = { ...application.account, status: 'disabled' };
    },
  });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  const blocked = page.getByRole('alert').filter({ hasText: '现在不能通过' });
  // The second time its content is known beforehand, and the screen and what is in it come at once.
  for (const _time of [1, 2]) {
    await openReview(page, idOf(platform, 0));
    await page.keyboard.press('a');
    await expect(blocked).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(blocked).toHaveCount(0);
    await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();

    // In one breath, as a quick hand does it.
    await Promise.all([page.keyboard.press('a'), page.keyboard.press('Escape')]);
    await expect(blocked).toHaveCount(0);
    await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
    await page.keyboard.press('Escape');
    await toQueue(page);
  }
});
