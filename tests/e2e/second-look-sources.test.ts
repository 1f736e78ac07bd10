import { fixedId } from '../fixtures/batch.ts';
import { exchangeNow, expect, idOf, test, toQueue, toTransfer } from './platform.ts';
import { approve, firstStart, openReview, queueReady } from './reviewer.ts';

const known = '有效期一栏反光，不能通过';

test('a planted case is laid beside what is known once it is decided; an own decision comes back after its weeks and changes nothing', async ({
  open,
  platformWith,
}) => {
  const planted = {
    applicationId: fixedId('application', 0),
    revision: 1,
    outcome: 'request_fixes',
    reasons: [{ code: 'document.glare' }],
    note: known,
  };
  const platform = await platformWith({
    count: 3,
    secondReview: { sharePercent: 0, own: { sharePercent: 100, afterWeeks: 3 }, planted: [planted] },
  });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await page.keyboard.press('Alt+9');
  await expect(page.getByText('没有等待复核的申请')).toBeVisible();
  await toQueue(page);
  await openReview(page, idOf(platform, 0));
  expect(await page.content()).not.toContain(known);
  await approve(page);

  await page.keyboard.press('Alt+9');
  const formed = page.getByRole('list', { name: '已复核' });
  await expect(formed.locator('[data-kind]')).toHaveText([/已知案例.*有不同/]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: '已知的正确决定' })).toContainText(known);
  await expect(page.getByRole('article', { name: '您的决定' })).toContainText('通过');
  await page.keyboard.press('Escape');

  await toQueue(page);
  await openReview(page, idOf(platform, 1));
  await approve(page);
  await expect.poll(() => platform.control.decisions().map(({ receipt }) => receipt.status)).toEqual(['accepted', 'accepted']);
  platform.passMinutes(3 * 7 * 24 * 60 + 10);
  await toTransfer(page);
  await exchangeNow(page);
  await page.keyboard.press('Alt+9');
  const waiting = page.getByRole('list', { name: '等待复核' });
  await expect(waiting.locator('[data-kind]')).toHaveText([/自己的旧决定/]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '再看一次自己的旧决定' })).toBeVisible();
  await page.keyboard.press('r');
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('authenticity.tampered');
  await page.keyboard.press('Enter');
  const targets = page.getByRole('listbox', { name: '指的是哪一项？' });
  const given = page.getByLabel('已选 1 条原因');
  await expect(targets.or(given).first()).toBeVisible();
  if (await targets.isVisible()) await page.keyboard.press('Enter');
  await expect(given).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article', { name: '当时' })).toContainText('通过');
  await expect(page.getByRole('article', { name: '现在' })).toContainText('驳回');
  await expect(page.getByRole('region', { name: '请另一位审核员判断' })).toContainText(idOf(platform, 1));
  await page.keyboard.press('Escape');
  const sources = page.getByRole('table', { name: '按来源' });
  await expect(sources.getByRole('row')).toHaveText([/按来源/, /已知案例.*0 \/ 1/, /自己的旧决定.*0 \/ 1/]);
  expect(platform.control.decisions()).toHaveLength(2);
});
