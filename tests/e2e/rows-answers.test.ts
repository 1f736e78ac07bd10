import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Application } from '../../shared/domain/application.ts';
import { maskField } from '../../shared/domain/masking.ts';
import {
  exchangeNow,
  expect,
  type LivePlatform,
  outboxRow,
  policyWith,
  section,
  startPlatform,
  test,
  toQueue,
  toTransfer,
} from './platform.ts';
import { decided, firstStart, openReview, queueReady } from './reviewer.ts';
import { allOf, noticeIn, suggest } from './rows-desk.ts';
import { openWorkstation, type Workstation } from './workstation.ts';

const request = (page: Page) => page.getByRole('article', { name: /^请求：/ });

/** Opens the request of that kind, masked as it comes. */
const openRequest = async (page: Page, kind: string): Promise<void> => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+2');
  await page.getByRole('list', { name: '请求列表' }).getByRole('button').filter({ hasText: kind }).click();
  await expect(request(page)).toHaveAccessibleName(`请求：${kind}`);
};

/** Chooses the outcome by its key with the first reason that fits. */
const answerWith = async (page: Page, key: 'a' | 'r'): Promise<void> => {
  await page.keyboard.press(key);
  await expect(section(page, '通知')).toBeVisible();
  const first = page.getByRole('group', { name: /^原因/ }).getByRole('checkbox').first();
  if (!(await first.isChecked())) await first.check();
};

