import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { pdfPages } from '../fixtures/pdf-text.ts';
import { expect, idOf, test } from './platform.ts';
import { firstStart, openReview, queueReady, reject } from './reviewer.ts';

const saveTo = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: chosen === '', filePath: chosen });
  }, path);

test('a decision sheet is saved as a PDF: masked form, watermarked photos, findings, decision, notice, audit entries', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 6 });
  const out = mkdtempSync(join(tmpdir(), 'sheet-'));
  try {
    const { app, page } = await open();
    await firstStart(page, platform);
    await queueReady(page);
    await openReview(page, idOf(platform, 0));
    const decided = await reject(page);
    await page.keyboard.press('k');
    await expect(page.locator('code.review-number')).toHaveText(decided);

    const path = join(out, 'sheet.pdf');
    await saveTo(app, path);
    await page.keyboard.press('Control+p');
    await expect(page.getByRole('dialog', { name: '审核决定单' })).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('已保存：sheet.pdf')).toBeVisible();
    await expect(page.getByRole('dialog', { name: '审核决定单' })).toBeHidden();

    const pages = await pdfPages(path);
    const text = pages.join('');
    const application = platform.batch.applications.find(({ id }) => id === decided);
    for (const expected of [
      '审核决定单',
      decided,
      '驳回',
      '敏感信息已遮盖',
      '通知原文',
      '测得',
      '仅供归档',
      '链上校验值',
      '导出决定单(已遮盖)',
    ])
      expect(text).toContain(expected.normalize('NFKC').replaceAll(/\s+/g, ''));
    for (const field of ['idNumber', 'phone', 'email'] as const) {
      const value = application?.applicant[field];
      if (value !== undefined && value !== '') expect(text).not.toContain(value);
    }
    expect(pages[0]).toContain(`1/${pages.length}`);

    // In full only when it is asked for, and that is another entry.
    await saveTo(app, join(out, 'full.pdf'));
    await page.keyboard.press('Control+p');
    await page.getByRole('checkbox', { name: /完整显示/ }).check();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('已保存：full.pdf')).toBeVisible();
    expect((await pdfPages(join(out, 'full.pdf'))).join('')).toContain(
      application?.applicant.idNumber ?? application?.applicant.email ?? '',
    );

    // Given up in the system's dialogue, nothing is written and nothing recorded.
    await saveTo(app, '');
    await page.keyboard.press('Control+p');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('dialog', { name: '审核决定单' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: '审核决定单' })).toBeHidden();
    expect(readdirSync(out).sort()).toEqual(['full.pdf', 'sheet.pdf']);
    await page.keyboard.press('Alt+-');
    const table = page.getByRole('table', { name: '审计记录' });
    await expect(table.locator('tr[data-action="sheet.printed"]')).toHaveCount(1);
    await expect(table.locator('tr[data-action="sheet.printed_in_full"]')).toContainText('用途：归档');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
