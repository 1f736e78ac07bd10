import { drawPhoto, fixedId } from '../fixtures/batch.ts';
import { exchangeNow, expect, outboxRow, section, test, toQueue, toTransfer } from './platform.ts';
import { decided, queueReady } from './reviewer.ts';
import { noticeIn, type RowsDesk, startRowsDesk, suggest } from './rows-desk.ts';

/** What the platform's page says of why a certification fails, and what helps; a test a row of `docs/rows.md`. */
test.describe('why a certification fails', () => {
  let desk: RowsDesk;
  test.beforeAll(async () => {
    desk = await startRowsDesk();
  });
  test.afterAll(() => desk.end());

  test('C1 信息填写不准确: the form beside the document, differing characters marked, each item ticked by a key', async () => {
    const { page } = desk;
    await desk.review(desk.with('id_check_digit_wrong'));
    await expect(page.locator('.viewer-stage img').first()).toBeVisible();
    const line = page.locator('.review-line[data-field="idNumber"]');
    await page.keyboard.press('v');
    await expect(section(page, '逐项比对').getByRole('button', { name: /已显示/ })).toBeVisible();
    await expect(line.locator('.review-line-value del')).toHaveText(/^[0-9X]$/);
    await expect(line.locator('.review-read[data-agreement="differs"] ins')).toHaveText(/^[0-9X]$/);
    await expect(line).toContainText('校验');
    await line.locator('.review-line-value').click();
    await page.keyboard.press('d');
    await expect(line).toHaveAttribute('data-verdict', 'differs');
    await page.locator('.review-line[data-field="name"] .review-line-value').click();
    await page.keyboard.press('m');
    await expect(page.locator('.review-line[data-field="name"]')).toHaveAttribute('data-verdict', 'match');
  });

  test('C2 资料不符合要求: a verdict with what was measured beside the limit, and both in the notice', async () => {
    const { page } = desk;
    await desk.review(desk.with('blurred'));
    const finding = section(page, '检查结果').locator('.review-finding[data-verdict="fail"]').filter({ hasText: '清晰' }).first();
    await expect(finding).toContainText(/\d/);
    await suggest(page, 'f');
    await expect(noticeIn(page, 'zh')).toContainText(/清晰度 \d+.*至少需要 28/);
    await expect(noticeIn(page, 'en')).toContainText(/\d+.*28/);
  });

  test('C3 系统审核延时: what is due first comes first, what is at risk is a view, and the backlog is told', async () => {
    const { page } = desk;
    await toQueue(page);
    const rows = page.locator('[data-application]');
    const listed = () => rows.evaluateAll((found) => found.map((row) => row.getAttribute('data-application') ?? ''));
    const soon = desk.having('near_due').map(({ id }) => id);
    const asked = desk.platform.batch.requests.map(({ applicationId }) => applicationId ?? '');
    await page.keyboard.press('1');
    // Those whose applicants asked are lifted; of the others, what is due soon comes before all the rest.
    await expect
      .poll(async () =>
        (await listed())
          .filter((id) => !asked.includes(id))
          .slice(0, soon.length)
          .toSorted(),
      )
      .toEqual(soon.toSorted());
    await page.keyboard.press('2');
    await expect.poll(async () => (await listed()).toSorted()).toEqual(soon.toSorted());
    await page.keyboard.press('Alt+8');
    await expect(section(page, '待审与预测')).toContainText('现有 10 份待审申请');
    await expect(section(page, '待审与预测')).toContainText('预测方法');
  });

  test('C4 网络问题: a file that was cut off is found, and that one file is asked for', async () => {
    const { page } = desk;
    await desk.review(desk.with('upload_truncated'));
    const finding = section(page, '检查结果').locator('.review-finding[data-verdict="fail"]').filter({ hasText: '完整' }).first();
    await expect(finding).toBeVisible();
    await suggest(page, 'f');
    await expect(page.getByLabel('已选 1 条原因')).toContainText('上传没有完成');
    await expect(noticeIn(page, 'zh')).toContainText('其他资料已保留');
  });

  test('C5 账号问题: the account’s state and since when, no approval while it lasts, and its reason', async () => {
    const { page } = desk;
    await desk.review(desk.with('account_disabled'));
    const facts = section(page, '时限与账号');
    await expect(facts).toContainText(/账号禁用.*自 .+ 起/s);
    await page.keyboard.press('a');
    await expect(page.getByRole('alert')).toContainText('现在不能通过');
    await expect(page.getByRole('alert')).toContainText('账号');
    await desk.review(desk.with('account_disabled'));
    await suggest(page, 'f');
    await expect(page.getByLabel('已选 1 条原因')).toContainText('账号已禁用');
    await expect(noticeIn(page, 'zh')).toContainText('联系客服');
  });

  test('C6 平台突发问题: an incident is a banner at once, and what is due moves by its length', async () => {
    const { page, platform } = desk;
    await desk.review(desk.with('glare'));
    const facts = section(page, '时限与账号');
    const before = await facts.innerText();
    const from = Date.now() - 3_600_000;
    await platform.control.append({
      kind: 'announcement.upsert',
      announcement: {
        id: 'incident-of-the-rows',
        severity: 'critical',
        title: { zh: '上传服务故障', en: 'Uploads are failing' },
        body: { zh: '正在修复。', en: 'It is being repaired.' },
        from: new Date(from).toISOString(),
        until: new Date(from + 26 * 3_600_000).toISOString(),
        extendsDueTimes: true,
      },
    });
    await expect(page.locator('.banner-critical')).toContainText('上传服务故障');
    await expect.poll(() => facts.innerText()).not.toBe(before);
    // Reviewing goes on meanwhile.
    await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
  });

  test('R4 重新连接网络并再次提交: one file is asked for, and the rest is kept when it comes', async () => {
    const { page, platform } = desk;
    const application = desk.with('upload_truncated');
    await desk.review(application);
    await suggest(page, 'f');
    await page.keyboard.press('Control+Enter');
    await decided(page, '退回补正');
    await toTransfer(page);
    await exchangeNow(page);
    await expect(outboxRow(page, application.id)).toHaveAttribute('data-state', 'receipted', { timeout: 60_000 });
    const reasons = platform.control.decisions().find(({ decision }) => decision.subject.id === application.id)?.decision.reasons ?? [];
    expect(reasons.map(({ code }) => code)).toEqual(['upload.truncated']);
    const asked = reasons[0]?.target?.documentId;
    expect(application.documents.map(({ id }) => id)).toContain(asked);

    const again = await drawPhoto(99, 1_200, 800);
    const sha256 = await platform.control.putDocument(again);
    await platform.control.resubmit(application.id, {
      documents: application.documents.map((document) =>
        document.id === asked ? { ...document, id: fixedId('document', 900), sha256, byteLength: again.byteLength } : document,
      ),
    });
    await exchangeNow(page);
    await toQueue(page);
    await queueReady(page);
    await desk.review(application);
    await expect(page.getByRole('tablist', { name: '全部照片' }).getByRole('tab')).toHaveCount(application.documents.length);
    await expect(section(page, '以往送审')).toContainText('上传没有完成');
    await expect(section(page, '检查结果').locator('.review-finding[data-verdict="fail"]').filter({ hasText: '完整' })).toHaveCount(0);
  });
});
