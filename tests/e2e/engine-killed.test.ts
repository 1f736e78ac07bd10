import { approve, canApprove, firstStart, openReview, queueReady, shownApplication, walkTo } from './reviewer.ts';
import { enginePid, expect, test } from './workstation.ts';

test('the engine killed while deciding: the window recovers by itself and the decision is there once', async ({ open, intake, folder }) => {
  const { page } = await open();
  await firstStart(page, intake);
  await queueReady(page);
  await openReview(page);
  await walkTo(page, () => canApprove(page));
  const first = await approve(page);
  await walkTo(page, () => canApprove(page));
  const second = await shownApplication(page);
  const pid = await enginePid(folder);
  expect(pid).toBeGreaterThan(0);
  // Decided and killed in one breath: whether it was kept is up to the moment, but never twice and never half.
  await page.keyboard.press('a');
  process.kill(pid ?? 0, 'SIGKILL');

  // Nobody types a passphrase: the desk comes back unlocked, on another process.
  await expect.poll(() => enginePid(folder), { timeout: 30_000 }).not.toBe(pid);
  await expect(page.getByRole('region', { name: '工作站状态' })).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '同步' }).first().click();
  await expect(page.locator('tr[data-state="receipted"]').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('tr[data-state="held"], tr[data-state="waiting"], tr[data-state="sending"]')).toHaveCount(0, {
    timeout: 60_000,
  });

  const rows = await page.locator('tr[data-decision]').count();
  const recorded = await intake.decisions();
  expect(recorded[first]).toBe('approve');
  expect(Object.keys(recorded)).toHaveLength(rows);
  expect(Object.keys(recorded).every((id) => id === first || id === second)).toBe(true);
});
