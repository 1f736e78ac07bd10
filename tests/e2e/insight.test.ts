import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { fixedId } from '../fixtures/batch.ts';
import { exchangeNow, expect, section, test, toTransfer } from './platform.ts';
import { approve, escalate, firstStart, openReview, queueReady } from './reviewer.ts';

/** The person's answer in the system's dialogue for saving, from now on. */
const saveAs = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, path);

/** A number at the top of the screen by its name. */
const told = (page: Page, name: string) => page.locator('.insight-summary > div').filter({ hasText: name }).locator('dd');

test('what was decided is counted, in words and numbers beside each picture, and both can be taken along', async ({
  open,
  platformWith,
}) => {
  const files = mkdtempSync(join(tmpdir(), 'insight-'));
  try {
    const platform = await platformWith({ count: 4 });
    const { app, page } = await open();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    await firstStart(page, platform);
    await queueReady(page);
    // The charts' library is not there before somebody wants it.
    expect(await page.evaluate("performance.getEntriesByType('resource').some(({ name }) => name.includes('insight'))")).toBe(false);
    await openReview(page);
    await approve(page);
    await approve(page);
    await escalate(page);

    await page.keyboard.press('Alt+8');
    await expect(page.getByRole('heading', { name: '统计', level: 1 })).toBeVisible();
    await expect(told(page, '已作决定')).toHaveText('3');
    await expect(told(page, '待审申请')).toHaveText('1');
    await page.keyboard.press('1');
    await expect(page.getByRole('radio', { name: '今天' })).toBeChecked();
    const days = section(page, '每日决定');
    await expect(days).toContainText('共 3 个决定：通过 2，上报 1。');
    await expect(days.locator('.insight-canvas')).toHaveAccessibleName(/共 3 个决定/);
    await expect(days.locator('canvas')).toBeVisible();
    await expect(section(page, '待审与预测')).toContainText('暂不预测');

    const numbers = days.getByRole('table', { name: '每日决定' });
    await expect(numbers).toHaveCount(0);
    await days.getByRole('button', { name: '显示“每日决定”的数字' }).click();
    await expect(numbers.getByRole('row').nth(1).getByRole('cell')).toHaveText([/^\d{4}-\d{2}-\d{2}$/, '2', '0', '0', '1', '3']);

    // A name without the ending gets it.
    await saveAs(app, join(files, 'decided'));
    await days.getByRole('button', { name: '把“每日决定”的数字另存为 CSV' }).click();
    await expect(days).toContainText('已保存 decided.csv');
    const [head, row] = readFileSync(join(files, 'decided.csv'), 'utf8').split('\r\n');
    expect(head).toBe('\uFEFF自,至,通过,驳回,退回补正,上报,合计');
    expect(row).toMatch(/^\d{4}-\d{2}-\d{2},\d{4}-\d{2}-\d{2},2,0,0,1,3$/);
    await days.getByRole('button', { name: '把“每日决定”的数字另存为 CSV' }).click();
    await expect(days.getByRole('alert')).toContainText('已经有一个同名文件');

    await saveAs(app, join(files, 'decided.png'));
    await days.getByRole('button', { name: '把“每日决定”另存为 PNG 图片' }).click();
    await expect(days).toContainText('已保存 decided.png');
    const png = readFileSync(join(files, 'decided.png'));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    // Its width, from the header that every PNG begins with.
    expect(png.readUInt32BE(16)).toBe(1_920);
    expect(png.byteLength).toBeGreaterThan(8_000);
    expect(existsSync(join(files, 'decided'))).toBe(false);

    await page.keyboard.press('n');
    await expect(page.getByRole('table')).toHaveCount(0);
    expect(refused).toEqual([]);
  } finally {
    rmSync(files, { recursive: true, force: true });
  }
});

test('what was decided lately is a pace, and what came since is forecast by it, in words and in the numbers', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 20 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await openReview(page);
  for (let decided = 0; decided < 20; decided += 1) await approve(page);
  await toTransfer(page);
  await expect(page.locator('tr[data-state="receipted"]').first()).toBeVisible();

  // Twelve days later, whatever holidays are among them, hours have been worked since; three more came in meanwhile.
  platform.passMinutes(12 * 24 * 60);
  const [like] = platform.batch.applications;
  if (like === undefined) throw new RangeError('the batch has no application');
  for (const index of [1, 2, 3])
    await platform.control.append({
      kind: 'application.upsert',
      application: {
        ...like,
        id: fixedId('later', index),
        documents: [],
        submittedAt: new Date(Date.now() + 12 * 24 * 60 * 60_000).toISOString(),
      },
    });
  await exchangeNow(page);
  await page.keyboard.press('Alt+8');
  await expect(told(page, '待审申请')).toHaveText('3');
  const backlog = section(page, '待审与预测');
  await expect(backlog).toContainText(
    /现有 3 份待审申请，其中 0 份已超时。按近期每工作小时 [\d.]+ 份的速度，其余预计都能按时（会超时 0 份）。预计 \d{4}-\d{2}-\d{2} 全部处理完。/,
  );
  await expect(backlog.locator('.insight-canvas')).toHaveAccessibleName(/每工作小时/);
  await expect(told(page, '预计还会超时')).toHaveText('0');
  await backlog.getByRole('button', { name: '显示“待审与预测”的数字' }).click();
  await expect(backlog.getByRole('columnheader', { name: '预计超时' })).toBeVisible();
});
