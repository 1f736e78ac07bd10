import { expect, test } from './platform.ts';
import { firstStart, queueReady } from './reviewer.ts';

test('from the first screen that is painted, language, look and columns are the person’s own', async ({ open, platformWith }) => {
  const platform = await platformWith({ count: 3 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: '列' }).getByRole('checkbox', { name: '类型' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: '类型' })).toHaveCount(0);
  await page.keyboard.press('Alt+6');
  await page.getByText('深色', { exact: true }).click();
  await page.getByText('English', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();

  // What stands on the page each time that it is about to be painted.
  await page.addInitScript(() => {
    const painted = new Set<string>();
    Object.assign(window, { painted });
    const look = (): void => {
      for (const shown of document.querySelectorAll('h1, [role="columnheader"], nav button'))
        painted.add(`${document.documentElement.dataset.theme}: ${shown.textContent}`);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.reload();
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('grid')).toBeVisible();
  const painted = await page.evaluate(() => [...(window as unknown as { painted: Set<string> }).painted]);
  expect(painted.some((text) => text.startsWith('dark: Queue'))).toBe(true);
  expect(painted.filter((text) => !text.startsWith('dark: ') || /\p{Script=Han}/u.test(text) || /: Type\b/.test(text))).toEqual([]);
});
