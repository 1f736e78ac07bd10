import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { packBatch, unpackResult } from '../../electron/intake/index.ts';
import { expect, idOf, outboxRow, section, status, test, toQueue, toTransfer } from './platform.ts';
import { newPassphrase, openReview, queueReady } from './reviewer.ts';

/** The person's answer in the system's dialogue for opening, or for saving, from now on. */
const answerDialogues = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, path);

/** Drops a file from outside onto the screen, as the system hands it over, once the packages say that they take it. */
const drop = async (page: Page, path: string): Promise<void> => {
  const screen = page.getByRole('main');
  // Nothing can be dropped while another package still goes in or out; its button says when that is over.
  await expect(section(page, '资料包').getByRole('button', { name: '导入资料包' })).toBeEnabled();
  const box = await screen.boundingBox();
  if (box === null) throw new Error('the screen is not there');
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: [path], dragOperationsMask: 1 } };
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') => session.send('Input.dispatchDragEvent', { type, ...at });
  await send('dragEnter');
  await send('dragOver');
  await expect(section(page, '资料包')).toContainText('松开即导入');
  await send('drop');
  await session.detach();
};

test('a site without a network: packages come in by dialogue and by hand, decisions leave, receipts come back', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 3 });
  const packages = mkdtempSync(join(tmpdir(), 'packages-'));
  try {
    const batch = join(packages, 'morning.tpbatch');
    await packBatch(platform.directory, batch);
    const damaged = join(packages, 'damaged.tpbatch');
    copyFileSync(batch, damaged);
    truncateSync(damaged, Math.floor(readFileSync(batch).byteLength / 2));

    const { app, page } = await open();
    await page.getByRole('radio', { name: '仅用资料包' }).check();
    await newPassphrase(page);
    await page.getByRole('button', { name: '开始', exact: true }).click();
    await expect(page.getByRole('heading', { name: '队列', level: 1 })).toBeVisible();
    await toTransfer(page);
    const part = section(page, '资料包');

    // Half a package imports nothing, and says so in a sentence.
    await answerDialogues(app, damaged);
    await part.getByRole('button', { name: '导入资料包' }).click();
    await expect(part.getByRole('alert')).toContainText('资料包');
    await expect(part.getByRole('alert')).toContainText('没有');
    await expect(part).toContainText('还没有导入或导出过资料包。');
    await part.getByRole('alert').getByRole('button', { name: '关闭' }).click();

    await answerDialogues(app, batch);
    await part.getByRole('button', { name: '导入资料包' }).click();
    await expect(part).toContainText('已导入 morning.tpbatch：3 份申请，9 份资料，0 份回执。');
    await expect(part).toContainText('没有签名');
    await drop(page, batch);
    await expect(part).toContainText('morning.tpbatch 以前已经导入过，没有任何改动。');
    await expect(part.locator('tr[data-package]')).toHaveCount(1);

    await toQueue(page);
    await expect(page.locator('[data-application]')).toHaveCount(3);
    await queueReady(page);
    const id = idOf(platform, 1);
    await openReview(page, id);
    await page.keyboard.press('a');
    await expect(page.locator('code.review-number').filter({ hasText: id })).toHaveCount(0);
    await toTransfer(page);
    await expect(outboxRow(page, id)).toHaveAttribute('data-state', 'waiting');

    // A name without the ending gets it.
    const result = join(packages, 'noon.tpresult');
    await answerDialogues(app, join(packages, 'noon'));
    await part.getByRole('button', { name: '导出 1 个决定' }).click();
    await expect(part).toContainText('已导出 1 个决定到 noon.tpresult');
    await expect(outboxRow(page, id)).not.toHaveAttribute('data-state', 'receipted');

    expect(await unpackResult(platform.directory, result, { reviewerId: platform.reviewerId })).toMatchObject({
      receipts: { accepted: 1 },
    });
    const evening = join(packages, 'evening.tpbatch');
    await packBatch(platform.directory, evening);
    await drop(page, evening);
    await expect(part).toContainText('已导入 evening.tpbatch');
    await expect(part).toContainText('1 份回执');
    await expect(outboxRow(page, id)).toHaveAttribute('data-state', 'receipted');
    await expect(status(page)).toContainText('发件箱已清空');
    await expect(part.locator('tr[data-package]')).toHaveCount(3);
    await drop(page, result);
    await expect(part.getByRole('alert')).toContainText('请只拖入一个 .tpbatch 文件');
  } finally {
    rmSync(packages, { recursive: true, force: true });
  }
});
