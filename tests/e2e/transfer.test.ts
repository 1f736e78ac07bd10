import type { Page } from '@playwright/test';
import { reasonsWithout } from './catalogue.ts';
import {
  exchangeNow,
  expect,
  idOf,
  type LivePlatform,
  outboxRow,
  policyWith,
  section,
  status,
  test,
  toQueue,
  toTransfer,
} from './platform.ts';
import { firstStart, openReview, queueReady, reject, shownApplication } from './reviewer.ts';

/** Opens that application from the queue and approves it by its key; the next one is on the screen then, or nothing is left. */
const approveOne = async (page: Page, platform: LivePlatform, index: number): Promise<string> => {
  const id = idOf(platform, index);
  await toQueue(page);
  await openReview(page, id);
  expect(await shownApplication(page)).toBe(id);
  await page.keyboard.press('a');
  await expect(page.locator('code.review-number').filter({ hasText: id })).toHaveCount(0);
  await toTransfer(page);
  await expect(outboxRow(page, id)).toBeVisible();
  return id;
};

/** Nothing stands in the way of working: no dialogue, no alarm. */
const calm = async (page: Page): Promise<void> => {
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
};

test('of each decision one sees whether it can be taken back, waits here, was sent, or was accepted', async ({ open, platformWith }) => {
  const platform = await platformWith({ count: 4, review: { takeBackSeconds: 600 } });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  const id = await approveOne(page, platform, 0);
  const row = outboxRow(page, id);
  await expect(row).toHaveAttribute('data-state', 'held');
  await expect(row).toContainText('本机已决定');
  await row.getByRole('button', { name: '撤回' }).click();
  await expect(row).toHaveAttribute('data-state', 'taken_back');
  await expect(row).toContainText('没有发往平台');

  // From now on there is no time to take back, so that the next one is on its way at once.
  await platform.control.append({ kind: 'policy.upsert', version: 'fixture-2', policy: policyWith({}, 'fixture-2') });
  await expect(status(page)).toContainText('规则已更新：fixture-2');
  await expect(status(page)).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 });
  platform.disconnect();
  await exchangeNow(page);
  await expect(status(page)).toContainText('离线');
  await approveOne(page, platform, 0);
  await expect(row).toHaveAttribute('data-state', 'waiting');
  await expect(row).toContainText('等待发送');

  // The platform's answer stays away: it has the decision, and nobody here knows yet.
  for (let answers = 0; answers < 50; answers += 1) platform.line.plan('stall', '/v1/decisions');
  platform.connect();
  await exchangeNow(page);
  await expect(row).toHaveAttribute('data-state', 'sending');
  await expect(row).toContainText('发送中');
  await expect(section(page, '发件箱')).toContainText('发送中 1');
  platform.line.heal();
  await expect(row).toHaveAttribute('data-state', 'receipted', { timeout: 60_000 });
  await expect(row).toContainText('平台于');
  await expect(status(page)).toContainText('发件箱已清空');
  expect(platform.control.decisions().map(({ receipt }) => receipt.status)).toEqual(['accepted']);
});

test('what is being fetched is counted while it moves, and the queue can be used meanwhile', async ({ open, platformWith }) => {
  const platform = await platformWith({ count: 4 });
  for (let answers = 0; answers < 200; answers += 1) platform.line.plan('stall', '/v1/documents/');
  const { page } = await open();
  await firstStart(page, platform);
  await expect(page.locator('[data-application]')).toHaveCount(4);
  await expect(status(page)).toContainText('正在下载资料 0 / 12');
  await toTransfer(page);
  const arrivals = section(page, '下载与检查');
  await expect(arrivals).toContainText('0 / 12');
  await expect(arrivals.getByRole('progressbar', { name: '证件资料' })).toHaveAttribute('value', '0');
  const running = arrivals.getByRole('list', { name: '正在下载' }).getByRole('progressbar');
  await expect(running.first()).toHaveAccessibleName(/^正在下载资料 [0-9a-f]{8}$/);
  await calm(page);

  platform.line.heal();
  await expect(arrivals).toContainText('已全部下载', { timeout: 60_000 });
  await expect(running).toHaveCount(0);
  await toQueue(page);
  await queueReady(page);
});

