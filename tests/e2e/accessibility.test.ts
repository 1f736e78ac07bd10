import { barriersOn } from './barriers.ts';
import { expect, test, toQueue, toTransfer } from './platform.ts';
import { firstStart, openReview, queueReady } from './reviewer.ts';

test('axe finds no serious barrier on any screen or main panel, light or dark', async ({ open, platformWith }) => {
  test.setTimeout(180_000);
  const platform = await platformWith({
    count: 3,
    edit: (application) => {
      application.applicant.email = 'nobody';
      application.applicant.phone = '13800138000';
    },
  });
  const { page } = await open({ size: { width: 1_366, height: 768 } });
  const found: string[] = [];
  const look = async (place: string): Promise<void> => {
    found.push(...(await barriersOn(page, place)));
  };

  await page.getByRole('radio', { name: '连接服务器' }).check();
  await look('first start');
  await firstStart(page, platform);
  await queueReady(page);
  await look('queue');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('listbox', { name: '查找命令' })).toBeVisible();
  await look('palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('key help');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await openReview(page);
  const findings = page.getByRole('region', { name: '检查结果' });
  await expect(findings.getByRole('button', { name: /指出“.+”的结果有误/ }).first()).toBeVisible();
  await look('review');
  await page.keyboard.press('w');
  await expect(findings.getByRole('group', { name: '结果有误：应当是什么' })).toBeVisible();
  await look('feedback');
  await page.keyboard.press('Enter');
  await expect(findings).toContainText('已指出');
  await page.keyboard.press('l');
  await look('adjusting the photo');
  await page.keyboard.press('l');
  await page.keyboard.press('f');
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByLabel('已选 1 条原因')).toBeVisible();
  await look('reasons');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.getByText('现在不能通过')).toBeVisible();
  await look('approval blocked');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: /^推迟/ })).toBeVisible();
  await look('postpone');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+2');
  await expect(page.locator('[data-subject]').first()).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.locator('.notice-pane-text').first()).toBeVisible();
  await look('requests');
  await toTransfer(page);
  await look('transfer');
  for (const [key, title] of [
    ['Alt+4', '公告'],
    ['Alt+6', '设置'],
    ['Alt+7', '关于'],
    ['Alt+8', '统计'],
    ['Alt+9', '复核'],
    ['Alt+0', '进度查询'],
    ['Alt+-', '审计'],
    ['Alt+5', '规则'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await look(title);
  }
  await expect(page.getByRole('region', { name: '被指出有误的结果' }).getByRole('table')).toContainText('应为合格 1');
  await page.getByRole('tab', { name: '试算' }).click();
  const side = page.getByRole('spinbutton', { name: '短边', exact: true });
  await side.fill('2000');
  await side.press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: '已看 3 份' })).toBeVisible();
  await look('what-if');
  await page.getByRole('tab', { name: /^原因目录/ }).click();
  await expect(page.getByRole('searchbox').first()).toBeVisible();
  await look('reason catalogue');
  await toQueue(page);
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('button', { name: '解锁' })).toBeVisible();
  await look('unlock');
  expect(found).toEqual([]);
});