/** What the platform advises after a failure, and what applicants ask; a test a row of `docs/rows.md`. The window is one. */
test.describe('what helps, and what is asked', () => {
  let platform: LivePlatform;
  let workstation: Workstation;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), 'rows-'));
  const application = (index: number): Application => {
    const found = platform.batch.applications[index];
    if (found === undefined) throw new RangeError('the batch is too small');
    return found;
  };
  const review = async (index: number): Promise<void> => {
    await allOf(page);
    await openReview(page, application(index).id);
    await expect(page.locator('code.review-number')).toHaveText(application(index).id);
  };
  /** Waits until the platform has receipted the newest decision on that. */
  const receipted = async (subjectId: string): Promise<void> => {
    await toTransfer(page);
    await exchangeNow(page);
    await expect(outboxRow(page, subjectId)).toHaveAttribute('data-state', 'receipted');
  };

  test.beforeAll(async () => {
    platform = await startPlatform({
      count: 7,
      edit: (edited, index) => {
        edited.submittedAt = new Date(Date.now() - (index + 1) * 60_000).toISOString();
        if (index === 4)
          edited.attempts = [
            {
              revision: 1,
              outcome: 'request_fixes',
              reasons: [
                { code: 'info.phone_invalid', target: { field: 'phone' } },
                { code: 'document.blurred', target: { documentId: edited.documents[0]?.id } },
              ],
              decidedAt: new Date(Date.now() - 86_400_000).toISOString(),
            },
          ];
      },
    });
    // Larger portraits are asked for than any of these is.
    const policy = policyWith({}, 'rows-1');
    policy.image = { ...policy.image, minShortSide: { default: 300, portrait: 450 } };
    await platform.control.append({ kind: 'policy.upsert', version: policy.version, policy });
    workstation = await openWorkstation(join(folder, 'workstation'), { size: { width: 1_366, height: 768 } });
    page = workstation.page;
    await firstStart(page, platform);
    await queueReady(page);
  });
  test.afterAll(async () => {
    await workstation?.close();
    await platform?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('R1 逐项比对: an attempt sent again shows which earlier reasons are cured and what changed since', async () => {
    await review(4);
    const earlier = section(page, '以往送审');
    await expect(earlier.getByRole('listitem').filter({ hasText: '手机号码无法使用' }).last()).toContainText('已改正');
    await page.locator('.review-line[data-field="name"] .review-line-value').click();
    await page.keyboard.press('m');
    // Left and opened again, so that the tick is kept before the applicant changes anything.
    await review(4);
    await platform.control.resubmit(application(4).id, { applicant: { phone: '13900139111' } });
    await expect(page.getByText('自您开始审核以来有变化：手机号码')).toBeVisible();
    await expect(page.locator('.review-line[data-field="name"]')).toHaveAttribute('data-verdict', 'match');
  });

  test('R2 使用图片处理软件裁剪、调整: advice in that photo’s own figures; the viewer adjusts and the file stays as it is', async () => {
    await review(5);
    await page.getByRole('tab', { name: /^证件照/ }).click();
    const picture = page.locator('.viewer-stage .viewer-present .viewer-picture');
    await expect(picture.locator('img')).toBeVisible();
    const laid = () => picture.evaluate((element) => `${getComputedStyle(element).transform} ${getComputedStyle(element).filter}`);
    const before = await laid();
    await page.keyboard.press('t');
    await page.keyboard.press('g');
    await expect.poll(laid).toContain('grayscale(1)');
    await page.keyboard.press('Shift+L');
    await expect.poll(laid).toBe(before);
    await suggest(page, 'f');
    await expect(noticeIn(page, 'zh')).toContainText(/较短的一边只有 400.*至少需要 450/);
    await expect(noticeIn(page, 'en')).toContainText(/400.*450/);
  });

  test('R3 查询进度、跟进: a follow-up lifts the application to the top, and is answered', async () => {
    await page.keyboard.press('Escape');
    await toQueue(page);
    await page.keyboard.press('1');
    // Sent in later than others, and before them all the same.
    await expect(page.locator('[data-application]').first()).toHaveAttribute('data-application', application(3).id);
    await openRequest(page, '催办');
    await expect(request(page)).toContainText('请问审核进度？');
    await answerWith(page, 'a');
    await expect(noticeIn(page, 'zh')).toContainText('您的催办已收到');
    await page.keyboard.press('Control+Enter');
    const { id = '' } = platform.batch.requests.find(({ kind }) => kind === 'follow_up') ?? {};
    await receipted(id);
    expect(platform.control.decisions().find(({ decision }) => decision.subject.id === id)?.decision.notice?.zh).toContain(
      '您的催办已收到',
    );
  });

  test('R5 确认账号状态、联系客服: the facts for support are there to be copied, nothing personal among them', async () => {
    const { account, applicant, id } = application(6);
    await platform.control.append({
      kind: 'account.status',
      accountId: account.id,
      status: 'cancelled',
      since: '2026-11-15T01:00:00.000Z',
    });
    await review(6);
    await expect(section(page, '时限与账号')).toContainText('账号注销');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+0');
    await page.getByRole('searchbox', { name: '查询申请人' }).fill(id);
    await expect(page.getByRole('article')).toHaveAttribute('data-standing', 'account');
    await page.keyboard.press('Enter');
    await page.keyboard.press('c');
    await expect(page.getByText('已复制，可粘贴给客服。')).toBeVisible();
    const copied = await workstation.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain(id);
    expect(copied).toContain('账号状态：注销（自 2026-11-15 09:00）');
    for (const personal of ['name', 'phone', 'idNumber']) expect(copied).not.toContain(applicant[personal]);
  });

  test('R6 关注官方公告: what is new is marked until the list was opened, and stays a banner while it is active', async () => {
    const rail = page.getByRole('navigation', { name: '导航' }).getByRole('button', { name: /^公告/ });
    await expect(rail).toHaveAccessibleName('公告 1');
    await expect(page.locator('.banner')).toContainText('系统升级通知');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+4');
    const entry = page.getByRole('article').filter({ hasText: '系统升级通知' });
    await expect(entry).toContainText('未读');
    await expect(rail).toHaveAccessibleName('公告');
    await toQueue(page);
    await page.keyboard.press('Alt+4');
    await expect(entry).toBeVisible();
    await expect(entry).not.toContainText('未读');
    await expect(page.locator('.banner')).toContainText('系统升级通知');
  });

  test('Q1 查询状态: a masked answer by the e-mail alone, with the next step', async () => {
    const { applicant, id } = application(1);
    await page.keyboard.press('Alt+0');
    await page.getByRole('searchbox', { name: '查询申请人' }).fill(applicant.email ?? '');
    const shown = page.getByRole('article');
    await expect(shown).toContainText(id);
    await expect(shown).toHaveAttribute('data-standing', 'waiting');
    await expect(shown).toContainText('下一步');
    for (const personal of ['name', 'phone', 'idNumber']) await expect(shown).not.toContainText(applicant[personal] ?? '');
  });

  test('Q2 上传要求: the rules are shown with their version, and the notice quotes their limit', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+5');
    await expect(page.getByRole('main')).toContainText('规则 rows-1');
    const photo = page.getByRole('table', { name: '照片' });
    await expect(photo.getByRole('row').filter({ hasText: '允许的格式' })).toContainText(/JPEG.*PNG/);
    await expect(photo.getByRole('row').filter({ hasText: '文件大小' })).toContainText('MB');
    await expect(photo.getByRole('row').filter({ hasText: '短边像素（证件照）' })).toContainText('450');
    await review(5);
    await suggest(page, 'f');
    await expect(noticeIn(page, 'zh')).toContainText('450');
  });

  test('Q3 找回联系方式: the requester is held against the application, masked, and the reset is started', async () => {
    await openRequest(page, '找回联系方式');
    await expect(request(page)).toContainText('请与证件逐项核对');
    await expect(request(page)).not.toContainText(application(2).applicant.email ?? '');
    // The masked hint stays masked, also with everything in full.
    const registered = request(page).getByRole('region', { name: '登记的联系方式（遮盖后的提示）' });
    const hints = [maskField('phone', application(2).applicant.phone ?? ''), maskField('email', application(2).applicant.email ?? '')];
    for (const hint of hints) await expect(registered).toContainText(hint);
    await request(page).getByRole('button', { name: '显示完整内容' }).click();
    await expect(request(page).getByRole('button', { name: '再次遮盖' })).toBeVisible();
    for (const hint of hints) await expect(registered).toContainText(hint);
    await expect(registered).not.toContainText(application(2).applicant.phone ?? '');
    await answerWith(page, 'a');
    await expect(noticeIn(page, 'zh')).toContainText('可以重新设置登录用的联系方式');
    for (const personal of ['phone', 'email'])
      await expect(noticeIn(page, 'zh')).not.toContainText(application(2).applicant[personal] ?? '');
    await page.keyboard.press('Control+Enter');
    const { id = '' } = platform.batch.requests.find(({ kind }) => kind === 'contact_recovery') ?? {};
    await receipted(id);
  });

  test('Q4 审核时限: how the due time came about is said, and how many were decided in time is counted', async () => {
    await review(5);
    await expect(section(page, '时限与账号')).toContainText(/3\s*个工作日/);
    await suggest(page, 'f');
    await page.keyboard.press('Control+Enter');
    await decided(page, '退回补正');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+8');
    await expect(section(page, '是否按时')).toContainText(/1 份在到期前决定（100%），0 份超时/);
  });

  test('Q5 提交后修改: an amendment before and after, refused like any decision, changes nothing', async () => {
    await openRequest(page, '修改');
    const changes = request(page).getByRole('table', { name: '修改前后' });
    await expect(changes.getByRole('row').filter({ hasText: '手机号码' })).toContainText(/138.*139/s);
    await answerWith(page, 'r');
    await expect(noticeIn(page, 'zh')).toContainText('按原来的内容继续审核');
    await page.keyboard.press('Control+Enter');
    const { id = '' } = platform.batch.requests.find(({ kind }) => kind === 'amendment') ?? {};
    await receipted(id);
    expect(platform.control.application(application(0).id)?.application).toMatchObject({
      applicant: { phone: application(0).applicant.phone },
    });
  });

  test('Q6 为什么被拒绝: the notice in both languages with its remedies is seen before, and is what is sent', async () => {
    await review(0);
    await suggest(page, 'f');
    const seen = { zh: (await noticeIn(page, 'zh').textContent()) ?? '', en: (await noticeIn(page, 'en').textContent()) ?? '' };
    expect(seen.zh).toContain('改进建议：');
    expect(seen.en).toContain('What to do:');
    // Without a reason nothing can be sent.
    await page.getByLabel('已选 1 条原因').getByRole('button', { name: /^移除/ }).click();
    await expect(page.getByText('还没有选择原因')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('还没有选择原因')).toBeVisible();
    await expect(page.locator('code.review-number')).toHaveText(application(0).id);
    await page.keyboard.press('Escape');
    await suggest(page, 'f');
    await page.keyboard.press('Control+Enter');
    await decided(page, '退回补正');
    await receipted(application(0).id);
    const sent = platform.control.decisions().find(({ decision }) => decision.subject.id === application(0).id)?.decision;
    expect(sent?.notice).toEqual(seen);
    expect(sent?.reasons).toHaveLength(1);
  });
});
