import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, idOf, test } from './platform.ts';
import { approve, firstStart, openReview, queueReady } from './reviewer.ts';

test('the audit tells what was done, finds an application’s entries, leads to it, and leaves as a table', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 3 });
  const out = mkdtempSync(join(tmpdir(), 'audit-'));
  try {
    const { app, page } = await open();
    await firstStart(page, platform);
    await queueReady(page);
    await openReview(page, idOf(platform, 0));
    await page.keyboard.press('v');
    await approve(page);

    await page.keyboard.press('Alt+-');
    const table = page.getByRole('table', { name: '审计记录' });
    await expect(table.locator('tr[data-action="decision.made"]')).toContainText('结果：通过');
    await expect(table.locator('tbody tr').first()).toHaveAttribute('data-action', 'audit.viewed');
    await page.getByRole('textbox', { name: '申请编号' }).fill(idOf(platform, 0).slice(-8));
    await expect(table.locator('tbody tr')).toHaveCount(3);
    await expect(table.locator('tr[data-action="application.opened"]')).toHaveCount(1);
    await page.getByRole('combobox', { name: '操作' }).fill('敏感');
    await page.keyboard.press('Enter');
    await expect(table.locator('tbody tr')).toHaveCount(1);

    const path = join(out, 'audit.csv');
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    }, path);
    await page.keyboard.press('Control+e');
    await expect(page.getByText('已导出 1 条：audit.csv')).toBeVisible();
    const lines = readFileSync(path, 'utf8').split('\r\n');
    expect(lines[0]).toBe('\uFEFF序号,时间（上海）,时间（UTC）,操作人,操作,操作代码,对象,详情,前一条校验值,链上校验值,签名');
    expect(lines[1]).toContain(`查看完整的敏感信息,fields.revealed,${idOf(platform, 0)}`);

    await table.getByRole('button', { name: '打开' }).click();
    await expect(page.locator('code.review-number')).toHaveText(idOf(platform, 0));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

test('the chain is verified by a key and the platform’s confirmation is shown; the desk is examined and a bundle is saved', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 1 });
  const out = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    const { app, page } = await open();
    await firstStart(page, platform);
    await queueReady(page);
    await page.keyboard.press('Alt+-');
    const chain = page.getByRole('region', { name: '链的完整性' });
    await expect(chain).toContainText(/平台于 .* 确认到第 \d+ 条/);
    await chain.getByRole('checkbox', { name: '同时向平台核对' }).check();
    await page.getByRole('table', { name: '审计记录' }).click();
    await page.keyboard.press('v');
    await expect(chain.getByRole('status')).toContainText(/\d+ 条记录完整无缺，签名与检查点全部有效。/);
    await expect(page.locator('tr[data-action="audit.verified"]')).toContainText('发现问题：0');

    const path = join(out, 'diagnostics.zip');
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    }, path);
    await page.keyboard.press('Alt+7');
    await page.getByRole('button', { name: '检查这台工作站' }).click();
    await expect(page.getByRole('list', { name: '检查结果' })).toContainText('平台可以连接');
    await page.getByRole('button', { name: '导出诊断包' }).click();
    await expect(page.getByText(/已写出 diagnostics\.zip（\d+ 个文件/)).toBeVisible();
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