test('offline, maintenance and a token that is no longer accepted are told quietly; what waited goes out after signing in again', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 4 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await toTransfer(page);
  const connection = section(page, '连接');
  await expect(connection).toContainText('已连接');

  platform.disconnect();
  await exchangeNow(page);
  await expect(connection).toContainText('离线');
  await expect(connection).toContainText('下次尝试');
  const first = await approveOne(page, platform, 0);
  await expect(outboxRow(page, first)).toHaveAttribute('data-state', 'waiting');
  await calm(page);

  const { control } = platform;
  control.maintenance(new Date(Date.now() + 3_600_000).toISOString());
  platform.connect();
  await exchangeNow(page);
  await expect(connection).toContainText('平台维护中');
  await expect(connection).toContainText('维护至');
  const second = await approveOne(page, platform, 1);
  await expect(outboxRow(page, second)).toHaveAttribute('data-state', 'waiting');
  await calm(page);

  control.heal();
  control.signOut(platform.reviewerId);
  await exchangeNow(page);
  await expect(connection).toContainText('需要重新登录');
  await expect(status(page)).toContainText('需要重新登录');
  await calm(page);
  await connection.getByRole('button', { name: '重新登录' }).click();
  const token = page.getByRole('textbox', { name: '访问令牌' });
  await token.fill('a token that nobody has');
  await page.getByRole('button', { name: '验证并保存' }).click();
  await expect(page.getByText('平台不接受当前的访问令牌').first()).toBeVisible();
  control.signIn(platform.reviewerId);
  await token.fill(platform.token('reviewer'));
  await page.getByRole('button', { name: '验证并保存' }).click();
  await expect(page.getByText('平台不接受当前的访问令牌')).toHaveCount(0);
  await toTransfer(page);
  for (const id of [first, second]) await expect(outboxRow(page, id)).toHaveAttribute('data-state', 'receipted', { timeout: 60_000 });
  expect(control.decisions()).toHaveLength(2);
});

test('a refused decision waits for its reviewer with the cause, while the others go', async ({ open, platformWith }) => {
  const platform = await platformWith({ count: 4 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  platform.disconnect();
  await openReview(page, idOf(platform, 0));
  const refused = await reject(page, 'authenticity.tampered');
  const first = await approveOne(page, platform, 1);
  const second = await approveOne(page, platform, 2);
  // The reason is struck from the catalogue while nobody here can know.
  const catalogue = reasonsWithout('authenticity.tampered');
  await platform.control.append({ kind: 'reasons.upsert', version: catalogue.version, catalogue });
  platform.connect();
  await exchangeNow(page);

  for (const id of [first, second]) await expect(outboxRow(page, id)).toHaveAttribute('data-state', 'receipted', { timeout: 60_000 });
  await expect(outboxRow(page, refused)).toHaveAttribute('data-state', 'refused', { timeout: 60_000 });
  await expect(status(page)).toContainText('需处理 1');
  // What came back stands first and has its key.
  await expect(section(page, '发件箱').locator('tr[data-decision]').first()).toHaveAttribute('data-state', 'refused');
  await page.getByRole('heading', { name: '同步', level: 1 }).click();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('原因不在平台现行的原因目录里');
  await expect(drawer).toContainText('驳回');
  await drawer.getByRole('button', { name: '沿用有效部分' }).click();
  await expect(page.locator('code.review-number')).toHaveText(refused);
  await page.keyboard.press('e');
  await expect(page.getByText('当前目录里没有这条原因，请换一条。')).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(page.getByText('当前目录里没有这条原因，请换一条。')).toHaveCount(0);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('code.review-number').filter({ hasText: refused })).toHaveCount(0);
  await toTransfer(page);
  await expect(outboxRow(page, refused)).toHaveAttribute('data-state', 'receipted', { timeout: 60_000 });
  await expect(status(page)).toContainText('发件箱已清空');
  await expect(status(page)).not.toContainText('需处理');
});

test('coming back to the window, or to the network, looks at the platform at once', async ({ open, platformWith }) => {
  const platform = await platformWith({ count: 3 });
  const { app, page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  /** Moments at which the feed was asked for, ms. */
  const looks: number[] = [];
  platform.line.heard = ({ path }) => {
    if (path.startsWith('/v1/changes')) looks.push(performance.now());
  };
  // By itself the workstation never looks twice within this time: it rests 5 s less a fifth.
  const rest = 3_900;
  const soon = async (come: () => Promise<void>): Promise<void> => {
    looks.length = 0;
    await expect(async () => {
      await come();
      const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
      expect(Math.min(...gaps, Number.POSITIVE_INFINITY)).toBeLessThan(rest);
    }).toPass({ timeout: 60_000, intervals: [300] });
  };
  await soon(async () => {
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.blur();
      window?.focus();
      window?.webContents.focus();
    });
    // A display without a window manager does not always tell the page what it has just done.
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  });
  const context = page.context();
  await soon(async () => {
    await context.setOffline(true);
    await context.setOffline(false);
  });
});
