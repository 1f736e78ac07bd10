import { expect, idOf, test } from './platform.ts';
import { firstStart, queueReady } from './reviewer.ts';

test('one search tells where an applicant stands, what can be said, and leads to what can be done', async ({ open, platformWith }) => {
  const platform = await platformWith({ count: 4 });
  const { control, batch } = platform;
  const [waiting, , recovering, followed] = batch.applications;
  if (waiting === undefined || recovering === undefined || followed === undefined) throw new RangeError('the batch is too small');
  await control.append({ kind: 'account.status', accountId: followed.account.id, status: 'disabled', since: '2026-11-15T01:00:00.000Z' });
  const { app, page } = await open();
  await firstStart(page, platform);
  await queueReady(page);

  await page.keyboard.press('Control+K');
  await page.keyboard.type('查询申请人');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '进度查询', level: 1 })).toBeVisible();
  const box = page.getByRole('searchbox', { name: '查询申请人' });
  await expect(box).toBeFocused();
  const shown = page.getByRole('article');

  // By the telephone number: what is shown is masked, what can be said has both languages and nothing personal.
  await box.fill(waiting.applicant.phone ?? '');
  await expect(shown).toHaveAttribute('data-standing', /waiting|overdue/);
  await expect(shown).toContainText(waiting.id);
  const words = await page.getByRole('region', { name: '可以这样回答' }).innerText();
  expect(words).toContain('没有被拒绝');
  expect(words).toContain('has not been refused');
  for (const personal of ['name', 'phone', 'idNumber', 'email', 'address'])
    expect(await page.getByRole('main').innerText()).not.toContain(waiting.applicant[personal]);
  await expect(page.getByRole('list', { name: '经过' })).toContainText('提交');
  await expect(page.getByRole('region', { name: '要点' })).toContainText('前完成');

  // The hand-over, with the account's state, is copied with a key.
  await box.fill(followed.applicant.idNumber ?? '');
  await expect(shown).toHaveAttribute('data-standing', 'account');
  await expect(page.getByRole('list', { name: '经过' })).toContainText('账号变为：禁用');
  await page.keyboard.press('Enter');
  await page.keyboard.press('c');
  await expect(page.getByText('已复制，可粘贴给客服。')).toBeVisible();
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain(followed.id);
  expect(copied).toContain('账号状态：禁用（自 2026-11-15 09:00）');
  expect(copied).toContain('待处理的请求：催办请求');
  for (const personal of ['name', 'phone', 'idNumber']) expect(copied).not.toContain(followed.applicant[personal]);

  // A forgotten contact goes through the request's decision.
  await page.keyboard.press('Control+f');
  await box.fill(recovering.id);
  await expect(page.getByText('找回联系方式要先核实身份')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('q');
  await expect(page.getByRole('article', { name: '请求：找回联系方式' })).toBeVisible();

  await page.keyboard.press('Alt+0');
  await box.fill('没有这个人');
  await expect(page.getByText('没有找到')).toBeVisible();
  await box.fill(idOf(platform, 0));
  await expect(shown).toContainText(waiting.id);
  await page.keyboard.press('Enter');
  await page.keyboard.press('o');
  await expect(page.locator('code.review-number')).toHaveText(waiting.id);
});
