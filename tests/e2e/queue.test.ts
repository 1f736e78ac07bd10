import type { Page } from '@playwright/test';
import { expect, idOf, test, toQueue } from './platform.ts';
import { firstStart, openReview, queueReady, unlock } from './reviewer.ts';

const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });
const rows = (page: Page) => page.locator('[data-application]');

test('a key is changed by keyboard alone, one that is taken is refused by name, and the new one works', async ({ open, platformWith }) => {
  const { page } = await open();
  await firstStart(page, await platformWith({ count: 3 }));
  await queueReady(page);
  await page.keyboard.press('Alt+6');
  const key = page.getByRole('button', { name: '筛选：更改按键 F', exact: true });
  await key.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('j');
  await expect(page.getByRole('alert')).toHaveText('J 已用于“下一行”（队列）。请先改那一个，或换一个键。');
  await page.keyboard.press('Enter');
  await page.keyboard.press('y');
  await expect(page.getByRole('button', { name: '筛选：更改按键 Y', exact: true })).toBeFocused();

  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('grid')).toBeFocused();
  await page.keyboard.press('f');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('y');
  await expect(page.getByRole('dialog', { name: '筛选' })).toBeVisible();
});

test('a filter, an order and columns are saved as a view, which is there again after a restart', async ({ open, platformWith }) => {
  const { page, close } = await open();
  await firstStart(page, await platformWith({ count: 6 }));
  await queueReady(page);
  await page.keyboard.press('7');
  const total = await rows(page).count();

  await page.keyboard.press('f');
  const dialogue = page.getByRole('dialog', { name: '筛选' });
  await dialogue.getByRole('checkbox', { name: '护照' }).check();
  await expect(page.getByText('没有符合筛选条件的申请')).toBeVisible();
  await dialogue.getByRole('checkbox', { name: '居民身份证' }).check();
  await page.keyboard.press('Escape');
  const chip = page.locator('[data-part="types"]');
  await expect(chip).toContainText('类型：护照、居民身份证');
  await expect(rows(page)).toHaveCount(total);

  await page.keyboard.press('c');
  await page.getByRole('dialog', { name: '列' }).getByRole('checkbox', { name: '账号' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: '账号' })).toHaveCount(0);

  await page.keyboard.press('v');
  await page.getByRole('textbox', { name: '视图名称' }).fill('护照组');
  await page.keyboard.press('Enter');
  await expect(tab(page, /护照组/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('7');
  await expect(chip).toHaveCount(0);
  await expect(page.getByRole('columnheader', { name: '账号' })).toBeVisible();
  await page.keyboard.press('8');
  await expect(chip).toBeVisible();

  await close();
  const again = await open();
  await unlock(again.page);
  await expect(tab(again.page, /护照组/)).toHaveAttribute('aria-selected', 'true');
  await expect(again.page.locator('[data-part="types"]')).toBeVisible();
  await expect(again.page.getByRole('columnheader', { name: '账号' })).toHaveCount(0);
});

test('rows are chosen by keyboard and given back together', async ({ open, platformWith }) => {
  const { page } = await open();
  await firstStart(page, await platformWith({ count: 6 }));
  await queueReady(page);
  await page.keyboard.press('t');
  await expect(page.getByText('本机领取至').first()).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  const chosen = page.getByRole('region', { name: '所选的申请' });
  await expect(chosen).toContainText('已选 3 份');
  await page.keyboard.press('Control+a');
  await expect(chosen).toContainText('已选 6 份');
  await page.keyboard.press('Escape');
  await expect(chosen).toHaveCount(0);
  await page.keyboard.press('Space');
  await page.keyboard.press('g');
  await expect(chosen).toHaveCount(0);
  await expect(rows(page)).toHaveCount(5);
});

test('names of every script stay in their place, are found by pinyin, and a search is walked through and come back to', async ({
  open,
  platformWith,
}) => {
  const names = ['单雄信', '👨‍👩‍👧样本👍🏽', 'محمد بن راشد', '𠮷野家', `${'W'.repeat(200)}`, '\u202e单于飞'];
  const platform = await platformWith({
    count: names.length,
    edit: ({ applicant }, index) => {
      applicant.name = names[index];
    },
  });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await page.keyboard.press('7');
  await expect(rows(page)).toHaveCount(names.length);
  const shown = (index: number) => page.locator(`[data-application="${idOf(platform, index)}"]`);
  for (const [index, name] of ['单•信', '👨‍👩‍👧••👍🏽', 'م••••د', '𠮷•家', 'W••••W'].entries())
    await expect(shown(index).getByText(name, { exact: true })).toBeVisible();
  // Every row as high as the others, and no cell reaches into the next one.
  const places = await rows(page).evaluateAll((all) =>
    all.map((row) => ({
      height: row.getBoundingClientRect().height,
      apart: [...row.querySelectorAll('.queue-cell')].every((cell, place, cells) => {
        const next = cells[place + 1];
        return next === undefined || cell.getBoundingClientRect().right <= next.getBoundingClientRect().left + 0.5;
      }),
    })),
  );
  expect(new Set(places.map(({ height }) => height)).size).toBe(1);
  expect(places.every(({ apart }) => apart)).toBe(true);

  await page.keyboard.press('Control+f');
  await page.keyboard.type('shanq');
  await expect(rows(page)).toHaveCount(0);
  await page.keyboard.press('Backspace');
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole('searchbox')).toBeFocused();
  await expect(shown(0)).toContainText('搜索匹配：姓名的拼音');
  await page.keyboard.press('Enter');
  await openReview(page, idOf(platform, 0));
  const found = [idOf(platform, 0), idOf(platform, 5)];
  const walked = page.locator('code.review-number');
  await expect(walked).toHaveText(found[0] ?? '');
  await page.keyboard.press('j');
  await expect(walked).toHaveText(found[1] ?? '');
  await page.keyboard.press('j');
  await expect(walked).toHaveText(found[0] ?? '');
  await page.keyboard.press('j');
  await expect(walked).toHaveText(found[1] ?? '');
  await toQueue(page);
  await expect(page.getByRole('searchbox')).toHaveValue('shan');
  await expect(rows(page)).toHaveCount(2);
  await expect(shown(5)).toHaveAttribute('aria-selected', 'true');
});
