import { expect, policyWith, test } from './platform.ts';
import { firstStart, queueReady } from './reviewer.ts';

test('the policy has the window left out of captures and marked with its reviewer, and what was copied leaves the clipboard unless something else lies there', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 1 });
  const { page, app } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const asked: boolean[] = [];
    Object.assign(globalThis, { asked });
    if (window !== undefined) window.setContentProtection = (on) => void asked.push(on);
  });
  const mark = page.locator('[data-part="watermark"]');
  await expect(mark).toHaveCount(0);

  const policy = { ...policyWith({}, '2027-1'), protection: { blockCapture: true, watermark: true, clearClipboardSeconds: 5 } };
  await platform.control.append({ kind: 'policy.upsert', version: policy.version, policy });
  await expect(mark).toBeVisible();
  await expect(mark).toContainText(platform.reviewerId.slice(-6));
  await expect.poll(() => app.evaluate(() => (globalThis as unknown as { asked: boolean[] }).asked.at(-1))).toBe(true);
  // It lies over everything and still lets every press through.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('关于');
  await page.keyboard.press('Enter');
  const clipboard = () => app.evaluate(({ clipboard: system }) => system.readText());
  await page.getByRole('button', { name: '复制' }).click();
  await expect.poll(clipboard).toContain('审核台版本');
  await expect.poll(clipboard, { timeout: 15_000 }).toBe('');

  await page.getByRole('button', { name: /复制/ }).click();
  await expect.poll(clipboard).toContain('审核台版本');
  await app.evaluate(({ clipboard: system }) => system.writeText('from elsewhere'));
  await page.keyboard.press('Control+l');
  await expect(page.getByLabel('口令', { exact: true })).toBeVisible();
  expect(await clipboard()).toBe('from elsewhere');
});
