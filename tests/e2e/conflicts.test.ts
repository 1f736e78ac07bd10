import type { Page } from '@playwright/test';
import { drawPhoto, fixedId, sha256Of } from '../fixtures/batch.ts';
import { exchangeNow, expect, idOf, outboxRow, section, status, test, toQueue, toTransfer } from './platform.ts';
import { firstStart, openReview, queueReady } from './reviewer.ts';

const drawer = (page: Page) => page.getByRole('dialog').filter({ hasText: '处理决定' });

/** Opens what became of the decision on that application. */
const resolve = async (page: Page, id: string): Promise<void> => {
  await outboxRow(page, id).getByRole('button', { name: '处理' }).click();
  await expect(drawer(page)).toContainText('您的决定');
};

/** Gives the decision in the open drawer up, with a note. */
const giveUp = async (page: Page, id: string): Promise<void> => {
  await drawer(page).getByRole('button', { name: '附说明放弃' }).click();
  const asked = page.getByRole('dialog').filter({ hasText: '放弃这个决定' });
  await expect(asked.getByRole('button', { name: '放弃', exact: true })).toBeDisabled();
  await asked.getByRole('textbox').fill('平台上已经变了');
  await asked.getByRole('button', { name: '放弃', exact: true }).click();
  await expect(outboxRow(page, id)).toHaveAttribute('data-state', 'dropped');
};

test('decisions that come back, of every cause: what is different now beside what was decided, and a way on for each', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({
    count: 7,
    edit: (application, index) => {
      // The colleague gets the most urgent one.
      if (index === 4) application.priority = 9;
    },
  });
  const { control, colleague, batch } = platform;
  const [withdrawn, amended, decided, inactive, claimed] = [0, 1, 2, 3, 4].map((index) => idOf(platform, index)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  platform.disconnect();
  for (const id of [withdrawn, amended, decided, inactive, claimed]) {
    await toQueue(page);
    await openReview(page, id);
    if (id === amended) {
      for (const mark of ['m', 'm', 'm']) await page.keyboard.press(mark);
      await page.getByRole('button', { name: '手机号码' }).or(page.getByText('手机号码')).first().click();
      await page.keyboard.press('m');
      await expect(page.getByText(/已核对 4\//)).toBeVisible();
    }
    await page.keyboard.press('a');
    await expect(page.locator('code.review-number').filter({ hasText: id })).toHaveCount(0);
  }

  await control.append({ kind: 'application.remove', id: withdrawn, cause: 'withdrawn' });
  const before = batch.applications[1];
  const photo = await drawPhoto(77);
  await control.putDocument(photo);
  await control.resubmit(amended, {
    applicant: { ...before?.applicant, phone: '13912349000' },
    documents: (before?.documents ?? []).map((document) =>
      document.kind === 'portrait'
        ? { ...document, id: fixedId('document', 900), sha256: sha256Of(photo), byteLength: photo.byteLength }
        : document,
    ),
  });
  await colleague.decide(colleague.decision(1, { kind: 'application', id: decided, revision: 1 }, { outcome: 'escalate' }));
  await control.append({
    kind: 'decision.recorded',
    applicationId: decided,
    decisionId: fixedId('decision', 2),
    outcome: 'reject',
    decidedAt: new Date().toISOString(),
    reviewerId: colleague.reviewerId,
    revision: 1,
  });
  await control.append({
    kind: 'account.status',
    accountId: batch.applications[3]?.account.id ?? '',
    status: 'disabled',
    since: new Date().toISOString(),
  });
  const granted = await colleague.post('/v1/claims', { count: 1, ttlSeconds: 3_600 });
  expect(await granted.json()).toMatchObject({ claims: [{ applicationId: claimed }] });

  platform.connect();
  await toTransfer(page);
  await exchangeNow(page);
  for (const id of [withdrawn, amended, decided, inactive, claimed])
    await expect(outboxRow(page, id)).toHaveAttribute('data-state', 'conflict', { timeout: 60_000 });
  await expect(status(page)).toContainText('需处理 5');
  expect(control.decisions().filter(({ receipt }) => receipt.status === 'accepted')).toHaveLength(1);

  await resolve(page, withdrawn);
  await expect(drawer(page)).toContainText('申请人已撤回这份申请。');
  await expect(drawer(page)).toContainText('申请已不在本机，无法比较。');
  await expect(drawer(page).getByRole('button', { name: '从头审核' })).toBeDisabled();
  await giveUp(page, withdrawn);

  await resolve(page, decided);
  await expect(drawer(page)).toContainText('平台上已有另一个决定。');
  await expect(drawer(page)).toContainText('平台上的决定：驳回');
  await giveUp(page, decided);

  await resolve(page, claimed);
  await expect(drawer(page)).toContainText('领取已过期或转给了别人');
  await expect(drawer(page).getByRole('button', { name: '沿用有效部分' })).toBeDisabled();
  await giveUp(page, claimed);
  await expect(section(page, '领取')).toContainText('已失去 1 份');

  await resolve(page, inactive);
  await expect(drawer(page)).toContainText('账号已不是正常状态');
  await expect(drawer(page).getByRole('row').filter({ hasText: '账号' })).toContainText('正常');
  await expect(drawer(page).getByRole('row').filter({ hasText: '账号' })).toContainText('禁用');
  await drawer(page).getByRole('button', { name: '从头审核' }).click();
  await expect(page.locator('code.review-number')).toHaveText(inactive);
  await expect(page.locator('[data-outcome="approve"]')).toHaveAttribute('data-blocked', 'true');
  await page.keyboard.press('e');
  await expect(page.getByRole('region', { name: '通知' })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('code.review-number').filter({ hasText: inactive })).toHaveCount(0);

  // Field by field and photo by photo, masked until asked; what still holds is taken over.
  await toTransfer(page);
  await resolve(page, amended);
  await expect(drawer(page)).toContainText('申请内容在决定之后有了修改');
  await expect(drawer(page)).toContainText('版本 1 → 2');
  const phone = drawer(page).locator('tr[data-field="phone"]');
  await expect(phone).toContainText('139••••9000');
  await drawer(page).getByRole('button', { name: '显示完整内容' }).click();
  await expect(phone).toContainText('13912349000');
  await expect(phone).toContainText(before?.applicant.phone ?? '');
  const replaced = drawer(page).getByRole('listitem').filter({ hasText: '证件照' });
  await expect(replaced).toContainText('已替换');
  await expect(replaced.getByRole('img')).toHaveCount(2);
  await expect(drawer(page)).toContainText('仍然有效 3 项');
  await expect(drawer(page)).toContainText('需要重新比对 1 项');
  await drawer(page).getByRole('button', { name: '沿用有效部分' }).click();
  await expect(page.locator('code.review-number')).toHaveText(amended);
  await expect(page.getByText(/已核对 3\//)).toBeVisible();
  await page.keyboard.press('a');
  await expect(page.locator('code.review-number').filter({ hasText: amended })).toHaveCount(0);
  await toTransfer(page);
  for (const id of [amended, inactive]) await expect(outboxRow(page, id)).toHaveAttribute('data-state', 'receipted', { timeout: 60_000 });
  await expect(status(page)).not.toContainText('需处理');
  const accepted = control.decisions().filter(({ receipt }) => receipt.status === 'accepted');
  expect(accepted.map(({ decision }) => decision.subject).filter(({ id }) => id === amended)).toEqual([
    { kind: 'application', id: amended, revision: 2 },
  ]);
});
