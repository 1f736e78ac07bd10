import { expect, test } from './platform.ts';
import { firstStart, openReview, queueReady } from './reviewer.ts';

test('other limits are tried on what is held by the keyboard, and lead to the applications; nothing changes', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({ count: 3 });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await page.getByRole('button', { name: '规则', exact: true }).click();
  await page.getByRole('tab', { name: '试算' }).click();
  const form = page.getByRole('form', { name: '试算' });
  const act = form.getByRole('button', { name: '用持有的申请试算' });
  await expect(act).toBeDisabled();

  const side = form.getByRole('spinbutton', { name: '短边', exact: true });
  await expect(side).toHaveValue('300');
  await side.fill('2000');
  await side.press('Enter');
  const answer = form.getByRole('status').filter({ hasText: '已看 3 份' });
  await expect(answer).toContainText('其中 3 份会有检查结果改变');
  await expect(answer.getByRole('row', { name: /^像素/ })).toContainText(/不合格\s*6/);
  if (process.env.LOOK_AT !== undefined) await page.screenshot({ path: `${process.env.LOOK_AT}-what-if.png` });

  await answer.getByRole('button', { name: /^样/ }).first().click();
  await expect(page.getByRole('toolbar', { name: '做出决定' })).toBeVisible();
  await expect(page.getByText('短边只有')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '试算' }).click();
  await expect(side).toHaveValue('300');
});

test('a finding is called wrong by its key, stays so when the application is opened again, and can be taken back', async ({
  open,
  platformWith,
}) => {
  const platform = await platformWith({
    count: 2,
    edit: (application) => {
      application.applicant.email = 'nobody';
    },
  });
  const { page } = await open();
  await firstStart(page, platform);
  await queueReady(page);
  await openReview(page);
  const findings = page.getByRole('region', { name: '检查结果' });
  await expect(findings.getByRole('button', { name: /指出“.+”的结果有误/ }).first()).toBeVisible();
  await page.keyboard.press('w');
  const words = findings.getByRole('group', { name: '结果有误：应当是什么' });
  await expect(words.getByRole('button', { name: '应为合格', exact: true })).toBeFocused();
  if (process.env.LOOK_AT !== undefined) await page.screenshot({ path: `${process.env.LOOK_AT}-dispute.png` });
  await page.keyboard.press('Enter');
  await expect(findings).toContainText('已指出：应为合格');

  await page.keyboard.press('j');
  await expect(findings).not.toContainText('已指出');
  await page.keyboard.press('k');
  await expect(findings).toContainText('已指出：应为合格');
  await findings.getByRole('button', { name: '撤回', exact: true }).click();
  await expect(findings).not.toContainText('已指出');
});
