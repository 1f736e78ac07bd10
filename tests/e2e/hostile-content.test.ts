import type { Page } from '@playwright/test';
import { type Hostile, hostile, makeHostileBatch, names } from './hostile-batch.ts';
import { keeps, look } from './kept-apart.ts';
import { expect, idOf, type LivePlatform, section, test, toQueue } from './platform.ts';
import { firstStart, openReview, queueReady } from './reviewer.ts';

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const;

/** Presses keys one after the other and answers how long one typically took until its frame was painted, ms. */
const typicalKey = async (page: Page, keys: readonly string[]): Promise<number> => {
  await page.evaluate(() => {
    const took: number[] = [];
    Object.assign(window, { took });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (entry.name === 'keydown') took.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  for (const key of keys) {
    await page.keyboard.press(key);
    // Two frames later what was pressed has been painted and told.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))));
  }
  const took = await page.evaluate(() => (window as unknown as { took: number[] }).took);
  // What took less than a frame is not told, and is none of the longer ones.
  const sorted = [...took, ...Array.from({ length: Math.max(0, keys.length - took.length) }, () => 0)].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

const reviewOf = async (page: Page, platform: LivePlatform, what: Hostile): Promise<void> => {
  await toQueue(page);
  await openReview(page, idOf(platform, hostile.indexOf(what)));
  await expect(page.locator('code.review-number')).toHaveText(idOf(platform, hostile.indexOf(what)));
};

test('what nobody expects of a form is read, kept apart and worked by keys: on the review, the requests and the status page', async ({
  open,
  platformWith,
}) => {
  test.setTimeout(300_000);
  const platform = await platformWith({ ready: await makeHostileBatch() });
  const { app, page } = await open();
  await firstStart(page, platform);
  await queueReady(page, 180_000);
  await keeps(page);

  for (const size of sizes) {
    await app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size);
    for (const what of hostile) {
      await reviewOf(page, platform, what);
      await page.keyboard.press('v');
      await expect(page.getByRole('button', { name: /已显示|显示完整|已完整/ }).first()).toBeVisible();
      await look(page, `${what}-${size.width}`);
      await keeps(page);
      await page.keyboard.press('Escape');
    }
  }

  // A name is there in full, whatever it is made of.
  for (const what of ['long', 'rare', 'rightToLeft'] as const) {
    await reviewOf(page, platform, what);
    await expect(page.locator('.review-head h1')).toHaveText(names[what]);
    await expect(page.locator('[data-field="name"] bdi').first()).toHaveText(names[what]);
    await page.keyboard.press('Escape');
  }
  // The mark is not seen, so it is told.
  await reviewOf(page, platform, 'override');
  await expect(page.getByRole('region', { name: '检查结果' })).toContainText('看到的顺序不是真正的顺序');
  await page.keyboard.press('Escape');
  await reviewOf(page, platform, 'noDocuments');
  await expect(page.getByRole('region', { name: '检查结果' })).toContainText('没有交齐');
  await page.keyboard.press('Escape');
  await reviewOf(page, platform, 'manyDocuments');
  await expect(page.getByRole('tab')).toHaveCount(40);
  await page.keyboard.press('Escape');

  for (const kind of ['修改', '找回联系方式', '催办']) {
    await page.keyboard.press('Alt+2');
    await page.getByRole('list', { name: '请求列表' }).getByRole('button').filter({ hasText: kind }).click();
    await expect(page.getByRole('article', { name: `请求：${kind}` })).toBeVisible();
    await keeps(page);
    await page.getByRole('button', { name: '显示完整内容' }).click();
    await expect(page.getByRole('button', { name: '再次遮盖' })).toBeVisible();
    // What is asked for is the same to the eye.
    if (kind === '修改') await expect(page.getByRole('row', { name: /姓名/ })).toContainText('不同之处是看不见的符号');
    await look(page, `request-${kind}`);
    await keeps(page);
  }

  await page.keyboard.press('Alt+0');
  for (const name of [names.rightToLeft.slice(0, 4), names.rare, names.long.slice(0, 20)]) {
    await page.getByRole('searchbox').fill(name);
    await page.getByRole('searchbox').press('Enter');
    await expect(page.locator('.one-status')).toBeVisible();
    await look(page, `status-${name.codePointAt(0)}`);
    await keeps(page);
  }
});

test('a thousand findings are told in portions, and no key waits for them', async ({ open, platformWith }) => {
  test.setTimeout(300_000);
  const platform = await platformWith({ ready: await makeHostileBatch() });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page, 180_000);
  await reviewOf(page, platform, 'thousandFindings');
  const findings = section(page, '检查结果');
  await findings.getByRole('button', { name: /项合格/ }).click();
  const [, all] = /已显示 60 \/ ([\d,]+) 条/.exec(await findings.innerText()) ?? [];
  expect(Number(all?.replaceAll(',', ''))).toBeGreaterThanOrEqual(1_000);
  await expect(findings.locator('.review-finding')).toHaveCount(60);
  const working = ['m', 'm', 'd', 'u', 'm', 'ArrowDown', 'ArrowUp', '1', '0', ']', '['];
  const walking = ['k', 'j', 'k', 'j', 'k', 'j'];
  const many = { working: await typicalKey(page, working), walking: await typicalKey(page, walking) };
  await page.keyboard.press('Escape');
  await reviewOf(page, platform, 'rare');
  const few = { working: await typicalKey(page, working), walking: await typicalKey(page, walking) };
  if (process.env.LOOK_AT !== undefined) process.stdout.write(`a key takes ${JSON.stringify({ many, few })} ms\n`);
  // Held against the same keys on an ordinary application, so that a busy machine is no fault; half of the walk leads to the many.
  expect(many.working).toBeLessThan(Math.max(100, 4 * few.working));
  expect(many.walking).toBeLessThan(Math.max(300, 5 * few.walking));
  await page.keyboard.press('Escape');
  await reviewOf(page, platform, 'thousandFindings');
  await findings.getByRole('button', { name: '再显示 60 条' }).click();
  await expect(findings.locator('.review-finding')).toHaveCount(120);
});
