import type { Page } from '@playwright/test';
import { expect, idOf, type LivePlatform, test } from './platform.ts';
import { firstStart, queueReady } from './reviewer.ts';

const theirWords = '光线不好，看不清有效期';
const theirNote = '请资深审核员看一下';
const theirReason = 'document.unreadable';

/** Keeps everything that crosses the port into the page, from now on. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const original = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
    Object.defineProperty(MessageEvent.prototype, 'data', {
      get(this: MessageEvent) {
        const value: unknown = original?.get?.call(this);
        heard.push(typeof value === 'string' ? value : JSON.stringify(value));
        return value;
      },
    });
  });
const heard = (page: Page): Promise<string> => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join('\n'));

/** A colleague decides the batch's first application as a whole decision. */
const colleagueDecides = async ({ colleague, batch }: LivePlatform, index: number, outcome: 'escalate' | 'approve'): Promise<void> => {
  const application = batch.applications[index];
  if (application === undefined) throw new RangeError('there is no such application');
  const decision = colleague.decision(index, application, {
    outcome,
    reasons: outcome === 'escalate' ? [{ code: theirReason, target: { documentId: application.documents[0]?.id }, note: theirWords }] : [],
    matched: [{ item: 'name', verdict: 'unreadable' }],
    note: theirNote,
  });
  const answer = await colleague.post('/v1/decisions', { decisions: [decision] });
  expect(await answer.json()).toMatchObject({ receipts: [{ status: 'accepted' }] });
};

test('a senior looks at what was escalated and drawn without the first view being anywhere in the page, then at both', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 3, secondReview: { sharePercent: 100 } });
  await colleagueDecides(platform, 0, 'escalate');
  await colleagueDecides(platform, 1, 'approve');
  const { page } = await open();
  await firstStart(page, platform, 'senior');
  await listen(page);
  await queueReady(page);

  await page.keyboard.press('Alt+9');
  await expect(page.getByRole('heading', { name: '复核', level: 1 })).toBeVisible();
  const waiting = page.getByRole('list', { name: '等待复核' });
  await expect(waiting.getByRole('button')).toHaveCount(2);
  await expect(waiting.locator('[data-kind]')).toHaveText([/上报/, /抽查/]);
  await expect(page.getByText('可比的案例只有 0 个，至少 20 个才给出数字。')).toBeVisible();

  // By keys alone: open the first, tick, decide.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '复核上报的申请' })).toBeVisible();
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
  await page.keyboard.press('m');
  for (const told of [await page.content(), await heard(page)]) {
    expect(told).toContain(idOf(platform, 0));
    for (const secret of [theirWords, theirNote]) expect(told).not.toContain(secret);
  }
  await page.keyboard.press('a');
  const first = page.getByRole('article', { name: '第一次' });
  await expect(first).toContainText('上报');
  await expect(first).toContainText(theirWords);
  // Now it has come through the port: what was listened to before was the place to find it in.
  expect(await heard(page)).toContain(theirWords);
  await expect(page.getByRole('article', { name: '复核' })).toContainText('通过');
  await expect(page.getByRole('region', { name: '原因逐条对照' })).toContainText('只在第一次');
  await expect.poll(() => platform.control.decisions().map(({ decision }) => decision.outcome)).toEqual(['escalate', 'approve', 'approve']);

  // What was drawn is looked at and nothing is sent.
  await page.keyboard.press('Escape');
  await expect(waiting.getByRole('button')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '复核抽查的决定' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^暂缓|^推迟/ })).toHaveCount(0);
  await page.keyboard.press('f');
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('document.unreadable');
  await page.keyboard.press('Enter');
  const targets = page.getByRole('listbox', { name: '指的是哪一项？' });
  const given = page.getByLabel('已选 1 条原因');
  await expect(targets.or(given).first()).toBeVisible();
  if (await targets.isVisible()) await page.keyboard.press('Enter');
  await expect(given).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('结果不同')).toBeVisible();
  await expect(page.getByText('您的看法已记录，没有发送任何内容。')).toBeVisible();
  await page.getByLabel('说明').fill('有效期一栏反光，两种看法都说得通');
  await page.getByRole('button', { name: '保存说明' }).click();
  await expect(page.getByText('已保存。')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('list', { name: '已复核' }).getByRole('button')).toHaveCount(2);
  expect(platform.control.decisions()).toHaveLength(3);
});
